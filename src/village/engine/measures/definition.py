"""An indicator's definition: why it is kept, and what is counted over what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from village.engine.measures.asking import Asking
from village.engine.specs.groups import BREAKDOWNS
from village.figures.figure import Unit
from village.figures.words import Wording

UNITS = tuple(unit.value for unit in Unit)
DIRECTIONS = ("higher is better", "lower is better", "neither")
STEPS = ("year", "quarter")
TESTS = ("is", "in", "at_most", "at_least", "known")
COUNTS = ("rows", "children")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class DefinitionFault(ValueError):
    """A definition that cannot be compiled; `path` is the key at fault: `numerator.table`."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on one column; `test` is one of TESTS."""

    field: str
    test: str
    value: Any  # a code, a number, a truth or a tuple of codes, as the kit wrote it


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: rows or children of one table, dated within a period or open at its end.

    at_least: how many such rows a child has at the least, where children are counted.
    """

    table: str
    counts: str
    on: str | None
    open_from: str | None
    open_until: str | None
    where: tuple[Filter, ...]
    at_least: int

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns by which a row falls into a period."""
        return tuple(name for name in (self.on, self.open_from, self.open_until) if name)

    def is_part_of(self, whole: "Count") -> bool:
        """Whether whatever this counts is counted by the other too, under the same date."""
        alike = ("table", "counts", "on", "open_from", "open_until")
        return (
            all(getattr(self, name) == getattr(whole, name) for name in alike)
            and all(condition in self.where for condition in whole.where)
            and self.at_least >= whole.at_least
        )


@dataclass(frozen=True, slots=True)
class Population:
    """A denominator that no return brings: children who live here, from the kit's table."""

    population: str


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
    def tables(self) -> tuple[str, ...]:
        """The tables of rows that it is counted from; none where it comes as counts alone."""
        counted = (self.numerator, self.denominator)
        return tuple(one.table for one in counted if isinstance(one, Count))

    @property
    def needs_links(self) -> bool:
        """Whether it can be counted in full only where the agencies' children are linked."""
        return False

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
            **{name: _text(mapping, name) for name in TEXTS},
            unit=Unit(_one_of(mapping, "unit", UNITS)),
            direction=_one_of(mapping, "direction", DIRECTIONS),
            wording=_wording(_mapping(mapping, "wording")),
            numerator=_count(_mapping(mapping, "numerator"), "numerator") if numerator else None,
            denominator=None if denominator is None else _denominator(denominator),
            asking=_asking(_mapping(mapping, "counts")) if mapping.get("counts") else None,
            steps=_some_of(mapping, "steps", STEPS, least=1),
            breakdowns=_some_of(mapping, "breakdowns", BREAKDOWNS),
            history_months=_whole(mapping, "history_months", least=0),
            review_on=_day(mapping, "review_on"),
            caveats=_texts(mapping, "caveats"),
        )


_PART = "the same table, counts and dates, and all conditions of the denominator"
TEXTS = (
    "id", "edition", "title", "question", "why", "numerator_words", "denominator_words",
    "source", "author",
)  # fmt: skip


def _mapping(mapping: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = mapping.get(name)
    if not isinstance(found, Mapping):
        raise DefinitionFault(name, "is missing: write a table with its conditions")
    return found


def _wording(mapping: Mapping[str, Any]) -> Wording:
    words = {name: _text(mapping, name, within="wording.") for name in ("counted", "one")}
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
        returned_in=_text(mapping, "return", within="counts."),
        numerator=_text(mapping, "numerator", within="counts."),
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


def _text(mapping: Mapping[str, Any], name: str, *, within: str = "") -> str:
    found = mapping.get(name)
    if not isinstance(found, str) or not found.strip():
        raise DefinitionFault(within + name, "is missing: write a sentence")
    return found.strip()


def _texts(mapping: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = mapping.get(name, [])
    if not isinstance(found, list) or not all(isinstance(words, str) for words in found):
        raise DefinitionFault(name, "must be a list of sentences")
    return tuple(found)


def _one_of(mapping: Mapping[str, Any], name: str, allowed: Sequence[str], within: str = "") -> str:
    found = mapping.get(name)
    if found not in allowed:
        raise DefinitionFault(within + name, f"must be one of: {', '.join(allowed)}")
    return str(found)


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


def _whole(mapping: Mapping[str, Any], name: str, *, least: int, within: str = "") -> int:
    found = mapping.get(name, least)
    if not isinstance(found, int) or isinstance(found, bool) or found < least:
        raise DefinitionFault(within + name, f"must be a whole number, {least} or more")
    return found


def _day(mapping: Mapping[str, Any], name: str) -> date:
    found = mapping.get(name)
    if not isinstance(found, date):
        raise DefinitionFault(name, "must be a date such as 2027-03-31")
    return found


def _denominator(found: Any) -> Count | Population:  # Any: as the kit wrote it
    if not isinstance(found, Mapping):
        raise DefinitionFault("denominator", "must name a table or a population")
    if "population" not in found:
        return _count(found, "denominator")
    if len(found) > 1:
        raise DefinitionFault("denominator", "is a population and nothing beside it")
    return Population(_text(found, "population", within="denominator."))


def _count(mapping: Mapping[str, Any], path: str) -> Count:
    on, opened, conditions = mapping.get("on"), mapping.get("open"), mapping.get("where", [])
    if (opened is None) == (on is None) or not isinstance(on, str | None):
        raise DefinitionFault(path, "needs either `on: <date>` or `open: [<from>, <until>]`")
    if opened is not None and not _are_two_columns(opened):
        raise DefinitionFault(f"{path}.open", "must be the two dates between which it is open")
    if not isinstance(conditions, list):
        raise DefinitionFault(f"{path}.where", "must be a list of conditions")
    counts = _one_of(mapping, "counts", COUNTS, within=f"{path}.")
    if counts == "rows" and "at_least" in mapping:
        raise DefinitionFault(f"{path}.at_least", "goes with `counts: children`")
    return Count(
        table=_text(mapping, "table", within=f"{path}."),
        counts=counts,
        on=on,
        open_from=opened[0] if opened else None,
        open_until=opened[1] if opened else None,
        where=tuple(_filter(item, f"{path}.where") for item in conditions),
        at_least=_whole(mapping, "at_least", least=1, within=f"{path}."),
    )


def _are_two_columns(found: Any) -> bool:  # Any: as the kit wrote it
    return (
        isinstance(found, list) and len(found) == 2 and all(isinstance(name, str) for name in found)
    )


def _filter(item: Any, path: str) -> Filter:  # Any: as the kit wrote it
    tests = [key for key in item if key in TESTS] if isinstance(item, Mapping) else []
    if len(tests) != 1 or len(item) != 2 or not isinstance(item.get("field"), str):
        raise DefinitionFault(path, f"each condition is a field and one of: {', '.join(TESTS)}")
    test, value = tests[0], item[tests[0]]
    if not _fits(test, value):
        raise DefinitionFault(path, f"`{test}` of {item['field']} holds what it cannot compare")
    return Filter(item["field"], test, tuple(value) if test == "in" else value)


def _fits(test: str, value: Any) -> bool:  # Any: as the kit wrote it
    if test == "known":
        return isinstance(value, bool)
    if test == "in":
        return isinstance(value, list) and bool(value) and all(_fits("is", one) for one in value)
    if test == "is":
        return isinstance(value, str | int | date)
    return isinstance(value, int | date) and not isinstance(value, bool)
