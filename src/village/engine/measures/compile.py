"""From a definition to one Ibis expression that any engine runs."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any

import ibis
import ibis.expr.types as ir

from village.engine.measures.definition import BREAKDOWNS, Count, Filter
from village.kernel.periods import Period

Tables = Mapping[str, ir.Table]


def counted(count: Count, tables: Tables, *, periods: Sequence[Period]) -> ir.Table:
    """Cells of a count: columns `period`, `dimension`, `group`, `events`, `children`.

    `period` is the index into `periods`; `dimension` is `all` or one of BREAKDOWNS. With
    `counts: children` each child counts once a period, in the group of its earliest row, so that
    groups add up to children.
    """
    rows = _kept(tables[count.table], count.where)
    dated = _in_periods(rows, count, periods)
    units = dated if count.counts == "rows" else _one_a_child(dated, count)
    return ibis.union(*(_cells(units, dimension) for dimension in ("all", *BREAKDOWNS)))


def _cells(units: ir.Table, dimension: str) -> ir.Table:
    group = ibis.literal("all") if dimension == "all" else units[dimension]
    named = units.mutate(dimension=ibis.literal(dimension), group=group)
    return named.group_by("period", "dimension", "group").agg(
        events=named.count(), children=named["child_key"].nunique()
    )


def repeated(count: Count, tables: Tables, *, periods: Sequence[Period]) -> ir.Table:
    """How many children have how many rows in a period: columns `period`, `rows`, `children`."""
    dated = _in_periods(_kept(tables[count.table], count.where), count, periods)
    each = dated.group_by("period", "child_key").agg(rows=dated.count())
    return each.group_by("period", "rows").agg(children=each.count())


def _kept(table: ir.Table, where: Sequence[Filter]) -> ir.Table:
    conditions = [_condition(table, item) for item in where]
    return table.filter(reduce(and_, conditions)) if conditions else table


def _condition(table: ir.Table, item: Filter) -> Any:  # Any: Ibis types conditions loosely
    column = table[item.field]
    if item.test == "known":
        return column.notnull() if item.value else column.isnull()
    if item.test == "in":
        return column.isin(item.value)
    if item.test == "at_most":
        return column <= item.value
    return column >= item.value if item.test == "at_least" else column == item.value


def _in_periods(rows: ir.Table, count: Count, periods: Sequence[Period]) -> ir.Table:
    """Each row once for every period that it falls in (or is open at the end of)."""
    parts = [
        rows.filter(_falls(rows, count, period)).mutate(period=ibis.literal(number, "int32"))
        for number, period in enumerate(periods)
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _falls(rows: ir.Table, count: Count, period: Period) -> Any:  # Any: as above
    if count.on is not None:
        return rows[count.on].cast("date").between(period.first, period.last)
    opened, ended = rows[str(count.open_from)], rows[str(count.open_until)]
    return (opened <= period.last) & (ended.isnull() | (ended > period.last))


def _one_a_child(dated: ir.Table, count: Count) -> ir.Table:
    """The earliest row of each child in each period, if it has at least `at_least` rows there."""
    day = dated[str(count.on or count.open_from)]
    window = ibis.window(group_by=["period", "child_key"], order_by=[day, dated["row_key"]])
    whole = ibis.window(group_by=["period", "child_key"])
    placed = dated.mutate(
        place=ibis.row_number().over(window), rows_of_child=dated.count().over(whole)
    )
    return placed.filter((placed["place"] == 0) & (placed["rows_of_child"] >= count.at_least))
