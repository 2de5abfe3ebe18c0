"""An indicator's definition: why it is kept, and what is counted over what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from village.figures.words import Wording

UNITS = {"percent": 100, "per 10,000": 10_000, "count": 1}
DIRECTIONS = ("higher is better", "lower is better", "neither")
STEPS = ("year", "quarter")
BREAKDOWNS = ("sex", "age_band", "ethnicity")
TESTS = ("is", "in", "at_most", "at_least", "known")
COUNTS = ("rows", "children")


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
    value: Any  # a code, a number, a truth or a list of codes, as the kit wrote it


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: rows or children of one table, dated within a period or open at its end."""

    table: str
    counts: str
    on: str | None
    open_from: str | None
    open_until: str | None
    where: tuple[Filter, ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class Population:
    """A denominator that no return brings: children who live here, from the kit's table."""

    population: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One edition of one indicator. Source: the kit file, which is its master."""

    id: str
    edition: str
    title: str
    question: str
    why: str
    unit: str
    direction: str
    numerator_words: str
    denominator_words: str
    wording: Wording
    numerator: Count
    denominator: Count | Population | None
    steps: tuple[str, ...]
    breakdowns: tuple[str, ...]
    history_months: int
    repeats: bool
    source: str
    author: str
    review_on: date
    caveats: tuple[str, ...]

    @property
    def per(self) -> int:
        return UNITS[self.unit]

    @property
    def tables(self) -> tuple[str, ...]:
        below = self.denominator
        return (self.numerator.table, *((below.table,) if isinstance(below, Count) else ()))

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Definition":
        """Read a kit's mapping. Raises DefinitionFault naming the key at fault."""
        denominator = mapping.get("denominator")
        return cls(
            **{name: _text(mapping, name) for name in TEXTS},
            unit=_one_of(mapping, "unit", tuple(UNITS)),
            direction=_one_of(mapping, "direction", DIRECTIONS),
            wording=_wording(_mapping(mapping, "wording")),
            numerator=_count(_mapping(mapping, "numerator"), "numerator"),
            denominator=None if denominator is None else _denominator(denominator),
            steps=_some_of(mapping, "steps", STEPS),
            breakdowns=_some_of(mapping, "breakdowns", BREAKDOWNS),
            history_months=int(mapping.get("history_months", 0)),
            repeats=mapping.get("repeats", False) is True,
            review_on=_day(mapping, "review_on"),
            caveats=tuple(str(words) for words in mapping.get("caveats", ())),
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


def _wording(mapping: Mapping[str, Any]) -> Wording:
    did = mapping.get("did", "")
    return Wording(_text(mapping, "counted"), _text(mapping, "one"), str(did))


def _text(mapping: Mapping[str, Any], name: str) -> str:
    found = mapping.get(name)
    if not isinstance(found, str) or not found.strip():
        raise DefinitionFault(name, "is missing: write a sentence")
    return found.strip()


def _one_of(mapping: Mapping[str, Any], name: str, allowed: Sequence[str]) -> str:
    found = mapping.get(name)
    if found not in allowed:
        raise DefinitionFault(name, f"must be one of: {', '.join(allowed)}")
    return str(found)


def _some_of(mapping: Mapping[str, Any], name: str, allowed: Sequence[str]) -> tuple[str, ...]:
    found = mapping.get(name, [])
    wrong = [item for item in found if item not in allowed] if isinstance(found, list) else [found]
    if wrong:
        raise DefinitionFault(name, f"must be a list of: {', '.join(allowed)}")
    return tuple(found)


def _day(mapping: Mapping[str, Any], name: str) -> date:
    found = mapping.get(name)
    if not isinstance(found, date):
        raise DefinitionFault(name, "must be a date such as 2027-03-31")
    return found


def _denominator(found: Any) -> Count | Population:  # Any: as the kit wrote it
    if isinstance(found, Mapping) and "population" in found:
        return Population(str(found["population"]))
    if not isinstance(found, Mapping):
        raise DefinitionFault("denominator", "must name a table or a population")
    return _count(found, "denominator")


def _count(mapping: Mapping[str, Any], path: str) -> Count:
    opened = mapping.get("open")
    if (opened is None) == (mapping.get("on") is None):
        raise DefinitionFault(path, "needs either `on: <date>` or `open: [<from>, <until>]`")
    if not isinstance(mapping.get("table"), str):
        raise DefinitionFault(f"{path}.table", "must name a table of events")
    return Count(
        table=mapping["table"],
        counts=_one_of(mapping, "counts", COUNTS),
        on=mapping.get("on"),
        open_from=opened[0] if opened else None,
        open_until=opened[1] if opened else None,
        where=tuple(_filter(item, f"{path}.where") for item in mapping.get("where", ())),
        at_least=int(mapping.get("at_least", 1)),
    )


def _filter(item: Any, path: str) -> Filter:  # Any: as the kit wrote it
    tests = [key for key in item if key in TESTS] if isinstance(item, Mapping) else []
    if len(tests) != 1 or "field" not in item or len(item) != 2:
        raise DefinitionFault(path, f"each condition is a field and one of: {', '.join(TESTS)}")
    return Filter(str(item["field"]), tests[0], item[tests[0]])
