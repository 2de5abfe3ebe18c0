"""The one way through: file -> Received -> Checked -> Stored -> Measured -> Releasable."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
from ibis.backends.duckdb import Backend

from village.engine.errors import KitFault, TooTelling, Unreadable, Usage
from village.engine.intake import census as census_reader
from village.engine.intake import looked_after as looked_after_reader
from village.engine.intake import tables as table_reader
from village.engine.intake.counts import lines
from village.engine.intake.public_statistics_comparison import Comparison
from village.engine.intake.received import Received
from village.engine.measures.definition import Definition, DefinitionFault
from village.engine.measures.letting_out import LetOut, let_out
from village.engine.measures.measured import Ground, Measured, PopulationRow, measured
from village.engine.measures.release import releasable
from village.engine.measures.stored import connected, tables_of
from village.engine.specs.releases import Listed
from village.engine.specs.returns import EVENTS, BuiltIn, Spec
from village.engine.store.counts import SCHEMA as COUNTS_SCHEMA
from village.engine.store.counts import newest_counts
from village.engine.store.events import EVENT_TABLES
from village.engine.store.keep import Stored, identities_of, keep_raw, storing
from village.engine.store.layout import Store
from village.engine.store.releases import keep_release, ledger, next_name
from village.engine.store.secret import child_secret
from village.engine.store.split import Event, Keep, Keyed, Sent, Tokens, keyed_row
from village.engine.store.split_census import split_census
from village.engine.store.split_counts import TABLE as COUNTS
from village.engine.store.split_counts import split_counts
from village.engine.store.split_looked_after import split_looked_after
from village.engine.store.split_table import schemas, split_table
from village.engine.store.versions import Version, figures_of, version, write_version
from village.engine.store.writer import EventWriter
from village.figures.audiences import Audience
from village.figures.suppression import TellsTooMuch
from village.kernel.days import england
from village.kernel.periods import Period
from village.kernel.seal import Keyring

OnProgress = Callable[[int, int, str], None]


def silent(_done: int, _of: int, _words: str) -> None:
    """Nobody is watching."""


def schemas_of(spec: Spec) -> Mapping[str, pa.Schema]:
    """The tables of events that a return brings; none for a list of people."""
    if spec.counts is not None:
        return {COUNTS: COUNTS_SCHEMA}
    if spec.table is None:
        return {name: EVENT_TABLES[name].schema for name in EVENTS[spec.built_in]}
    return schemas(spec.table)


def keep_return(
    received: Received, *, spec: Spec, sent: Sent, store: Store, keyring: Keyring
) -> Stored:
    """Put an accepted return into the store: raw and identities sealed, events apart.

    Doing it again for the same ref replaces what was there, so a killed job may be taken again.
    Raises Busy while another builder holds the store.
    """
    keyed = Keyed(sent, child_secret(store, keyring))
    with storing(store, sent.ref) as folder:
        with identities_of(store, sent.ref, keyring) as keep:
            number, rows = split(received, spec=spec, keyed=keyed, into=folder, keep=keep)
        keep_raw(store, sent.ref, keyring, received.open())
    return Stored(sent.ref, rows, number)


Rows = Iterable[tuple[str | None, dict[str, Any]]]  # Any: an event, or an identity under None


def keep_apart(
    rows: Rows, *, spec: Spec, sent: Sent, source: BinaryIO, store: Store, keyring: Keyring
) -> Stored:
    """As `keep_return`, for a file that another process parts.

    rows: its events by table, and its identities under None, with tokens for keys. source: the
    file itself. Raises Busy while another builder holds the store.
    """
    keyed = Keyed(sent, child_secret(store, keyring))
    number = 0
    with storing(store, sent.ref) as folder:
        with (
            identities_of(store, sent.ref, keyring) as keep,
            EventWriter(folder, schemas_of(spec)) as writer,
        ):
            for table, row in rows:
                made = keyed_row(row, keyed)
                if table is None:
                    keep(made)
                    number += 1
                else:
                    writer.add_plain(table, made)
        keep_raw(store, sent.ref, keyring, source)
    return Stored(sent.ref, writer.written, number)


def split(
    received: Received, *, spec: Spec, keyed: Keyed, into: Path, keep: Keep
) -> tuple[int, Mapping[str, int]]:
    """Part one return into events (Parquet files in `into`) and identities (given to `keep`)."""
    with EventWriter(into, schemas_of(spec)) as writer:
        number = part(received, spec=spec, keyed=keyed, event=writer.add, keep=keep)
    return number, writer.written


def part(received: Received, *, spec: Spec, keyed: Tokens, event: Event, keep: Keep) -> int:
    """Give each event of a return to `event` and each identity to `keep`; say how many children."""
    if spec.table is None and spec.built_in is BuiltIn.LOOKED_AFTER:
        cared_for = looked_after_reader.read(received)
        return split_looked_after(cared_for, event=event, keyed=keyed, keep=keep)
    if spec.table is None:
        children = census_reader.read(received)
        return split_census(children, event=event, keyed=keyed, keep=keep, days=england())
    table = table_reader.read(received, spec.table)
    if spec.counts is not None:
        return split_counts(lines(table, spec.counts), event=event, keyed=keyed)
    rows = table.rows()
    return split_table(rows, spec=spec.table, event=event, keyed=keyed, keep=keep)


@dataclass(frozen=True, slots=True)
class Kept:
    """A return that a version is made of."""

    ref: str
    spec: Spec
    period: Period
    sha256: str

    def age(self) -> tuple[bool, date, date, str, str]:
        """Sorts returns oldest first, by what they are of and never by when they came.

        Years of counts in one file stand before every quarter that an agency sent by itself.
        """
        of_a_quarter = self.spec.counts is None or self.period.step == "quarter"
        return (of_a_quarter, self.period.last, self.period.first, self.sha256, self.ref)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the kit says: definitions, populations, and the hashes of the editions in use."""

    definitions: Sequence[Definition]
    populations: Sequence[PopulationRow]
    editions: Mapping[str, str]
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    listed: Sequence[Listed] = ()
    """What may leave for partners and the public."""


def build(
    store: Store,
    returns: Sequence[Kept],
    *,
    rulebook: Rulebook,
    as_at: str,
    made_up: bool,
    on_progress: OnProgress = silent,
) -> str:
    """Make the next version of these returns and publish it. Returns its name.

    Nothing is seen of it until the pointer is renamed: a killed or failed build leaves the last
    good version. Raises Busy while another build holds the store, Unreadable where a return's
    events are not in it, KitFault for a definition that cannot be counted.
    """
    oldest_first = sorted(returns, key=Kept.age)
    with store.one_builder(), store.scratch() as scratch:
        _refuse_missing(store, oldest_first)
        with connected(spill=scratch / "spill") as engine:
            ground = _ground(store, oldest_first, rulebook, engine)
            indicators = _measure(ground, rulebook, made_up=made_up, on_progress=on_progress)
        facts = {"as_at": as_at, "made_up": made_up, **_made_of(returns, rulebook)}
        write_version(scratch / "version", indicators=indicators, facts=facts)
        _refuse_missing(store, oldest_first)
        name = store.publish(scratch / "version")
    on_progress(len(indicators), len(indicators), "Published")
    return name


def _refuse_missing(store: Store, returns: Iterable[Kept]) -> None:
    """A return without its events is not a return without events."""
    for kept in returns:
        folder = store.path("events", kept.ref)
        files = (folder / f"{table}.parquet" for table in schemas_of(kept.spec))
        if not all(path.exists() for path in (folder, *files)):
            raise Unreadable(
                "The events of an accepted return are not in the store.",
                where=kept.ref,
                mend="Store the return again; if it was withdrawn, build again without it.",
            )


def _made_of(returns: Iterable[Kept], rulebook: Rulebook) -> dict[str, Any]:
    return {
        "returns": [_told(kept) for kept in sorted(returns, key=lambda kept: kept.ref)],
        "editions": dict(sorted(rulebook.editions.items())),
    }


def _told(kept: Kept) -> dict[str, str]:
    return {
        "ref": kept.ref,
        "spec": kept.spec.id,
        "period": kept.period.key,
        "sha256": kept.sha256,
    }


def _ground(store: Store, returns: Sequence[Kept], rulebook: Rulebook, engine: Backend) -> Ground:
    coverage: dict[str, list[Period]] = {}
    for kept in returns:
        for table in schemas_of(kept.spec):
            coverage.setdefault(table, []).append(kept.period)
    folders = [store.path("events", kept.ref) for kept in returns]
    return Ground(
        tables_of(engine, folders), coverage, rulebook.populations, newest_counts(folders)
    )


def _measure(
    ground: Ground, rulebook: Rulebook, *, made_up: bool, on_progress: OnProgress
) -> dict[str, Mapping[str, Any]]:
    done: dict[str, Mapping[str, Any]] = {}
    for definition in rulebook.definitions:
        on_progress(len(done), len(rulebook.definitions), definition.title)
        found = _measured(definition, ground)
        comparison = rulebook.comparisons.get(definition.id)
        done[definition.id] = releasable(found, made_up=made_up, comparison=comparison).plain
    return done


def _measured(definition: Definition, ground: Ground) -> Measured:
    try:
        return measured(definition, ground)
    except DefinitionFault as fault:
        raise KitFault(
            f"An indicator cannot be counted: {fault.message}.",
            where=f"{definition.id}, {fault.path}",
            mend="Mend the definition in the kit.",
        ) from fault


def measured_of(
    store: Store, returns: Sequence[Kept], *, rulebook: Rulebook, wanted: Collection[str]
) -> tuple[Measured, ...]:
    """Count some indicators anew from the events of these returns, true counts and all.

    What it gives never leaves the engine as it is. Raises as `build` does.
    """
    oldest_first = sorted(returns, key=Kept.age)
    _refuse_missing(store, oldest_first)
    definitions = [one for one in rulebook.definitions if one.id in wanted]
    with store.scratch() as scratch, connected(spill=scratch / "spill") as engine:
        ground = _ground(store, oldest_first, rulebook, engine)
        return tuple(_measured(definition, ground) for definition in definitions)


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
