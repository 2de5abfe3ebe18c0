"""The rules of each year of the looked-after return: the year before, and what changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module

from village.engine.checks.looked_after.ground import Terms
from village.engine.checks.looked_after.rules import OURS, Family, Rule
from village.engine.errors import WrongReturn
from village.engine.intake.looked_after import Reading, newest
from village.engine.specs.looked_after_codes import PLACES

FAMILIES = (
    "codes", "days", "one_child", "together", "providers", "durations", "ages", "sequences",
    "placements", "health", "outcomes", "leavers", "adoption", "decisions", "missing", "mothers",
    "numbers", "postcodes", "workers", "last_year",
)  # fmt: skip
"""The files that hold rules, each a family, in the order in which the reference shows them."""

_OTHER_PLACES = frozenset({"Z11", "Z12", "Z13", "Z14"})
_NO_PROVIDER = frozenset({"T0", "T1", "T2", "T3", "Z1"})
_NO_URN = frozenset({"H5", "P1", "P2", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z1"})

_BASE_TERMS = Terms(
    sexes=frozenset({"1", "2"}),
    male="1",
    places=frozenset(PLACES),
    no_provider=_NO_PROVIDER,
    no_urn=_NO_URN,
    supported_from=14,
)


@dataclass(frozen=True, slots=True)
class Edition:
    """A year's difference from the year before, and the same in words."""

    year: str
    adds: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    terms: Callable[[Terms], Terms] = lambda before: before
    says: str = "nothing"


EDITIONS: tuple[Edition, ...] = (
    Edition("2022-23", says="the base set"),
    Edition(
        "2023-24",
        adds=(
            "V-SW-CHILD", "SW01STG1", "SW02STG1", "SW03STG1", "SW04STG1", "SW05STG1", "SW06STG2",
            "SW07STG2", "SW09STG2", "SW10STG2", "SW108STG2", "SW11STG2", "SW13STG1", "V-SW-DOB",
            "370",
        ),
        terms=lambda t: replace(t, no_urn=t.no_urn - {"H5", "P2"}, supported_from=16),
        says="the table of social workers begins, and its rules with it; 370 is new; supported "
        "accommodation is from 16 (before: 14), and H5 and P2 need an Ofsted number",
    ),
    Edition(
        "2024-25",
        adds=("SW16aSTG2", "SW16bSTG2", "SW16cSTG2"),
        terms=lambda t: replace(
            t, sexes=frozenset({"M", "F", "U"}), male="M", places=t.places | {"K3"}
        ),
        says="sex is M, F or U instead of 1 or 2; placement K3 is known; social workers are "
        "compared with last year's",
    ),
    Edition(
        "2025-26",
        adds=("234", "348", "444", "SW17STG2", "SW18STG2"),
        drops=("SW16aSTG2", "SW16cSTG2"),
        terms=lambda t: replace(
            t,
            places=(t.places - {"P2", "H5", "Z1"}) | _OTHER_PLACES,
            no_provider=(t.no_provider - {"Z1"}) | _OTHER_PLACES,
            no_urn=(t.no_urn - {"Z1"}) | _OTHER_PLACES,
        ),
        says="placements P2, H5 and Z1 go, Z11 to Z14 come; 234, 348, 444, SW17STG2 and SW18STG2 "
        "are new; SW16aSTG2 and SW16cSTG2 are no more",
    ),
)  # fmt: skip
"""Oldest first. Each year is the one above it with its own difference."""

YEARS: tuple[str, ...] = tuple(edition.year for edition in EDITIONS)

_LATER = frozenset(code for edition in EDITIONS for code in edition.adds)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of any year, family by family."""
    families = (import_module(f"{__package__}.{name}") for name in FAMILIES)
    return tuple(rule for module in families for rule in _family(module.FAMILY).rules)


def _family(family: Family) -> Family:
    return family


def rules(year: str) -> tuple[Rule, ...]:
    """Every rule of a year."""
    held = {rule.code for rule in all_rules()} - _LATER
    for edition in _up_to(year):
        held = (held | set(edition.adds)) - set(edition.drops)
    return tuple(rule for rule in all_rules() if rule.code in held)


def published(year: str) -> tuple[Rule, ...]:
    """The rules of a year without our own."""
    return tuple(rule for rule in rules(year) if rule.source != OURS)


def years_of(code: str) -> tuple[str, ...]:
    """The years in which a rule runs."""
    return tuple(year for year in YEARS if any(rule.code == code for rule in rules(year)))


def terms(year: str) -> Terms:
    """What differs inside the rules of a year."""
    held = _BASE_TERMS
    for edition in _up_to(year):
        held = edition.terms(held)
    return held


def _up_to(year: str) -> tuple[Edition, ...]:
    return EDITIONS[: YEARS.index(year) + 1]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which year's rules apply, who said so, and its first and last day."""

    year: str
    year_from: str
    first: date
    last: date


def choose(reading: Reading, *, given: str | None) -> Choice:
    """The year asked for, or the one that a name says, or the newest that the episodes lie in.

    WrongReturn where no rules are held for it, or where neither says one.
    """
    if given is not None:
        return _choice(given, "chosen by the person checking", where=reading.name)
    if reading.named_year is not None:
        return _choice(_label(reading.named_year), "as the file's name says", where=reading.name)
    year = newest(reading.this.years)
    if year is None:
        raise WrongReturn(
            "No episode has a date by which the year could be known.",
            where=reading.name,
            mend=f"Choose the year: {', '.join(YEARS)}.",
        )
    return _choice(_label(year), "the newest year of its episodes", where=reading.name)


def _label(march: int) -> str:
    return f"{march - 1}-{march % 100:02}"


def _choice(year: str, said_by: str, *, where: str) -> Choice:
    if year not in YEARS:
        shown = year if len(year) == len("2024-25") else "that year"
        raise WrongReturn(
            f"No rules of the looked-after return are held for {shown} ({said_by}).",
            where=where,
            mend=f"Check the dates, or choose a year to check by: {', '.join(YEARS)}.",
        )
    march = int(year[:4]) + 1
    return Choice(year, said_by, date(march - 1, 4, 1), date(march, 3, 31))
