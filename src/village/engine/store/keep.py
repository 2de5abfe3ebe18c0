"""Keeps an accepted return: the raw file and the identities sealed, the events apart from them."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from village.engine.store.layout import Store, flush, settle
from village.engine.store.split import Identity, Keep
from village.kernel.seal import Keyring, SealedReader, SealedWriter


@dataclass(frozen=True, slots=True)
class Stored:
    """What a return left in the store: rows by table of events, and how many identities."""

    ref: str
    rows: Mapping[str, int]
    identities: int


@contextmanager
def sealed_file(path: Path, keyring: Keyring, *, context: bytes) -> Iterator[SealedWriter]:
    """Write a sealed file in whole or not at all: it takes its name when it is finished."""
    working = path.with_name(f"{path.name}.part")
    with working.open("wb") as out:
        writer = SealedWriter(out, keyring, context=context)
        yield writer
        writer.finish()
    flush(working)
    working.rename(path)
    flush(path.parent)


@contextmanager
def identities_of(store: Store, ref: str, keyring: Keyring) -> Iterator[Keep]:
    """A place to put identities, one at a time; sealed as they come, never plain on disk."""
    path = store.path("identities", f"{ref}.sealed")
    with sealed_file(path, keyring, context=b"identities " + ref.encode()) as writer:

        def keep(identity: Identity) -> None:
            writer.write(json.dumps(identity, ensure_ascii=False).encode() + b"\n")

        yield keep


def read_identities(store: Store, ref: str, keyring: Keyring) -> Iterator[Identity]:
    """The identities of one return. Only for the agency that sent it, and for linkage."""
    with store.path("identities", f"{ref}.sealed").open("rb") as sealed:
        reader = SealedReader(sealed, keyring, context=b"identities " + ref.encode())
        for line in reader:
            yield json.loads(line)


def keep_raw(store: Store, ref: str, keyring: Keyring, source: BinaryIO) -> None:
    """Seal the file as it came."""
    path = store.path("raw", f"{ref}.sealed")
    with sealed_file(path, keyring, context=b"raw " + ref.encode()) as writer:
        shutil.copyfileobj(source, writer)  # type: ignore[misc]  # it only asks for write()


def publish_events(store: Store, ref: str, folder: Path) -> None:
    """Put a return's finished events where builds find them. Doing it again changes nothing."""
    settle(folder)
    there = store.path("events", ref)
    if there.exists():
        shutil.rmtree(there)
    folder.rename(there)
    flush(there.parent)


def destroy(store: Store, ref: str) -> None:
    """Remove all that a return left: raw file, identities, report and events."""
    for part in ("raw", "identities", "reports"):
        store.path(part, f"{ref}.sealed").unlink(missing_ok=True)
    shutil.rmtree(store.path("events", ref), ignore_errors=True)
    for part in ("raw", "identities", "reports", "events"):
        flush(store.root / part)
