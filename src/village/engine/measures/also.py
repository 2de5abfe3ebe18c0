"""Whether the same child has something in other tables: within the period, or open when it counts.

It stands on tables in which each agency's child has become the whole's child.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

import ibis.expr.types as ir

from village.engine.measures.counting import Also, Count, Rows
from village.engine.measures.rows import in_periods, matching, open_on
from village.kernel.periods import Period

Tables = Mapping[str, ir.Table]


def with_answers(
    dated: ir.Table, count: Count, asked: Iterable[Also], tables: Tables, periods: Sequence[Period]
) -> tuple[ir.Table, dict[Also, str]]:
    """Counted rows with a column of truths for each thing asked, and the names of the columns.

    dated: rows of the count's table, each with its `period`.
    """
    answered, names = dated, dict[Also, str]()
    for number, also in enumerate(dict.fromkeys(asked)):
        name, parts = f"also_{number}", []
        for place, rows in enumerate(also.any_of):
            parts.append(f"{name}_{place}")
            found = _found(dated, count, rows, tables, periods)
            answered = _marked(answered, found, parts[-1])
        holds: Any = reduce(or_, (answered[part] for part in parts))  # Any: Ibis' loose types
        names[also] = name
        answered = answered.mutate(**{name: ~holds if also.none else holds}).drop(*parts)
    return answered, names


def _found(
    dated: ir.Table, count: Count, asked: Rows, tables: Tables, periods: Sequence[Period]
) -> ir.Table:
    """What is to be marked: children in a period, or single rows where their own day decides."""
    rows = matching(tables[asked.table], asked)
    if not asked.on_the_day:
        return in_periods(rows, asked, periods).select("child_key", "period").distinct()
    told = dated.select(
        counted_row=dated["row_key"],
        counted_child=dated["child_key"],
        counted_on=dated[str(count.on)].cast("date"),
    )
    both = told.join(rows, [told["counted_child"] == rows["child_key"]])
    held = both.filter(open_on(both, asked, both["counted_on"]))
    return held.select(row_key=held["counted_row"]).distinct()


def _marked(table: ir.Table, found: ir.Table, name: str) -> ir.Table:
    """The table with a column that is true where all columns of `found` are the same."""
    sides = found.select(**{f"found_{key}": found[key] for key in found.columns})
    same = [table[key] == sides[f"found_{key}"] for key in found.columns]
    joined = table.left_join(sides, same)
    told = joined[sides.columns[0]].notnull()
    return joined.mutate(**{name: told}).drop(*sides.columns)
