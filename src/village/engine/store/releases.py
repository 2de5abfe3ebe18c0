"""The ledger of releases: what left the store before, for whom, never changed.

It holds true counts, so it stays in the store like events do. Without it the next release could
give away what this one hid.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from village.engine.store.layout import Store, flush
from village.figures.audiences import Audience
from village.figures.ledger import Entry
from village.kernel.canonical import dumps


def ledger(store: Store) -> Mapping[Audience, Sequence[Entry]]:
    """Every earlier release by whom it was for, oldest first."""
    found: dict[Audience, list[Entry]] = {}
    for path in _files(store):
        audience = Audience(path.stem.partition("-")[0])
        found.setdefault(audience, []).append(Entry.from_record(json.loads(path.read_bytes())))
    return found


def next_name(store: Store, audience: Audience) -> str:
    """The name of the next release: `public-00003`."""
    numbers = [int(path.stem.rpartition("-")[2]) for path in _files(store)]
    return f"{audience.value}-{max(numbers, default=0) + 1:05d}"


def keep_release(store: Store, entry: Entry) -> None:
    """Write a release down before its bytes leave. The caller holds the store's lock."""
    path = store.path("releases", f"{entry.name}.json")
    working = path.with_name(f"{path.name}.part")
    working.write_bytes(dumps(entry.as_record()))
    working.chmod(0o600)
    flush(working)
    working.rename(path)
    flush(path.parent)


def _files(store: Store) -> list[Path]:
    folder = store.root / "releases"
    return sorted(folder.glob("*-*.json"), key=lambda path: path.stem.rpartition("-")[2])
