"""From a definition to one Ibis expression that any engine runs."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_

import ibis
import ibis.expr.types as ir

from village.engine.measures.also import with_answers
from village.engine.measures.counting import Count
from village.engine.measures.rows import all_of, in_periods, matching
from village.engine.measures.tables import RETURNED
from village.engine.specs.groups import OF_EVERY_EVENT
from village.kernel.periods import Period

Tables = Mapping[str, ir.Table]
ALL = "all"


def counted(
    whole: Count,
    tables: Tables,
    *,
    periods: Sequence[Period],
    part: Count | None = None,
    breakdowns: Sequence[str] = OF_EVERY_EVENT,
) -> ir.Table:
    """Cells of a count: columns `period`, `dimension`, `group` and the sums over children below.

    `period` is the index into `periods`; `dimension` is `all` or one of `breakdowns`. Of the whole:
    `events`, `children`, `squares` (of each one's events); of the part, which is all of it where
    none is given: `part_events`, `part_children`, `part_squares`; `products` (part by whole); and
    `rest_children`, who have something in the whole that is not in the part.

    tables: of linked children where the count or its part looks elsewhere. With `counts: children`
    each child counts once a period, in the group of its earliest row, so that groups add up to
    children. Raises DefinitionFault for a column that the table lacks.
    """
    return _cells(units(whole, tables, periods=periods, part=part), breakdowns)


def units(
    whole: Count, tables: Tables, *, periods: Sequence[Period], part: Count | None = None
) -> ir.Table:
    """Each thing that is counted once a period, a row or a child, with `counts_in_part`.

    `period` is the index into `periods`; the groups are those of the row, or of the child's
    earliest row. Raises DefinitionFault for a column that a table lacks.
    """
    dated = _flagged(whole, part, tables, periods)
    return dated if whole.counts == "rows" else _one_a_child(dated, whole, part)


def _flagged(
    whole: Count, part: Count | None, tables: Tables, periods: Sequence[Period]
) -> ir.Table:
    """The whole's rows by period; `counts_in_part` says of each whether it is of the part too."""
    rows = matching(tables[whole.table], whole)
    more = part.where if part else ()
    flag = all_of(rows, more).fill_null(False) if more else ibis.literal(True)
    dated = in_periods(rows.mutate(counts_in_part=flag), whole, periods)
    asked = (*whole.also, *(part.also if part else ()))
    return _also(dated, whole, part, tables, periods) if asked else dated


def _also(
    dated: ir.Table, whole: Count, part: Count | None, tables: Tables, periods: Sequence[Period]
) -> ir.Table:
    """Without what the whole asks elsewhere and has not; the part may ask more."""
    more = part.also if part else ()
    told, names = with_answers(dated, whole, (*whole.also, *more), tables, periods)
    held = told.filter([told[names[one]] for one in whole.also]) if whole.also else told
    flag = reduce(and_, (held[names[one]] for one in more), held["counts_in_part"])
    return held.mutate(counts_in_part=flag).drop(*names.values())


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


def _cells(units: ir.Table, breakdowns: Sequence[str]) -> ir.Table:
    """Each unit once in all and once in its group of each breakdown, then sums by child."""
    many = units.mutate(dimension=ibis.array([ALL, *breakdowns]).unnest())
    groups = ((many["dimension"] == name, many[name]) for name in breakdowns)
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
