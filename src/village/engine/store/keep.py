"""Keeps an accepted return: the raw file and the identities sealed, the events apart from them."""

import io
import json
import shutil
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from village.engine.store.layout import Store, flush, settle
from village.engine.store.seals import SealedKind
from village.engine.store.split import Identity, Keep
from village.engine.store.versions import version
from village.kernel.seal import Keyring, SealedReader, SealedWriter


@dataclass(frozen=True, slots=True)
class Stored:
    """What a return left in the store: rows by table of events, and how many identities."""

    ref: str
    rows: Mapping[str, int]
    identities: int


@contextmanager
def sealed_file(
    store: Store, kind: SealedKind, ref: str, keyring: Keyring
) -> Iterator[SealedWriter]:
    """Write a sealed file in whole or not at all: it takes its name when it is finished."""
    path = kind.path(store, ref)
    working = path.with_name(f"{path.name}.part")
    try:
        with working.open("wb") as out:
            writer = SealedWriter(out, keyring, context=kind.context(ref))
            yield writer
            writer.finish()
        flush(working)
        working.rename(path)
    finally:
        working.unlink(missing_ok=True)
    flush(path.parent)


@contextmanager
def opened(store: Store, kind: SealedKind, ref: str, keyring: Keyring) -> Iterator[BinaryIO]:
    """The bytes within a sealed file, buffered so that they can be read line by line."""
    with kind.path(store, ref).open("rb") as sealed:
        yield io.BufferedReader(SealedReader(sealed, keyring, context=kind.context(ref)))


@contextmanager
def identities_of(store: Store, ref: str, keyring: Keyring) -> Iterator[Keep]:
    """A place to put identities, one at a time; sealed as they come, never plain on disk."""
    with sealed_file(store, SealedKind.IDENTITIES, ref, keyring) as writer:

        def keep(identity: Identity) -> None:
            writer.write(json.dumps(identity).encode() + b"\n")

        yield keep


def has_identities(store: Store, ref: str) -> bool:
    """Whether the identities of a return are in the store."""
    return SealedKind.IDENTITIES.path(store, ref).exists()


def read_identities(store: Store, ref: str, keyring: Keyring) -> Iterator[Identity]:
    """The identities of one return. Only for the agency that sent it, and for linkage."""
    with opened(store, SealedKind.IDENTITIES, ref, keyring) as lines:
        for line in lines:
            yield json.loads(line)


def keep_raw(store: Store, ref: str, keyring: Keyring, source: BinaryIO) -> None:
    """Seal the file as it came."""
    with sealed_file(store, SealedKind.RAW, ref, keyring) as writer:
        shutil.copyfileobj(source, writer)


@contextmanager
def storing(store: Store, ref: str) -> Iterator[Path]:
    """A folder for the events of a return that is being stored, published at the end.

    A fault leaves nothing of the return; doing it again replaces what was there. Raises Busy while
    another builder holds the store.
    """
    with store.one_builder(), store.scratch() as scratch:
        folder = scratch / "events"
        try:
            yield folder
            settle(folder)
            _remove_events(store, ref)
            folder.rename(store.path("events", ref))
            flush(store.root / "events")
        except BaseException:
            _forget(store, ref)
            raise


def _forget(store: Store, ref: str) -> None:
    """Remove the rows of a return; the findings of its check stay."""
    for kind in (SealedKind.RAW, SealedKind.IDENTITIES):
        kind.path(store, ref).unlink(missing_ok=True)
    _remove_events(store, ref)


def destroy(store: Store, ref: str) -> None:
    """Remove all that a return left: raw file, identities, findings, events, and links of them.

    It waits for nobody. A version that is being built of these rows fails and is built again
    without them. A version that was made of them keeps its figures: see `rows_gone`.
    """
    _remove_events(store, ref)
    for part in ("raw", "identities", "reports"):
        for path in (store.root / part).glob(f"{store.path(part, ref).name}.*"):
            path.unlink(missing_ok=True)
        flush(store.root / part)
    drop_links_of(store, {ref})


def drop_links_of(store: Store, gone: Container[str]) -> None:
    """Remove links and queue of the current version where they were made of one of these."""
    found = version(store)
    if found is not None and any(made_of["ref"] in gone for made_of in found.returns):
        store.drop_links()


def _remove_events(store: Store, ref: str) -> None:
    """They lose their name at once, so that no build finds half of them."""
    there, gone = store.path("events", ref), store.path("events", f"{ref}.gone")
    shutil.rmtree(gone, ignore_errors=True)  # of a removal that was killed
    if there.exists():
        there.rename(gone)
        try:
            flush(gone.parent)
        finally:  # a full disk must not keep what is being thrown away
            shutil.rmtree(gone)
