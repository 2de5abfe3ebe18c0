"""Makes a version of events and links that came as files: no name is in the store, nor ever was."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from village.engine.errors import KitFault, Unreadable, WrongReturn
from village.engine.linkage.apart import OF_WHAT, PAIRED, refuse_unlike
from village.engine.linkage.links import Link, Links
from village.engine.pipeline.admitting import SHA256, Admitting, is_link
from village.engine.pipeline.building import Making
from village.engine.pipeline.counting import OnProgress, Rulebook, silent
from village.engine.pipeline.keeping import Kept, schemas_of
from village.engine.specs.returns import Spec
from village.engine.store.keep import destroy, storing
from village.engine.store.layout import Store
from village.engine.store.seals import REF
from village.engine.store.travelling import Kind, Travelled, headers_of, travelled
from village.engine.store.writer import EventWriter
from village.kernel.periods import Period

FIRST_ROW = 2
"""The line of a file's first row; the one before says what the file is."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The version's name; how many returns it is of; linked returns whose events did not come."""

    name: str
    returns: int
    without_events: int


def join(
    store: Store,
    events: Iterable[Path],
    *,
    links: Path,
    specs: Mapping[str, Spec],
    rulebook: Rulebook,
    as_at: str,
    made_up: bool,
    on_progress: OnProgress = silent,
) -> Joined:
    """Store the events of these files, and count them with the linker's links as the next version.

    Nothing is stored before every file was read to its end. Raises what `travelled` and `build`
    raise, WrongReturn for events that the links were not made with, KitFault for a return that the
    kit does not know.
    """
    files = [travelled(path, Kind.EVENTS) for path in events]
    headers_of(files, *OF_WHAT)
    refuse_unlike(files, once="return")
    said = travelled(links, Kind.LINKS)
    linked = _links(said)
    missing = _unmet(files, said)
    kept = {file.path: _kept(file, specs) for file in files}
    for file in files:
        deque(_rows(file, kept[file.path]), maxlen=0)
    for number, file in enumerate(files):
        on_progress(number, len(files), "Storing events")
        _store(store, file, kept[file.path])
    made = Making(store, sorted(kept.values(), key=Kept.age), rulebook, on_progress)
    with store.one_builder():
        name = made.publish(linked, {"as_at": as_at, "made_up": made_up}, keyring=None)
    _take_out(store, but={one.ref for one in kept.values()})
    return Joined(name, len(files), missing)


def _links(file: Travelled) -> Links:
    facts = (file.header.get(name) for name in ("statement", "model"))
    rows = tuple(_link(row, file, line) for line, row in enumerate(file.rows(), FIRST_ROW))
    if len({row.child_key for row in rows}) < len(rows):
        raise _strange(file, "one child twice")
    statement, model = (fact if isinstance(fact, dict) else {} for fact in facts)
    return Links(rows, statement, model)


def _link(row: Any, file: Travelled, line: int) -> Link:  # Any: JSON
    if not is_link(row):
        raise _strange(file, f"line {line}")
    return Link(*row)


def _unmet(files: Sequence[Travelled], links: Travelled) -> int:
    """Refuse events that the links know nothing of; how many linked returns have no events."""
    returns = links.header.get("returns")
    known = [
        {name: told.get(name) for name in PAIRED}
        for told in (returns if isinstance(returns, list) else [])
        if isinstance(told, dict)
    ]
    for file in files:
        if {name: file.header[name] for name in PAIRED} not in known:
            raise WrongReturn(
                "The links were not made with the identities of this return.",
                where=f"{file.path.name} and {links.path.name}",
                mend="Name the events that were parted in one run with the identities that were"
                " linked, or have the children linked again.",
            )
    return len(known) - len(files)


def _kept(file: Travelled, specs: Mapping[str, Spec]) -> Kept:
    said = file.header
    if said["spec"] not in specs:
        raise KitFault(
            f"The kit has no return “{said['spec']}”, of which this file is.",
            where=file.path.name,
            mend="Name the kit that the return was parted with.",
        )
    if not re.fullmatch(REF, said["return"]) or not SHA256.fullmatch(said["sha256"]):
        raise _strange(file)
    try:
        period = Period.parse(said["period"])
    except ValueError:
        raise _strange(file) from None
    return Kept(said["return"], specs[said["spec"]], period, said["sha256"])


def _rows(file: Travelled, kept: Kept) -> Iterator[tuple[str, dict[str, Any]]]:
    admitting = Admitting(kept.spec, kept.period, schemas_of(kept.spec))
    for line, row in enumerate(file.rows(), FIRST_ROW):
        if column := admitting.fault(row):
            raise _strange(file, f"line {line}, {column}")
        yield row[0], row[1]


def _store(store: Store, file: Travelled, kept: Kept) -> None:
    try:
        with (
            storing(store, kept.ref) as folder,
            EventWriter(folder, schemas_of(kept.spec)) as writer,
        ):
            for table, event in _rows(file, kept):
                writer.add_plain(table, event)
    except (pa.ArrowException, TypeError, ValueError):
        raise _strange(file, "a row") from None


def _strange(file: Travelled, where: str = "first line") -> Unreadable:
    return Unreadable(
        "The file holds a line that `village split` and `village link` never write.",
        where=f"{file.path.name}, {where}",
        mend="Have it made and sent again, by the same edition of Village and of the kit.",
    )


def _take_out(store: Store, *, but: set[str]) -> None:
    """What is no longer among the files is no longer in the store."""
    for folder in list((store.root / "events").iterdir()):
        if folder.name not in but:
            destroy(store, folder.name)
