"""The one way through: file -> Received -> Checked -> Stored -> Measured -> Releasable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from village.engine.intake import census as census_reader
from village.engine.intake.received import Received
from village.engine.specs.census import NAME as CENSUS
from village.engine.store.events import EVENT_TABLES
from village.engine.store.keep import Stored, identities_of, keep_raw, publish_events
from village.engine.store.layout import Store
from village.engine.store.secret import child_secret
from village.engine.store.split import Keep, Keyed, Sent
from village.engine.store.split_census import TABLES, split_census
from village.engine.store.writer import EventWriter
from village.kernel.days import england
from village.kernel.seal import Keyring

OnProgress = Callable[[int, int, str], None]


def silent(_done: int, _of: int, _words: str) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a return is, for the engine: its id and, for a table, the kit's mapping."""

    id: str
    table: object | None = None  # specs.tables.TableSpec; None for the census

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of events that this return brings."""
        return TABLES if self.table is None else (self.id,)


def keep_return(
    received: Received, *, spec: Spec, sent: Sent, store: Store, keyring: Keyring
) -> Stored:
    """Put an accepted return into the store: raw and identities sealed, events apart.

    Doing it again for the same ref replaces what was there, so a killed job may be taken again.
    """
    keyed = Keyed(child_secret(store, keyring), sent)
    keep_raw(store, sent.ref, keyring, received.open())
    with store.one_builder(), store.scratch() as scratch:
        folder = scratch / "events"
        with identities_of(store, sent.ref, keyring) as keep:
            number, rows = split(received, spec=spec, keyed=keyed, into=folder, keep=keep)
        publish_events(store, sent.ref, folder)
    return Stored(sent.ref, rows, number)


def split(
    received: Received, *, spec: Spec, keyed: Keyed, into: Path, keep: Keep
) -> tuple[int, Mapping[str, int]]:
    """Part one return into events (Parquet files in `into`) and identities (given to `keep`)."""
    if spec.id == CENSUS:
        schemas = {name: EVENT_TABLES[name].schema for name in TABLES}
        with EventWriter(into, schemas) as writer:
            children = census_reader.read(received)
            number = split_census(children, writer=writer, keyed=keyed, keep=keep, days=england())
        return number, writer.written
    raise ValueError(f"{spec.id} is not split yet")
