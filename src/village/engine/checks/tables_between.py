"""The rules between the tables of a return, each with what it remembers of the other table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from village.engine.checks.findings import Cell, Finding
from village.engine.checks.tables_rules import Seen, day_of, holds
from village.engine.intake.tables import Row
from village.engine.intake.tables_set import TableSet
from village.engine.specs.tables import Between, Column, Unreadable, Value
from village.engine.specs.tables_set import BetweenKind


@dataclass(frozen=True, slots=True)
class Asking:
    """A rule that was started. tables: ids of those whose rows it asks."""

    tables: frozenset[str]
    see: Callable[[Seen], Iterator[Finding]]


def lacks(rule: Between, tables: TableSet) -> str:
    """Why a rule could not run, or nothing."""
    if rule.kind is BetweenKind.AGREES:
        return "" if len(_having(rule, tables)) > 1 else "Fewer than two tables have the column."
    for column, also in ((rule.of, rule.by), (rule.to, rule.key)):
        if column is None:
            continue
        table = tables.tables.get(column.table)
        if table is None:
            absent = next(one.title for one in tables.absent if one.id == column.table)
            return f"The table “{absent}” was not sent."
        for name in filter(None, (column.field, also)):
            if not table.has(name):
                return f"The column “{table.title(name)}” is not in {table.called}."
    return ""


def start(rule: Between, tables: TableSet) -> Asking:
    """The rule, ready to see rows; the table that it is held against was read once."""
    return _STARTS[rule.kind](rule, tables)


def _stands_in(rule: Between, tables: TableSet) -> Asking:
    """State: a hash of each value of the other table."""
    known = {hash(value) for value, _ in _values(rule.to, tables)}

    def see(seen: Seen) -> Iterator[Finding]:
        value = seen.value(rule.of.field)
        asked = rule.when is None or holds(seen.value(rule.when[0]), rule.when[1])
        is_there = value is not None and not isinstance(value, Unreadable)
        if asked and is_there and hash(value) not in known:
            yield Finding((seen.cell(rule.of.field),))

    return Asking(frozenset({rule.of.table}), see)


def _not_before(rule: Between, tables: TableSet) -> Asking:
    """State: the earliest day of the other table for each of its keys."""
    earliest: dict[int, date] = {}
    for value, row in _values(rule.to, tables):
        day = day_of(value)
        key = row.values[_place(rule.to, rule.key, tables)]
        if day is not None and isinstance(key, str):
            earliest[hash(key)] = min(day, earliest.get(hash(key), day))

    def see(seen: Seen) -> Iterator[Finding]:
        day, key = day_of(seen.value(rule.of.field)), seen.value(rule.by)
        asked = rule.when is None or holds(seen.value(rule.when[0]), rule.when[1])
        first = earliest.get(hash(key)) if isinstance(key, str) else None
        if asked and day is not None and first is not None and day < first:
            yield seen.all((rule.of.field, rule.by))

    return Asking(frozenset({rule.of.table}), see)


def _agrees(rule: Between, tables: TableSet) -> Asking:
    """State: each child's first value and its cell, by which table had it."""
    first: dict[int, tuple[Value, Cell]] = {}
    name = rule.of.field

    def see(seen: Seen) -> Iterator[Finding]:
        value = seen.value(name)
        if not seen.child or value is None or isinstance(value, Unreadable):
            return
        known = first.get(seen.child)
        if known is None:
            first[seen.child] = (value, seen.cell(name))
        elif known[0] != value and known[1].table != seen.table.called:
            yield Finding((seen.cell(name), known[1]))

    return Asking(_having(rule, tables), see)


def _having(rule: Between, tables: TableSet) -> frozenset[str]:
    """The tables of children with the column."""
    name = rule.of.field
    return frozenset(
        id
        for id, table in tables.tables.items()
        if name in table.spec.places
        and table.has(name)
        and not (table.spec.member and table.spec.member.of_adults)
    )


def _values(column: Column | None, tables: TableSet) -> Iterator[tuple[Value, Row]]:
    """What a column holds, row by row, but for what is empty or unreadable."""
    if column is None:
        return
    table = tables.tables[column.table]
    place = table.spec.places[column.field]
    for row in table.rows():
        value = row.values[place]
        if value is not None and not isinstance(value, Unreadable):
            yield value, row


def _place(column: Column | None, name: str, tables: TableSet) -> int:
    if column is None:
        raise ValueError("a rule without its other table")
    return tables.tables[column.table].spec.places[name]


_STARTS: Final[Mapping[BetweenKind, Callable[[Between, TableSet], Asking]]] = {
    BetweenKind.STANDS_IN: _stands_in,
    BetweenKind.NOT_BEFORE: _not_before,
    BetweenKind.AGREES: _agrees,
}
