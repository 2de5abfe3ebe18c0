"""From a definition to one Ibis expression that any engine runs."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any

import ibis
import ibis.expr.types as ir

from village.engine.measures.definition import Count, DefinitionFault, Filter
from village.engine.measures.tables import RETURNED
from village.engine.specs.groups import BREAKDOWNS
from village.kernel.periods import Period

Tables = Mapping[str, ir.Table]
ALL = "all"


def counted(
    whole: Count, tables: Tables, *, periods: Sequence[Period], part: Count | None = None
) -> ir.Table:
    """Cells of a count: columns `period`, `dimension`, `group` and the sums over children below.

    `period` is the index into `periods`; `dimension` is `all` or one of BREAKDOWNS. Of the whole:
    `events`, `children`, `squares` (of each one's events); of the part, which is all of it where
    none is given: `part_events`, `part_children`, `part_squares`; `products` (part by whole); and
    `rest_children`, who have something in the whole that is not in the part.

    With `counts: children` each child counts once a period, in the group of its earliest row, so
    that groups add up to children. Raises DefinitionFault for a column that the table lacks.
    """
    rows = _flagged(tables[whole.table], whole, part)
    dated = _in_periods(rows, whole, periods)
    units = dated if whole.counts == "rows" else _one_a_child(dated, whole, part)
    return _cells(units)


def _flagged(table: ir.Table, whole: Count, part: Count | None) -> ir.Table:
    """The rows of the whole; `counts_in_part` says of each whether it is of the part too."""
    for column in whole.dates:
        if column not in table.columns:
            raise DefinitionFault("numerator.on", f"{whole.table} has no column {column}")
    rows = table.filter(_all_of(table, whole.where)) if whole.where else table
    more = part.where if part else ()
    flag = _all_of(rows, more).fill_null(False) if more else ibis.literal(True)
    return rows.mutate(counts_in_part=flag)


def _all_of(table: ir.Table, where: Sequence[Filter]) -> Any:  # Any: Ibis types conditions loosely
    return reduce(and_, [_condition(table, item) for item in where])


def _condition(table: ir.Table, item: Filter) -> Any:  # Any: as above
    if item.field not in table.columns:
        raise DefinitionFault("numerator.where", f"there is no column {item.field}")
    column = table[item.field]
    if item.test == "known":
        return column.notnull() if item.value else column.isnull()
    _refuse_unlike(column, item)
    if item.test == "in":
        return column.isin(item.value)
    if item.test == "at_most":
        return column <= item.value
    return column >= item.value if item.test == "at_least" else column == item.value


def _refuse_unlike(column: ir.Column, item: Filter) -> None:
    """A column of text is not compared with a number, whatever an engine would make of it."""
    values = item.value if item.test == "in" else (item.value,)
    if any(not ibis.literal(value).type().castable(column.type()) for value in values):
        raise DefinitionFault(
            "numerator.where", f"{item.field} holds {column.type()}, which is something else"
        )


def _in_periods(rows: ir.Table, count: Count, periods: Sequence[Period]) -> ir.Table:
    """Each row in the period that it is dated in, or once for every period that it is open at."""
    if count.on is not None:
        day = rows[count.on].cast("date")
        within = [(day.between(one.first, one.last), n) for n, one in enumerate(periods)]
        dated = rows.mutate(period=ibis.cases(*within))
        return dated.filter(dated["period"].notnull())
    parts = [
        rows.filter(_open(rows, count, period)).mutate(period=ibis.literal(number))
        for number, period in enumerate(periods)
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _open(rows: ir.Table, count: Count, period: Period) -> Any:  # Any: as above
    """Open at the end of a period, by the word of a return that reaches so far.

    What an older return left open, and no later one knows of, is not open for ever.
    """
    opened, ended = rows[str(count.open_from)], rows[str(count.open_until)]
    told = rows["period_end"] >= period.last
    return told & (opened <= period.last) & (ended.isnull() | (ended > period.last))


def _one_a_child(dated: ir.Table, whole: Count, part: Count | None) -> ir.Table:
    """The earliest row of each child in each period, if it has as many rows there as it takes."""
    of_child = {"group_by": ["period", "child_key"]}
    day = dated[whole.dates[0]]
    first = ibis.window(**of_child, order_by=[day, dated[RETURNED], dated["row"]])
    every = ibis.window(**of_child)
    placed = dated.mutate(
        place=ibis.row_number().over(first),
        rows_of_whole=dated.count().over(every),
        rows_of_part=dated["counts_in_part"].cast("int64").sum().over(every),
    )
    enough = placed["rows_of_part"] >= (part.at_least if part else 1)
    units = placed.mutate(counts_in_part=enough)
    return units.filter((units["place"] == 0) & (units["rows_of_whole"] >= whole.at_least))


def _cells(units: ir.Table) -> ir.Table:
    """Each unit once in all and once in its group of each breakdown, then sums by child."""
    many = units.mutate(dimension=ibis.array([ALL, *BREAKDOWNS]).unnest())
    groups = ((many["dimension"] == name, many[name]) for name in BREAKDOWNS)
    named = many.mutate(group=ibis.cases(*groups, else_=ALL))
    of_cell = ["period", "dimension", "group"]
    each = named.group_by(*of_cell, "child_key").agg(
        whole=named.count(), part=named["counts_in_part"].cast("int64").sum()
    )
    whole, part = each["whole"], each["part"]
    sums = {
        "events": whole.sum(),
        "children": each.count(),
        "squares": (whole * whole).sum(),
        "part_events": part.sum(),
        "part_children": (part > 0).sum(),
        "part_squares": (part * part).sum(),
        "products": (part * whole).sum(),
        "rest_children": (whole > part).sum(),
    }
    return each.group_by(*of_cell).agg(**{name: one.cast("int64") for name, one in sums.items()})
