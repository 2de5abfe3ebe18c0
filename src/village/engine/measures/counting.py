"""What a definition counts: rows or children of a table, and what the same child has elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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
    value: Any  # a code, a number, a truth or a tuple of codes, as the kit wrote it


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, dated within a period or open at its end.

    on_the_day: open on the day of what is counted, rather than at the end of its period.
    """

    table: str
    on: str | None
    open_from: str | None
    open_until: str | None
    where: tuple[Filter, ...]
    on_the_day: bool = False

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns by which a row falls into a period."""
        return tuple(name for name in (self.on, self.open_from, self.open_until) if name)


@dataclass(frozen=True, slots=True)
class Also:
    """What the same child has in other tables, once agencies' children are linked.

    any_of: a row of one of these is enough. none: that it has no such row is what is asked.
    """

    any_of: tuple[Rows, ...]
    none: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: rows or children of one table, dated within a period or open at its end.

    at_least: how many such rows a child has at the least, where children are counted. also: what
    must hold for the same child elsewhere, all of it.
    """

    table: str
    counts: str
    on: str | None
    open_from: str | None
    open_until: str | None
    where: tuple[Filter, ...]
    at_least: int
    also: tuple[Also, ...] = ()

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns by which a row falls into a period."""
        return tuple(name for name in (self.on, self.open_from, self.open_until) if name)

    @property
    def tables(self) -> tuple[str, ...]:
        """Every table that it looks at, its own first."""
        elsewhere = (rows.table for one in self.also for rows in one.any_of)
        return tuple(dict.fromkeys((self.table, *elsewhere)))

    def is_part_of(self, whole: "Count") -> bool:
        """Whether whatever this counts is counted by the other too, under the same date."""
        alike = ("table", "counts", "on", "open_from", "open_until")
        return (
            all(getattr(self, name) == getattr(whole, name) for name in alike)
            and all(condition in self.where for condition in whole.where)
            and all(elsewhere in self.also for elsewhere in whole.also)
            and self.at_least >= whole.at_least
        )


@dataclass(frozen=True, slots=True)
class Population:
    """A denominator that no return brings: children who live here, from the kit's table."""

    population: str


def read_denominator(found: Any) -> Count | Population:  # Any: as the kit wrote it
    """Raises DefinitionFault naming the key at fault."""
    if not isinstance(found, Mapping):
        raise DefinitionFault("denominator", "must name a table or a population")
    if "population" not in found:
        return read_count(found, "denominator")
    if len(found) > 1:
        raise DefinitionFault("denominator", "is a population and nothing beside it")
    return Population(text(found, "population", within="denominator."))


def read_count(mapping: Mapping[str, Any], path: str) -> Count:
    """Raises DefinitionFault naming the key at fault."""
    rows = _rows(mapping, path)
    counts = one_of(mapping, "counts", COUNTS, within=f"{path}.")
    if counts == "rows" and "at_least" in mapping:
        raise DefinitionFault(f"{path}.at_least", "goes with `counts: children`")
    also = _also(mapping.get("also", []), f"{path}.also")
    if rows.on is None and any(one.on_the_day for item in also for one in item.any_of):
        raise DefinitionFault(f"{path}.also", "`on_the_day` goes with a count that has a day, `on`")
    return Count(
        rows.table,
        counts,
        rows.on,
        rows.open_from,
        rows.open_until,
        rows.where,
        at_least=whole_number(mapping, "at_least", least=1, within=f"{path}."),
        also=also,
    )


def _rows(mapping: Mapping[str, Any], path: str) -> Rows:
    on, opened, conditions = mapping.get("on"), mapping.get("open"), mapping.get("where", [])
    if (opened is None) == (on is None) or not isinstance(on, str | None):
        raise DefinitionFault(path, "needs either `on: <date>` or `open: [<from>, <until>]`")
    if opened is not None and not _are_two_columns(opened):
        raise DefinitionFault(f"{path}.open", "must be the two dates between which it is open")
    if not isinstance(conditions, list):
        raise DefinitionFault(f"{path}.where", "must be a list of conditions")
    return Rows(
        table=text(mapping, "table", within=f"{path}."),
        on=on,
        open_from=opened[0] if opened else None,
        open_until=opened[1] if opened else None,
        where=tuple(_filter(item, f"{path}.where") for item in conditions),
    )


def _are_two_columns(found: Any) -> bool:  # Any: as the kit wrote it
    return (
        isinstance(found, list) and len(found) == 2 and all(isinstance(name, str) for name in found)
    )


def _also(found: Any, path: str) -> tuple[Also, ...]:  # Any: as the kit wrote it
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        raise DefinitionFault(path, "must be a list, each item a table with its conditions")
    return tuple(_elsewhere(item, path) for item in found)


_OF_ROWS = {"table", "on", "open", "where", "on_the_day"}


def _elsewhere(item: Mapping[str, Any], path: str) -> Also:
    none = _truth(item, "none", path)
    if "any" not in item:
        return Also((_rows_elsewhere(item, path, beside={"none"}),), none)
    choice = item["any"]
    if not isinstance(choice, list) or not choice or item.keys() - {"any", "none"}:
        raise DefinitionFault(path, "`any` is a list of tables, with nothing beside it but `none`")
    if not all(isinstance(one, Mapping) for one in choice):
        raise DefinitionFault(path, "each item of `any` is a table with its conditions")
    return Also(tuple(_rows_elsewhere(one, path) for one in choice), none)


def _rows_elsewhere(
    item: Mapping[str, Any], path: str, *, beside: frozenset[str] | set[str] = frozenset()
) -> Rows:
    if unknown := sorted(map(str, item.keys() - _OF_ROWS - beside)):
        raise DefinitionFault(path, f"has no key `{unknown[0]}`")
    rows = _rows(item, path)
    on_the_day = _truth(item, "on_the_day", path)
    if on_the_day and rows.on is not None:
        raise DefinitionFault(path, "`on_the_day` goes with `open: [<from>, <until>]`")
    return Rows(rows.table, rows.on, rows.open_from, rows.open_until, rows.where, on_the_day)


def _truth(item: Mapping[str, Any], name: str, path: str) -> bool:
    found = item.get(name, False)
    if not isinstance(found, bool):
        raise DefinitionFault(path, f"`{name}` is true, or is left out")
    return found


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


def text(mapping: Mapping[str, Any], name: str, *, within: str = "") -> str:
    """Words of a kit's mapping. Raises DefinitionFault where there are none."""
    found = mapping.get(name)
    if not isinstance(found, str) or not found.strip():
        raise DefinitionFault(within + name, "is missing: write a sentence")
    return found.strip()


def one_of(mapping: Mapping[str, Any], name: str, allowed: Sequence[str], within: str = "") -> str:
    """One of the words that are allowed. Raises DefinitionFault for any other."""
    found = mapping.get(name)
    if found not in allowed:
        raise DefinitionFault(within + name, f"must be one of: {', '.join(allowed)}")
    return str(found)


def whole_number(mapping: Mapping[str, Any], name: str, *, least: int, within: str = "") -> int:
    """A whole number, the least where none is written. Raises DefinitionFault for anything else."""
    found = mapping.get(name, least)
    if not isinstance(found, int) or isinstance(found, bool) or found < least:
        raise DefinitionFault(within + name, f"must be a whole number, {least} or more")
    return found
