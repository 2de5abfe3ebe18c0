"""The files of the store that a backup takes, and those that a record cannot do without."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PASSING = {"scratch", "lock"}
"""What lies at the top of a store for as long as a builder is at work."""
UNFINISHED = (".part", ".gone")
POINTER, FIGURES = "current", "figures"
OF_VERSIONS = (FIGURES, "links")
"""Parts in which each folder is a version's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as it was when it was read: a later look tells whether it is another one now."""

    name: str
    path: Path
    stamp: tuple[int, int, int]
    size: int


def pointer(root: Path) -> str:
    """The version that counts; "" before the first."""
    path = root / POINTER
    return path.read_text().strip() if path.exists() else ""


def files(root: Path, *, newest: str) -> Iterator[Seen]:
    """Every file of the store, by its name in the backup; the pointer comes from the caller.

    newest: the pointer as it was read before. A version published since is left out, so that no
    folder stands in the backup to which its pointer does not lead.
    """
    for path in _paths(root, newest=newest):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # destroyed since the folder was listed
        stamp = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        yield Seen(f"store/{path.relative_to(root).as_posix()}", path, stamp, stat.st_size)


def folders(root: Path, *, newest: str) -> list[str]:
    """Folders without a file: of a list of people there are no events, and that says something."""
    found = []
    for top in _tops(root):
        for folder, below, names in os.walk(top):
            here = Path(folder)
            _descend(here, below, root=root, newest=newest)
            if not below and not names:
                found.append(f"store/{here.relative_to(root).as_posix()}")
    return sorted(found)


def _tops(root: Path) -> list[Path]:
    """Folders at the top, also where one was put on another disk and linked."""
    return [path for path in _there(root) if path.name not in PASSING and path.is_dir()]


def _there(root: Path) -> list[Path]:
    """What lies at the top; nothing where nobody has brought anything yet."""
    return sorted(root.iterdir()) if root.is_dir() else []


def _paths(root: Path, *, newest: str) -> Iterator[Path]:
    for path in _there(root):
        if path.is_file() and path.name not in PASSING | {POINTER} and _is_whole(path.name):
            yield path
    for top in _tops(root):
        for folder, below, names in os.walk(top):
            _descend(Path(folder), below, root=root, newest=newest)
            yield from (Path(folder) / name for name in sorted(names) if _is_whole(name))


def _descend(here: Path, below: list[str], *, root: Path, newest: str) -> None:
    """Leave out of a walk what is being removed, and versions that the pointer does not know."""
    kept = [name for name in sorted(below) if _is_whole(name)]
    if here in {root / part for part in OF_VERSIONS}:
        kept = [name for name in kept if (len(name), name) <= (len(newest), newest)]
    below[:] = kept


def _is_whole(name: str) -> bool:
    """`child-secret.<hex>` is another's attempt at the one secret of a store."""
    is_attempt = name.startswith("child-secret.") and name != "child-secret.sealed"
    is_ours = name.isprintable() and not name.startswith(".")
    return is_ours and not (name.endswith(UNFINISHED) or is_attempt)


def lacking(refs: "Owed", *, names: Iterable[str], empty: Iterable[str]) -> list[str]:
    """What living records name and the backup does not hold."""
    there = set(names)
    events = {name.split("/")[2] for name in (*there, *empty) if name.startswith("store/events/")}
    wanted = [f"store/files/{ref[:2].lower()}/{ref}" for ref in refs.files]
    wanted += [f"store/{part}/{ref}.sealed" for ref in refs.kept for part in ("raw", "identities")]
    gone = [name for name in wanted if name not in there]
    return gone + [f"store/events/{ref}" for ref in refs.kept if ref not in events]


@dataclass(frozen=True, slots=True)
class Owed:
    """What the records of one moment say that the store holds: files, and stored editions."""

    files: tuple[str, ...]
    kept: tuple[str, ...]
