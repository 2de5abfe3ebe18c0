"""Puts accepted returns into the store: names apart from events, and what a version is made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from village.engine.errors import Unreadable
from village.engine.intake import census as census_reader
from village.engine.intake import looked_after as looked_after_reader
from village.engine.intake import tables as table_reader
from village.engine.intake import tables_set
from village.engine.intake.counts import lines
from village.engine.intake.received import Received
from village.engine.specs.returns import EVENTS, BuiltIn, Spec
from village.engine.store.counts import SCHEMA as COUNTS_SCHEMA
from village.engine.store.events import EVENT_TABLES
from village.engine.store.keep import (
    Stored,
    identities_of,
    keep_raw,
    storing,
)
from village.engine.store.layout import Store
from village.engine.store.secret import child_secret
from village.engine.store.split import Event, Keep, Keyed, Sent, Tokens, keyed_row
from village.engine.store.split_census import split_census
from village.engine.store.split_counts import TABLE as COUNTS
from village.engine.store.split_counts import split_counts
from village.engine.store.split_looked_after import split_looked_after
from village.engine.store.split_set import schemas_of_set, split_set
from village.engine.store.split_table import schemas, split_table
from village.engine.store.writer import EventWriter
from village.kernel.days import england
from village.kernel.periods import Period
from village.kernel.seal import Keyring


def schemas_of(spec: Spec) -> Mapping[str, pa.Schema]:
    """The tables of events that a return brings; none for a list of people."""
    if spec.counts is not None:
        return {COUNTS: COUNTS_SCHEMA}
    if spec.table is None:
        return {name: EVENT_TABLES[name].schema for name in EVENTS[spec.built_in]}
    return schemas_of_set(spec.table) if spec.table.parts else schemas(spec.table)


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
    if spec.table.parts:
        several = tables_set.read(received, spec.table)
        return split_set(several, event=event, keyed=keyed, keep=keep)
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


def gone_from_store(what: str, ref: str) -> Unreadable:
    return Unreadable(
        f"The {what} of an accepted return are not in the store.",
        where=ref,
        mend="Store the return again; if it was withdrawn, build again without it.",
    )


def brought(store: Store, kept: Kept) -> Iterator[str]:
    """The tables of events that a return brought.

    One that may be left out and has no row is taken as left out: a nought of it would say that
    nothing happened, where perhaps nobody told.
    """
    parts = kept.spec.table.parts if kept.spec.table is not None else ()
    optional = {part.id for part in parts if part.member and part.member.may_be_absent}
    for table in schemas_of(kept.spec):
        path = store.path("events", kept.ref) / f"{table}.parquet"
        if table not in optional or pq.read_metadata(path).num_rows:
            yield table


def refuse_missing(store: Store, returns: Iterable[Kept]) -> None:
    """A return without its events is not a return without events."""
    for kept in returns:
        folder = store.path("events", kept.ref)
        files = (folder / f"{table}.parquet" for table in schemas_of(kept.spec))
        if not all(path.exists() for path in (folder, *files)):
            raise gone_from_store("events", kept.ref)
