"""Counts a table that somebody asks for, from the rows of one version."""

from collections.abc import Mapping, Sequence
from typing import Any

from village.engine.errors import Usage
from village.engine.measures.definition import Definition
from village.engine.measures.engines import connected
from village.engine.measures.explored import TooFew, counted_units, explored, in_order
from village.engine.measures.standing import splits_of, tables_for, why_not
from village.engine.pipeline.counting import LINKS, Joined, Rulebook, ground_of
from village.engine.pipeline.keeping import Kept, refuse_missing
from village.engine.specs.returns import Spec
from village.engine.store.layout import Store
from village.engine.store.secret import child_secret
from village.engine.store.versions import Version, figures_of, rows_gone, statement_of, version
from village.figures.plain import from_plain
from village.kernel.periods import Period
from village.kernel.seal import Keyring

Plain = Mapping[str, Any]  # Any: plain values for JSON
ROWS = "rows"
MOST = 2
"""Breakdowns that cross in one table."""


def explore(
    store: Store,
    name: str,
    *,
    indicator: str,
    period: Period,
    by: Sequence[str],
    specs: Mapping[str, Spec],
    rulebook: Rulebook,
    keyring: Keyring,
) -> Plain:
    """One indicator of a version in one of its periods, by one breakdown or by two that cross.

    by: some of the definition's own breakdowns, in any order. Raises Usage where the version says
    nothing of it, came to it otherwise than by counting rows, or has its rows no more, and what
    opening a seal raises.
    """
    of, definition = _version(store, name), _definition(rulebook, indicator)
    _refuse_what_is_not_counted(store, of, definition, period=period, by=by)
    kept = [_kept(told, specs) for told in of.returns]
    oldest_first = sorted(kept, key=Kept.age)
    refuse_missing(store, oldest_first)
    splits = in_order(by)
    with store.scratch() as scratch, connected(spill=scratch / "spill") as engine:
        joined = Joined(store.path(LINKS, name), statement_of(store, name))
        ground = ground_of(store, oldest_first, rulebook, engine=engine, joined=joined)
        tables = tables_for(definition, ground.tables, ground.linked)
        if said := why_not(definition, ground.linked):
            raise Usage(said)
        if not set(splits) <= {*splits_of(definition, tables)}:
            raise Usage("Its children are not linked to what tells the groups asked for.")
        secret = child_secret(store, keyring)
        units = counted_units(definition, tables, period=period, by=splits, secret=secret)
        held_back = _held_back(store, name, indicator, period)
        try:
            return explored(definition, units, period=period, by=splits, held_back=held_back)
        except TooFew:
            raise Usage(FEW) from None


FEW = (
    "It counts too few children to cross: with less than ten to a cell, on average, the table "
    "would tell of some of them."
)


def _held_back(
    store: Store, name: str, indicator: str, period: Period
) -> frozenset[tuple[str, str]]:
    """The breakdowns' groups of which the version's own page shows nothing in this period."""
    said = figures_of(store, name, indicator)
    own = said["breakdowns"] if said is not None else {}
    if own.get("period") != period.key:
        return frozenset()
    return frozenset(
        (breakdown, point["group"])
        for breakdown, points in own["by"].items()
        for point in points
        if from_plain(point["figure"]).withheld
    )


def _version(store: Store, name: str) -> Version:
    found = version(store, name)
    if found is None:
        raise Usage("There is no such version.")
    if rows_gone(store, found):
        raise Usage(
            "The rows behind this version are gone: its figures stay, and nothing more is counted.",
            mend="Ask the newest version.",
        )
    return found


def _definition(rulebook: Rulebook, indicator: str) -> Definition:
    for one in rulebook.definitions:
        if one.id == indicator:
            return one
    raise Usage("The kit in use has no such indicator.")


def _refuse_what_is_not_counted(
    store: Store, of: Version, definition: Definition, *, period: Period, by: Sequence[str]
) -> None:
    said = figures_of(store, of.name, definition.id)
    if said is None or said["edition"] != definition.edition:
        raise Usage(
            "This version was counted by another edition of the definition.",
            mend="Ask the newest version.",
        )
    forms = {
        point["period"]: point.get("form", ROWS)
        for points in said["series"].values()
        for point in points
    }
    if forms.get(period.key) != ROWS:
        raise Usage("Its figure of that period was not counted from rows here.")
    if not by or len(set(by)) > MOST or not set(by) <= set(definition.breakdowns):
        raise Usage("It is not broken down so.")


def _kept(told: Mapping[str, str], specs: Mapping[str, Spec]) -> Kept:
    if told["spec"] not in specs:
        raise Usage("The kit in use no longer has a return that this version was made of.")
    return Kept(told["ref"], specs[told["spec"]], Period.parse(told["period"]), told["sha256"])
