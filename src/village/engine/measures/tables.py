"""The tables that measures count: every event once, in the newest return's words."""

from collections.abc import Mapping, Sequence
from functools import reduce

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from village.engine.specs.groups import DISABILITY
from village.engine.store.events import EVENT_TABLES
from village.kernel.codes import NOT_KNOWN

RETURNED = "returned"
"""The column that measures add to every event: its return's place among all, oldest first."""


def newest(table: ir.Table, *, key: tuple[str, ...]) -> ir.Table:
    """One row per key: an event that several returns carry keeps what the newest one says.

    Of two rows of one return that are the same event, the later counts.
    """
    order = [ibis.desc(table[RETURNED]), ibis.desc(table["row"])]
    window = ibis.window(group_by=["child_key", *key], order_by=order)
    placed = table.mutate(place=ibis.row_number().over(window))
    return placed.filter(placed["place"] == 0).drop("place")


def with_previous_referral(referrals: ir.Table) -> ir.Table:
    """Adds `days_since_previous`: days since that child's previous referral, null for the first."""
    window = ibis.window(group_by="child_key", order_by=[referrals["referred_on"]])
    previous = referrals["referred_on"].lag().over(window)
    return referrals.mutate(
        days_since_previous=referrals["referred_on"].delta(previous, unit="day")
    )


def _alike(parts: Sequence[ir.Table], known: Sequence[str]) -> list[ir.Table]:
    """The returns' rows under the same columns; an older return may lack what a newer one tells.

    Such a column is empty, and of a disability of which nothing was kept nothing is known.
    """
    types = {name: column for part in parts for name, column in part.schema().items()}
    if DISABILITY in known:
        types.setdefault(DISABILITY, ibis.literal(NOT_KNOWN).type())
    return [part.mutate(**_lacking(part, types)).select(*types) for part in parts]


def _lacking(part: ir.Table, types: Mapping[str, dt.DataType]) -> dict[str, ir.Value]:
    return {
        name: ibis.literal(NOT_KNOWN) if name == DISABILITY else ibis.null(type)
        for name, type in types.items()
        if name not in part.columns
    }


def countable(stored: Mapping[str, list[ir.Table]]) -> dict[str, ir.Table]:
    """From the returns' rows, by table and oldest return first, to what a definition may name."""
    tables = {}
    for name, parts in stored.items():
        known = EVENT_TABLES.get(name)
        alike = _alike(parts, known.schema.names if known else ())
        told = [part.mutate(returned=ibis.literal(place)) for place, part in enumerate(alike)]
        whole = reduce(lambda left, right: left.union(right), told)
        tables[name] = newest(whole, key=known.key if known else ("event_key",))
    if "referrals" in tables:
        tables["referrals"] = with_previous_referral(tables["referrals"])
    return tables
