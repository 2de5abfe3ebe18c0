"""An indicator's definition: why it is kept, and what is counted over what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from village.engine.measures.asking import Asking
from village.engine.measures.counting import (
    COUNTS,
    Count,
    DefinitionFault,
    Population,
    one_of,
    read_count,
    read_denominator,
    text,
    whole_number,
)
from village.engine.specs.groups import BREAKDOWNS, DEPRIVATION, DISABILITY, OF_EVERY_EVENT
from village.engine.specs.returns import CENSUS_TABLES
from village.figures.figure import Unit
from village.figures.words import Wording

__all__ = ["COUNTS", "DIRECTIONS", "STEPS", "UNITS", "Count", "Definition", "DefinitionFault",
           "Population"]  # fmt: skip

UNITS = tuple(unit.value for unit in Unit)
DIRECTIONS = ("higher is better", "lower is better", "neither")
STEPS = ("year", "quarter")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Definition:
    """One edition of one indicator. Source: the kit file, which is its master.

    A percentage is a part of what it is counted over, a rate is counted over a population, and a
    plain number over nothing. It is counted from rows (numerator), from what an agency counts
    itself (asking), or from both, where some quarters came as rows and others as counts.
    """

    id: str
    edition: str
    title: str
    question: str
    why: str
    unit: Unit
    direction: str
    numerator_words: str
    denominator_words: str
    wording: Wording
    numerator: Count | None
    denominator: Count | Population | None
    asking: Asking | None
    steps: tuple[str, ...]
    breakdowns: tuple[str, ...]
    history_months: int
    source: str
    author: str
    review_on: date
    caveats: tuple[str, ...]

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise DefinitionFault("id", "must be small letters, digits and single hyphens")
        below, asked = self.denominator, self.asking
        if self.numerator is None and asked is None:
            raise DefinitionFault("numerator", "is missing: write a table with its conditions")
        if self.unit is Unit.PERCENT:
            if self.numerator and not (
                isinstance(below, Count) and self.numerator.is_part_of(below)
            ):
                raise DefinitionFault("numerator", "must be a part of the denominator: " + _PART)
            if not self.wording.did:
                raise DefinitionFault("wording.did", "is missing: say what the part did")
        if asked and self.unit is Unit.PERCENT and not asked.denominator:
            raise DefinitionFault("counts.denominator", "is missing: say out of what it is counted")
        if asked and self.unit is not Unit.PERCENT and asked.denominator:
            raise DefinitionFault("counts.denominator", "is asked for with a percentage alone")
        if self.unit is Unit.PER_10_000 and not isinstance(below, Population):
            raise DefinitionFault("denominator", "of a rate must be a population")
        if self.unit is Unit.COUNT and below is not None:
            raise DefinitionFault("denominator", "has no place beside a plain number")

    @property
    def counted(self) -> tuple[Count, ...]:
        """What is counted from rows: the part and the whole of a percentage; none without rows."""
        return tuple(one for one in (self.numerator, self.denominator) if isinstance(one, Count))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of rows that it looks at; none where it comes as counts alone."""
        return tuple(dict.fromkeys(table for one in self.counted for table in one.tables))

    @property
    def looks_elsewhere(self) -> bool:
        """Whether it asks what the same child has in tables of other agencies."""
        return any(one.also for one in self.counted)

    @property
    def needs_links(self) -> bool:
        """Whether it can be counted in full only where the agencies' children are linked."""
        told = {one.table for one in self.counted} <= {*CENSUS_TABLES}
        split = DEPRIVATION in self.breakdowns or (DISABILITY in self.breakdowns and not told)
        return self.looks_elsewhere or bool(self.counted and split)

    @property
    def asked_breakdowns(self) -> tuple[str, ...]:
        """By what an agency that counts itself is asked to split; it knows no linked children."""
        return tuple(name for name in self.breakdowns if name in OF_EVERY_EVENT)

    @property
    def counts_events(self) -> bool:
        """Whether rows are counted, of which one child may have several."""
        return self.numerator is not None and self.numerator.counts == "rows"

    @property
    def stands_at_end(self) -> bool:
        """Whether it says how things stand on a period's last day."""
        if self.numerator:
            return self.numerator.open_from is not None
        return self.asking is not None and self.asking.at_end

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Definition":
        """Read a kit's mapping. Raises DefinitionFault naming the key at fault."""
        numerator, denominator = mapping.get("numerator"), mapping.get("denominator")
        return cls(
            **{name: text(mapping, name) for name in TEXTS},
            unit=Unit(one_of(mapping, "unit", UNITS)),
            direction=one_of(mapping, "direction", DIRECTIONS),
            wording=_wording(_mapping(mapping, "wording")),
            numerator=read_count(_mapping(mapping, "numerator"), "numerator")
            if numerator
            else None,
            denominator=None if denominator is None else read_denominator(denominator),
            asking=_asking(_mapping(mapping, "counts")) if mapping.get("counts") else None,
            steps=_some_of(mapping, "steps", STEPS, least=1),
            breakdowns=_some_of(mapping, "breakdowns", BREAKDOWNS),
            history_months=whole_number(mapping, "history_months", least=0),
            review_on=_day(mapping, "review_on"),
            caveats=_texts(mapping, "caveats"),
        )


_PART = (
    "the same table, counts and dates, and all conditions of the denominator, those of `also` too"
)
TEXTS = (
    "id", "edition", "title", "question", "why", "numerator_words", "denominator_words",
    "source", "author",
)  # fmt: skip


def _mapping(mapping: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = mapping.get(name)
    if not isinstance(found, Mapping):
        raise DefinitionFault(name, "is missing: write a table with its conditions")
    return found


def _numerator(mapping: Mapping[str, Any]) -> Count:
    return read_count(_mapping(mapping, "numerator"), "numerator")


def _wording(mapping: Mapping[str, Any]) -> Wording:
    words = {name: text(mapping, name, within="wording.") for name in ("counted", "one")}
    did = mapping.get("did", "")
    if not isinstance(did, str):
        raise DefinitionFault("wording.did", "must be words")
    return Wording(**words, did=did.strip())


def _asking(mapping: Mapping[str, Any]) -> Asking:
    def words(name: str) -> str:
        found = mapping.get(name, "")
        if not isinstance(found, str):
            raise DefinitionFault(f"counts.{name}", "must be words")
        return " ".join(found.split())

    return Asking(
        returned_in=text(mapping, "return", within="counts."),
        numerator=text(mapping, "numerator", within="counts."),
        denominator=words("denominator"),
        guidance=words("guidance"),
        at_end=_yes_or_no(mapping, "at_end", otherwise=False),
        adds_up=_yes_or_no(mapping, "adds_up", otherwise=True),
    )


def _yes_or_no(mapping: Mapping[str, Any], name: str, *, otherwise: bool) -> bool:
    found = mapping.get(name, otherwise)
    if not isinstance(found, bool):
        raise DefinitionFault(f"counts.{name}", "must be true or false")
    return found


def _texts(mapping: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = mapping.get(name, [])
    if not isinstance(found, list) or not all(isinstance(words, str) for words in found):
        raise DefinitionFault(name, "must be a list of sentences")
    return tuple(found)


def _some_of(
    mapping: Mapping[str, Any], name: str, allowed: Sequence[str], *, least: int = 0
) -> tuple[str, ...]:
    found = mapping.get(name, [])
    if (
        not isinstance(found, list)
        or any(item not in allowed for item in found)
        or len(set(found)) < len(found)
        or len(found) < least
    ):
        raise DefinitionFault(name, f"must be a list of some of: {', '.join(allowed)}")
    return tuple(found)


def _day(mapping: Mapping[str, Any], name: str) -> date:
    found = mapping.get(name)
    if not isinstance(found, date):
        raise DefinitionFault(name, "must be a date such as 2027-03-31")
    return found
