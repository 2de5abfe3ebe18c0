"""Rows of a table that meet conditions, and the periods that they fall into."""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

import ibis
import ibis.expr.types as ir

from village.engine.measures.counting import Count, DefinitionFault, Filter, Rows
from village.kernel.periods import Period


def matching(table: ir.Table, asked: Count | Rows) -> ir.Table:
    """The rows that meet all conditions. Raises DefinitionFault for a column that is not there."""
    for column in asked.dates:
        if column not in table.columns:
            raise DefinitionFault("numerator.on", f"{asked.table} has no column {column}")
    return table.filter(all_of(table, asked.where)) if asked.where else table


def all_of(table: ir.Table, where: Sequence[Filter]) -> Any:  # Any: Ibis types conditions loosely
    """Whether a row meets every condition."""
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


def in_periods(rows: ir.Table, asked: Count | Rows, periods: Sequence[Period]) -> ir.Table:
    """Each row in the period that it is dated in, or once for every period that it is open at."""
    if asked.on is not None:
        day = rows[asked.on].cast("date")
        within = [(day.between(one.first, one.last), n) for n, one in enumerate(periods)]
        dated = rows.mutate(period=ibis.cases(*within))
        return dated.filter(dated["period"].notnull())
    parts = [
        rows.filter(open_on(rows, asked, period.last)).mutate(period=ibis.literal(number))
        for number, period in enumerate(periods)
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def open_on(rows: ir.Table, asked: Count | Rows, day: Any) -> Any:  # Any: a day, or a column of it
    """Open on a day, by the word of a return that reaches so far.

    What an older return left open, and no later one knows of, is not open for ever.
    """
    opened = rows[str(asked.open_from)].cast("date")
    ended = rows[str(asked.open_until)].cast("date")
    told = rows["period_end"] >= day
    return told & (opened <= day) & (ended.isnull() | (ended > day))
