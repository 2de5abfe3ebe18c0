"""The rules of each year: the year before, and what changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType

from village.engine.checks.census.authorities import ADDED_IN_2023, AUTHORITIES
from village.engine.checks.census.ground import Terms
from village.engine.checks.census.rules import Rule
from village.engine.errors import WrongReturn
from village.engine.specs.census import Header

_BASE_RULES = """
100 1103 1104 1105 1510 1520 1530 1540 1550 1560Q 2883 2884 2885 2886Q 2887Q 2888Q 2889 2990 2991Q
4000 4001 4003 4004 4008 4009Q 4010 4011 4012Q 4013 4014 4015 4016 4017 4180 4220 8500 8510 8520
8525Q 8530Q 8535Q 8540 8545Q 8555Q 8565 8568 8569Q 8585Q 8590 8600 8606 8608 8610 8614 8615 8620
8630 8640 8650 8670Q 8675Q 8696 8715 8720 8730 8736 8740 8750 8770Q 8772 8775Q 8790 8794 8805 8810
8815 8816 8820 8825Q 8831 8832 8839 8840 8841 8842Q 8863Q 8866 8867 8868 8869 8870Q 8873Q 8875
8890 8896 8897Q 8898 8905 8910 8915 8920 8925 8930 8935 8940
"""

OUR_RULES = ("V-ICPC", "V-UPN")
"""Village's own rules, every year: what the published set leaves open."""

_BASE_TERMS = Terms(
    authorities=AUTHORITIES,
    sexes=frozenset({"0", "1", "2", "9"}),
    sex_attributes=("gender_current", "sex"),
    unborn_sex="0",
    school_age_on_31_august=False,
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
    Edition("2022-23", adds=tuple(_BASE_RULES.split()), says="the base set"),
    Edition(
        "2023-24",
        terms=lambda t: replace(t, authorities=t.authorities | ADDED_IN_2023),
        says="1530 knows authorities 942 and 943",
    ),
    Edition(
        "2024-25",
        adds=("1570", "1580", "8945Q", "8950Q"),
        terms=lambda t: replace(
            t,
            sexes=frozenset({"M", "F", "U"}),
            sex_attributes=("sex",),
            unborn_sex="U",
            school_age_on_31_august=True,
        ),
        says="1570, 1580, 8945Q and 8950Q are new; 4180, 8750 and 2886Q look at Sex (M, F, U) "
        "instead of GenderCurrent; 8770Q counts school age to 31 August",
    ),
    Edition("2025-26"),
)
"""Oldest first. Each year is the one above it with its own difference."""

YEARS: tuple[str, ...] = tuple(edition.year for edition in EDITIONS)


def label(census_year: int) -> str:
    """The year of a reference date in words: 2026 is "2025-26"."""
    return f"{census_year - 1}-{census_year % 100:02}"


def codes(year: str) -> tuple[str, ...]:
    """The published rules of a year, in the order of their numbers."""
    held: set[str] = set()
    for edition in _up_to(year):
        held = (held | set(edition.adds)) - set(edition.drops)
    return tuple(sorted(held, key=lambda code: (int(code.removesuffix("Q")), code)))


def terms(year: str) -> Terms:
    """What differs inside the rules of a year."""
    held = _BASE_TERMS
    for edition in _up_to(year):
        held = edition.terms(held)
    return held


def module(code: str) -> ModuleType:
    """The file of one rule, which holds RULE and CASES."""
    return import_module(f"village.engine.checks.census.{module_name(code)}")


@cache
def rule(code: str) -> Rule:
    """One rule, from the file named after it."""
    found: Rule = module(code).RULE
    return found


def module_name(code: str) -> str:
    """c8630 for 8630, v_upn for V-UPN."""
    name = code.lower().replace("-", "_")
    return name if name.startswith("v_") else f"c{name}"


def rules(year: str) -> tuple[Rule, ...]:
    """Every rule of a year, the published ones first, then ours."""
    return tuple(rule(code) for code in (*codes(year), *OUR_RULES))


def all_codes() -> tuple[str, ...]:
    """Every rule of any year, ours included."""
    return (*codes(YEARS[-1]), *OUR_RULES)


def _up_to(year: str) -> tuple[Edition, ...]:
    return EDITIONS[: YEARS.index(year) + 1]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which year's rules apply, who said so, and R where one can be used."""

    year: str
    year_from: str
    reference_date: date | None


def choose(header: Header, *, given: str | None, where: str) -> Choice:
    """The year asked for, or else the header's. WrongReturn where no rules are held for it.

    R is the header's where it is 31 March of the header's year; with a year given, any 31 March
    of the header, or else 31 March of that year.
    """
    stated = header.reference_date if _is_31_march(header.reference_date) else None
    if given is not None:
        reference = stated or date(_census_year(given, where=where), 3, 31)
        return Choice(_held(given, where=where), "chosen by the person checking", reference)
    if header.year is not None:
        agreed = stated if stated and stated.year == header.year else None
        return Choice(_held(label(header.year), where=where), "the header's Year", agreed)
    if stated is not None:
        return Choice(_held(label(stated.year), where=where), "the header's ReferenceDate", stated)
    raise WrongReturn(
        "The header names neither its year nor a reference date of 31 March.",
        where=where,
        mend=f"Fill Year and ReferenceDate, or choose the year: {', '.join(YEARS)}.",
    )


def _is_31_march(day: date | None) -> bool:
    return day is not None and (day.month, day.day) == (3, 31)


def _census_year(year: str, *, where: str) -> int:
    return int(_held(year, where=where)[:4]) + 1


def _held(year: str, *, where: str) -> str:
    if year not in YEARS:
        shown = year if len(year) == len("2025-26") else "that year"
        raise WrongReturn(
            f"No census rules are held for {shown}.",
            where=where,
            mend=f"Correct the year, or choose one to check by: {', '.join(YEARS)}.",
        )
    return year
