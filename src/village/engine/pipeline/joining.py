"""Makes a version of events and links that came as files: no name is in the store, nor ever was."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from village.engine.errors import KitFault, Unreadable, WrongReturn
from village.engine.linkage.apart import NEEDED, refuse_unlike
from village.engine.linkage.links import Link, Links
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
    headers_of(files, *NEEDED)
    refuse_unlike(files)
    said = travelled(links, Kind.LINKS)
    linked = _links(said)
    missing = _unmet(files, said)
    kept = {file.path: _kept(file, specs) for file in files}
    for file in files:
        deque(_rows(file, kept[file.path].spec), maxlen=0)
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
    rows = tuple(_link(row, file) for row in file.rows())
    statement, model = (fact if isinstance(fact, dict) else {} for fact in facts)
    return Links(rows, statement, model)


def _link(row: Any, file: Travelled) -> Link:  # Any: JSON
    match row:
        case [str(key), str(child), str(deprivation)]:
            return Link(key, child, deprivation)
    raise _strange(file)


def _unmet(files: Sequence[Travelled], links: Travelled) -> int:
    """Refuse events that the links know nothing of; how many linked returns have no events."""
    returns = links.header.get("returns")
    known = (
        [told for told in returns if isinstance(told, dict)] if isinstance(returns, list) else []
    )
    for file in files:
        if {name: file.header[name] for name in NEEDED} not in known:
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
    if not re.fullmatch(REF, said["return"]):
        raise _strange(file)
    try:
        period = Period.parse(said["period"])
    except ValueError:
        raise _strange(file) from None
    return Kept(said["return"], specs[said["spec"]], period, said["sha256"])


def _rows(file: Travelled, spec: Spec) -> Iterator[tuple[str, dict[str, Any]]]:
    columns = {table: set(schema.names) for table, schema in schemas_of(spec).items()}
    for row in file.rows():
        match row:
            case [str(table), dict(event)] if event.keys() <= columns.get(table, set()):
                yield table, event
            case _:
                raise _strange(file)


def _store(store: Store, file: Travelled, kept: Kept) -> None:
    try:
        with (
            storing(store, kept.ref) as folder,
            EventWriter(folder, schemas_of(kept.spec)) as writer,
        ):
            for table, event in _rows(file, kept.spec):
                writer.add_plain(table, event)
    except (pa.ArrowException, TypeError, ValueError):
        raise _strange(file) from None


def _strange(file: Travelled) -> Unreadable:
    return Unreadable(
        "The file holds a line that `village split` and `village link` never write.",
        where=file.path.name,
        mend="Have it made and sent again, by the same edition of Village and of the kit.",
    )


def _take_out(store: Store, *, but: set[str]) -> None:
    """What is no longer among the files is no longer in the store."""
    for folder in list((store.root / "events").iterdir()):
        if folder.name not in but:
            destroy(store, folder.name)
