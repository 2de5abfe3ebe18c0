"""The linker's queue as it lies in the store: sealed, with both records of each pair."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from village.engine.linkage.linked import ToReview
from village.engine.linkage.records import PersonRecord
from village.engine.store.keep import opened
from village.engine.store.layout import Store
from village.engine.store.seals import SealedKind
from village.kernel.canonical import dumps
from village.kernel.seal import Keyring, SealedWriter

Plain = Mapping[str, Any]  # Any: JSON


def queue_for_linker(store: Store, keyring: Keyring) -> tuple[ToReview, ...]:
    """The pairs of the current version that wait for a person, the surest first.

    Identities of both, and no events. Only for the linker: the caller proves the right and writes
    the trail before anything of this leaves. None where nothing was linked, or a return that the
    links were made of is gone.
    """
    name = store.current()
    try:
        if name is None:
            return ()
        with opened(store, SealedKind.QUEUE, name, keyring) as whole:
            return tuple(_pair(line) for line in json.loads(whole.read()))
    except FileNotFoundError:
        # The links went while they were asked for: a newer version has its own, or nobody has.
        return () if store.current() == name else queue_for_linker(store, keyring)


def seal_queue(path: Path, queue: Sequence[ToReview], *, version: str, keyring: Keyring) -> None:
    """Write the queue of a version that is being built."""
    with path.open("wb") as out:
        writer = SealedWriter(out, keyring, context=SealedKind.QUEUE.context(version))
        writer.write(queue_bytes(queue))
        writer.finish()


def queue_bytes(queue: Sequence[ToReview]) -> bytes:
    """The pairs as JSON, both records in whole."""
    return dumps([asdict(one) for one in queue])


def _pair(told: Plain) -> ToReview:
    left, right = (_record(told[side]) for side in ("left", "right"))
    return ToReview(left, right, told["weight"], told["why"])


def _record(told: Plain) -> PersonRecord:
    born = told["born"]
    lists = {name: tuple(told[name]) for name in ("other_names", "postcodes", "upns")}
    return PersonRecord(**{**told, **lists, "born": date.fromisoformat(born) if born else None})
