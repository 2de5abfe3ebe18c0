"""Finds a kit's folder and those that it extends, and refuses to be led out of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from village.kernel import yaml
from village.kernel.yaml import KitError, Node
from village.kit import cover
from village.kit.cover import Cover
from village.kit.faults import faults_of, nearest
from village.kit.section import Section
from village.kit.sections import BY_PLACE, cover_shape

SHIPPED = Path(__file__).resolve().parents[3] / "kits"
"""The kits that come with the house; another partnership's kit may extend them from elsewhere."""

MOST_FILES = 500
LONGEST_CHAIN = 8
_OTHER_FILES = frozenset({cover.FILE, "README.md"})
_BESIDE = frozenset({".csv", ".md"})
"""Files that may lie beside an entry in a section's folder; whoever names them reads them."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A kit's folder with its cover."""

    path: Path
    cover: Cover
    node: Node


@dataclass(frozen=True, slots=True)
class Page:
    """A file of a section."""

    section: Section
    path: Path


def chain(path: Path) -> tuple[tuple[Folder, ...], tuple[KitError, ...]]:
    """The kit's folders, the most general one first, and all faults of their covers."""
    folders: list[Folder] = []
    here = path
    while True:
        folder, faults = _open(here)
        if folder is None or faults:
            return (), faults
        folders.insert(0, folder)
        if not folder.cover.extends:
            return tuple(folders), ()
        try:
            here = _extended(folder, seen=folders)
        except KitError as fault:
            return (), (fault,)


def _open(path: Path) -> tuple[Folder | None, tuple[KitError, ...]]:
    file = path / cover.FILE
    if not file.is_file():
        message = f"There is no kit here: {cover.FILE} is missing."
        return None, (KitError(file, 1, message, "Name the folder that holds it."),)
    node, faults = yaml.examine(file)
    if node is None:
        return None, faults
    wrong = [*faults, *faults_of(node, shape=cover_shape(), names={})]
    if wrong:
        return None, tuple(wrong)
    try:
        return Folder(path, _cover(node, path), node), ()
    except KitError as fault:
        return None, (fault,)


def _cover(node: Node, path: Path) -> Cover:
    read, folder = cover.read(node), path.resolve().name
    if read.name != folder:
        raise node["kit"].error(
            f"The kit calls itself “{read.name}”, and its folder is “{folder}”.",
            instead=f"Write “kit: {folder}”, or rename the folder.",
        )
    return read


def _extended(folder: Folder, *, seen: list[Folder]) -> Path:
    """The folder of the kit that this one extends. `extends` is a bare name, so never a path."""
    name, node = folder.cover.extends, folder.node["extends"]
    if name in {one.cover.name for one in seen}:
        way = " extends ".join(f"“{one.cover.name}”" for one in reversed(seen))
        raise node.error(
            f"The kits go round in a circle: {way} extends “{name}”.",
            instead="Take “extends” out of the most general of them.",
        )
    if len(seen) >= LONGEST_CHAIN:
        raise node.error("Too many kits extend one another.", instead="Join some of them.")
    for place in (folder.path.resolve().parent, SHIPPED):
        if (place / name / cover.FILE).is_file():
            return place / name
    known = sorted(_kits(folder.path.resolve().parent) | _kits(SHIPPED))
    raise node.error(f"There is no kit called “{name}”.", instead=nearest(name, known))


def _kits(place: Path) -> set[str]:
    return {file.parent.name for file in place.glob(f"*/{cover.FILE}")}


def pages(folder: Folder) -> tuple[tuple[Page, ...], tuple[KitError, ...]]:
    """The files of a kit by section, and a fault for each file that a kit does not have."""
    found: list[Page] = []
    faults: list[KitError] = []
    for number, path in enumerate(_files(folder.path)):
        if number >= MOST_FILES:
            faults.append(_stray(path, f"A kit has at most {MOST_FILES} files.", "Split it."))
            break
        try:
            found.extend(_page(path, folder))
        except KitError as fault:
            faults.append(fault)
    return tuple(found), tuple(faults)


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        # A link to a folder is no folder of the kit: it is shown, and refused, as a file.
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def _page(path: Path, folder: Folder) -> Iterator[Page]:
    inside = path.relative_to(folder.path)
    if not _lies_in(path, folder):
        raise _stray(path, "The file leads out of the kit's folder.", "Put the file itself here.")
    if not path.is_file():
        raise _stray(path, "This is no plain file.", "Take it away, or put a file in its place.")
    place = f"{inside.parent}/" if len(inside.parts) > 1 else inside.name
    if place in _OTHER_FILES:
        return
    if path.suffix not in {".yaml", ".yml"} | _BESIDE:
        raise _stray(path, f"A kit has no {path.suffix or 'such'} files.", "Take the file away.")
    if path.suffix == ".yml":
        raise _stray(path, "The file's name ends in .yml.", f"Rename it to {path.stem}.yaml.")
    if place not in BY_PLACE:
        raise _stray(path, f"“{inside}” is not a file that a kit has.", _near_place(place))
    if path.suffix == ".yaml":
        yield Page(BY_PLACE[place], path)


def _near_place(place: str) -> str:
    close = get_close_matches(place, BY_PLACE, n=1)
    if close:
        return f"Rename it to “{close[0]}”."
    return f"A kit has: {', '.join(BY_PLACE)}."


def _lies_in(path: Path, folder: Folder) -> bool:
    """Whether a file is in the folder itself, wherever links lead; a link to itself is nowhere."""
    try:
        return path.resolve().is_relative_to(folder.path.resolve())
    except (OSError, RuntimeError):
        return False


def _stray(path: Path, message: str, instead: str) -> KitError:
    return KitError(path, 1, message, instead)
