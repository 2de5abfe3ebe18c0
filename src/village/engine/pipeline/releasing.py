"""Lets tables out for partners and the public, and writes down what left."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from village.engine.errors import KitFault, TooTelling, Usage
from village.engine.measures.letting_out import LetOut, let_out
from village.engine.measures.measured import Measured
from village.engine.pipeline.counting import Rulebook, measured_of
from village.engine.pipeline.keeping import Kept, schemas_of
from village.engine.specs.returns import Spec
from village.engine.store.layout import Store
from village.engine.store.releases import keep_release, ledger, next_name
from village.engine.store.versions import (
    Version,
    figures_of,
    version,
)
from village.figures.audiences import Audience
from village.figures.suppression import TellsTooMuch
from village.kernel.periods import Period

HEALTH = "health"
"""The sender whose rows bring the stricter rule."""


def release(
    store: Store, *, specs: Mapping[str, Spec], rulebook: Rulebook, audience: Audience
) -> LetOut:
    """Make a release of the current version for partners or the public, and write it down.

    The store remembers it before its bytes leave. Raises Busy, Usage where there is no version or
    it was counted by other definitions, KitFault where nothing is listed, TooTelling.
    """
    newest = version(store)
    if newest is None:
        raise Usage("The store has no version yet.", mend="Make one with `village build`.")
    wanted = {one.indicator for one in rulebook.listed if audience in one.audiences}
    _refuse_other_editions(store, newest, rulebook, wanted, audience)
    kept = [_kept(told, specs) for told in newest.returns]
    with store.one_builder():
        found = measured_of(store, kept, rulebook=rulebook, wanted=wanted)
        try:
            made = let_out(
                found,
                rulebook.listed,
                audience=audience,
                name=next_name(store, audience),
                ledger=ledger(store),
                health=_of_health(found, kept),
            )
        except TellsTooMuch as leak:
            raise TooTelling(
                f"{len(leak.cells)} small numbers could be worked out whatever is hidden.",
                where=f"release for {audience.value}",
                mend="Take what was added since the last release off the kit's release list.",
            ) from leak
        keep_release(store, made.entry)
    facts = {"version": newest.name, "as_at": newest.as_at, "made_up": newest.made_up}
    return replace(made, plain={**made.plain, **facts})


def _refuse_other_editions(
    store: Store, newest: Version, rulebook: Rulebook, wanted: Collection[str], audience: Audience
) -> None:
    if not wanted:
        raise KitFault(
            f"Nothing is listed for the audience “{audience.value}”.",
            where="releases.yaml",
            mend="List the indicators that may leave.",
        )
    for one in rulebook.definitions:
        counted = figures_of(store, newest.name, one.id) if one.id in wanted else None
        if one.id in wanted and (counted is None or counted["edition"] != one.edition):
            raise Usage(
                f"The version {newest.name} was not counted by this edition of {one.id}.",
                mend="Build a version with this kit first.",
            )


def _kept(told: Mapping[str, str], specs: Mapping[str, Spec]) -> Kept:
    if told["spec"] not in specs:
        raise KitFault(
            f"The kit has no return “{told['spec']}”, which the version is made of.",
            mend="Name the kit that the version was built with.",
        )
    return Kept(told["ref"], specs[told["spec"]], Period.parse(told["period"]), told["sha256"])


def _of_health(found: Iterable[Measured], kept: Iterable[Kept]) -> frozenset[str]:
    """The indicators that rows or counts of health are in."""
    specs = [one.spec for one in kept if one.spec.sender == HEALTH]
    tables = {table for spec in specs for table in schemas_of(spec)}
    counted = {asked.indicator for spec in specs if spec.counts for asked in spec.counts.asked}
    return frozenset(
        one.definition.id
        for one in found
        if one.definition.id in counted or not tables.isdisjoint(one.definition.tables)
    )
