"""Counts the indicators of a rulebook from stored events, with the links where there are any."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
from ibis.backends.sql import SQLBackend

from village.engine.errors import KitFault
from village.engine.intake.public_statistics_comparison import Comparison
from village.engine.linkage.links import CHILDREN
from village.engine.measures.definition import Definition, DefinitionFault
from village.engine.measures.engines import connected, held
from village.engine.measures.measured import Ground, Measured, PopulationRow, measured
from village.engine.measures.release import releasable
from village.engine.measures.stored import tables_of
from village.engine.pipeline.keeping import Kept, brought, refuse_missing
from village.engine.specs.releases import Listed
from village.engine.store.counts import newest_counts
from village.engine.store.layout import Store
from village.engine.store.versions import statement_of
from village.kernel.periods import Period

OnProgress = Callable[[int, int, str], None]


def silent(_done: int, _of: int, _words: str) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the kit says: definitions, populations, and the hashes of the editions in use."""

    definitions: Sequence[Definition]
    populations: Sequence[PopulationRow]
    editions: Mapping[str, str]
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    listed: Sequence[Listed] = ()
    """What may leave for partners and the public."""

    deprivation: Mapping[str, str] = field(default_factory=dict)
    """The group of a postcode (N1 2UD) or of how postcodes begin (N1 2, N1)."""


LINKS = "links"


@dataclass(frozen=True, slots=True)
class Joined:
    """Where it is written who is whose child, and how sure that is; None: nobody was linked."""

    folder: Path
    statement: Mapping[str, Any] | None


def ground_of(
    store: Store, returns: Sequence[Kept], rulebook: Rulebook, *, engine: SQLBackend, joined: Joined
) -> Ground:
    """What measures stand on: the stored events of these returns, oldest first."""
    coverage: dict[str, list[Period]] = {}
    senders: dict[str, str] = {}
    for kept in returns:
        for table in brought(store, kept):
            coverage.setdefault(table, []).append(kept.period)
            senders[table] = kept.spec.sender
    folders = [store.path("events", kept.ref) for kept in returns]
    return Ground(
        tables_of(engine, folders),
        coverage,
        rulebook.populations,
        newest_counts(folders),
        links=_links(engine, joined),
        linkage=joined.statement,
        senders=senders,
    )


def _links(engine: SQLBackend, joined: Joined) -> ir.Table | None:
    path = joined.folder / CHILDREN
    if joined.statement is None or not path.exists():
        return None
    return held(engine, "links", engine.read_parquet(path))


def measure(
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
    """Count some indicators anew from the events of the current version's returns, with its links.

    True counts and all: what it gives never leaves the engine as it is. Raises as `build` does.
    """
    oldest_first = sorted(returns, key=Kept.age)
    refuse_missing(store, oldest_first)
    definitions = [one for one in rulebook.definitions if one.id in wanted]
    with store.scratch() as scratch, connected(spill=scratch / "spill") as engine:
        name = store.current() or store.next_version()
        joined = Joined(store.path(LINKS, name), statement_of(store, name))
        ground = ground_of(store, oldest_first, rulebook, engine=engine, joined=joined)
        return tuple(_measured(definition, ground) for definition in definitions)
