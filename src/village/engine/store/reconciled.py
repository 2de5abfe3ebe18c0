"""What a version keeps of its reconciled lists: figures for ever, and sealed rows while current."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from village.engine.store.keep import opened, read_identities
from village.engine.store.layout import Store
from village.engine.store.reports import Disclosed
from village.engine.store.seals import SealedKind
from village.kernel.seal import Keyring, SealedWriter

SAID: Final = "missing.json"
ROWS: Final = "missing.sealed"
REFERENCES: Final = ("episode_id", "interview_id")
"""By which of its columns an agency finds its own row again."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A row that no other list knows of. ref: its return's. child_key, row_key: as in the store.

    since, until: days as text, "" where there is none. It holds no name and no id.
    """

    ref: str
    row: int
    row_key: str
    child_key: str
    since: str
    until: str


def seal_alone(path: Path, rows: Iterable[Alone], *, version: str, keyring: Keyring) -> None:
    """Write the rows of a version that is being built."""
    with path.open("wb") as out:
        writer = SealedWriter(out, keyring, context=SealedKind.ALONE.context(version))
        writer.write(json.dumps([asdict(one) for one in rows]).encode())
        writer.finish()


def reconciled_of(store: Store, version: str) -> Mapping[str, Any] | None:
    """What a version says of its reconciled lists, by quarter; None where it says nothing."""
    path = store.path("figures", version) / SAID
    if not path.exists():
        return None
    found: Mapping[str, Any] = json.loads(path.read_bytes())
    return found


def alone_for_sender(store: Store, ref: str, keyring: Keyring) -> Disclosed | None:
    """The rows of one return that no other list knows of, in its sender's own ids.

    None where the current version's rows are gone. The caller proves the reader's right and
    writes the trail before anything of this leaves.
    """
    name = store.current()
    try:
        if name is None:
            return None
        with opened(store, SealedKind.ALONE, name, keyring) as whole:
            every = [Alone(**one) for one in json.loads(whole.read())]
        mine = [one for one in every if one.ref == ref]
        rows = tuple(_told(mine, list(read_identities(store, ref, keyring))))
    except FileNotFoundError:
        return None
    return Disclosed(rows, len(rows))


def _told(rows: Iterable[Alone], identities: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each row with the sender's own ids; sorted by when it began."""
    by_row = {one["row_key"]: one for one in identities}
    by_child = {one["child_key"]: one for one in identities}
    found = []
    for row in sorted(rows, key=lambda row: (row.since or row.until, row.row)):
        of = by_row.get(row.row_key) or by_child.get(row.child_key) or {}
        reference = next((of[name] for name in REFERENCES if of.get(name)), "")
        found.append(
            {
                "child_id": of.get("child_id") or "",
                "reference": reference,
                "since": row.since,
                "until": row.until,
                "row": row.row,
            }
        )
    return found
