"""Tables in which each agency's child has become the whole's child, once agencies are linked."""

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from village.engine.specs.groups import (
    DEPRIVATION,
    DISABILITY,
    DISABLED,
    NO_DISABILITY_RECORDED,
)
from village.kernel.codes import NOT_KNOWN

Tables = Mapping[str, ir.Table]
OWN: Final = "own_child"
"""The agency's own key of the child, which no version changes, beside the whole's child."""


def of_children(
    tables: Tables, links: ir.Table, *, wanted: Sequence[str], split: Collection[str] = ()
) -> dict[str, ir.Table]:
    """Some tables with the whole's child for `child_key`, and its deprivation.

    wanted: their names. split: those in which the child's disability is looked up. Whoever is in no
    list that was linked stays a child of one agency, of whom no more is known. A child whom any
    agency knows as disabled is disabled in every table.
    """
    linked = {name: _with_child(tables[name], links) for name in wanted}
    if not split:
        return linked
    known = disabilities(tables, links)
    return linked | {name: _with_disability(linked[name], known) for name in split}


def _with_disability(table: ir.Table, known: ir.Table | None) -> ir.Table:
    linked = table.drop(DISABILITY) if DISABILITY in table.columns else table
    if known is None:
        return linked.mutate(**{DISABILITY: ibis.literal(NOT_KNOWN)})
    joined = linked.left_join(known, [linked["child_key"] == known["known_child"]])
    told = joined[DISABILITY].fill_null(NOT_KNOWN)
    return joined.mutate(**{DISABILITY: told}).drop("known_child")


def _with_child(table: ir.Table, links: ir.Table) -> ir.Table:
    """The table with the whole's child for each agency's, and its deprivation."""
    table = table.drop(DEPRIVATION) if DEPRIVATION in table.columns else table
    sides = links.select(
        agencys_child=links["child_key"], whole_child=links["child"], deprivation=links[DEPRIVATION]
    ).distinct()
    joined = table.left_join(sides, [table["child_key"] == sides["agencys_child"]])
    told: dict[str, Any] = {  # Any: Ibis types columns loosely
        "child_key": ibis.coalesce(joined["whole_child"], joined["child_key"]),
        OWN: joined["child_key"],
        DEPRIVATION: joined[DEPRIVATION].fill_null(NOT_KNOWN),
    }
    return joined.mutate(**told).drop("agencys_child", "whole_child")


def disabilities(tables: Tables, links: ir.Table) -> ir.Table | None:
    """What is known of each child of the whole, by `known_child`; None where no table tells it."""
    parts = [
        table.select("child_key", DISABILITY).distinct()
        for _, table in sorted(tables.items())
        if DISABILITY in table.columns
    ]
    if not parts:
        return None
    every = _with_child(reduce(lambda left, right: left.union(right, distinct=True), parts), links)
    ranked = every.mutate(
        rank=ibis.cases(
            (every[DISABILITY] == DISABLED, 2),
            (every[DISABILITY] == NO_DISABILITY_RECORDED, 1),
            else_=0,
        )
    )
    most = ranked.group_by(known_child=ranked["child_key"]).agg(rank=ranked["rank"].max())
    group = ibis.cases(
        (most["rank"] == 2, DISABLED), (most["rank"] == 1, NO_DISABILITY_RECORDED), else_=NOT_KNOWN
    )
    return most.mutate(**{DISABILITY: group}).drop("rank")
