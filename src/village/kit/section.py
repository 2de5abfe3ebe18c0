"""What a section of a kit is: where it lies, how it is shaped, and how it parts into entries."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from village.kernel.yaml import KitError, Node, Value
from village.kit.shape import Shape


class Kind(StrEnum):
    """How a section is kept once it is in the house."""

    RULES = "rules"
    """The file is master; an edition never changes."""
    CONTENT = "starting content"
    """The file seeds once by key; then the database is master."""
    REFERENCE = "documents that others cite"
    LATER = "content that a later part furnishes"
    """Checked today; no app takes it yet."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry as it is written: its node, and its whole value with what editions share."""

    key: str
    edition: str
    node: Node
    value: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is read: a clock's edition, a code list, a body. kit: where it stands."""

    section: str
    key: str
    edition: str
    kit: str
    node: Node
    value: Mapping[str, Value]
    content: object = None


Entries = Mapping[str, tuple[Entry, ...]]
"""By section."""
Split = Callable[[Node], Iterator[Piece]]
Whole = Callable[[tuple["Entry", ...]], Iterator[KitError]]
"""What is wrong between the entries of a section."""
Read = Callable[[Piece, Entries], object]
"""Turns a piece into a frozen type. Raises KitError. Sees the sections that stand before it."""


def no_faults(_entries: tuple[Entry, ...]) -> Iterator[KitError]:
    """For sections whose entries do not look at each other."""
    yield from ()


def as_written(piece: Piece, _earlier: Entries) -> object:
    """For sections that no part of the house takes yet."""
    return MappingProxyType(dict(piece.value))


@dataclass(frozen=True, slots=True)
class Section:
    """name: a plural word. place: a file, or a folder with a file for each entry.

    needs: sections whose content `read` looks at; where they are faulty it is not asked. whole: is
    asked where the section has no fault.
    """

    name: str
    kind: Kind
    place: str
    shape: Shape
    split: Split
    read: Read = as_written
    whole: Whole = no_faults
    needs: tuple[str, ...] = ()


def listed(top: str, *, key: str = "key", edition: str = "") -> Split:
    """One file with a list; each item has a key of its own, and an edition where one is named."""

    def split(root: Node) -> Iterator[Piece]:
        for node in root.children.get(top, ()):
            if name := _word(node, key):
                yield Piece(name, _word(node, edition), node, _mapping(node))

    return split


def editioned(top: str, *, key: str) -> Split:
    """One file with a list; each item has editions, which share the rest of the item."""

    def split(root: Node) -> Iterator[Piece]:
        for node in root.children.get(top, ()):
            yield from _editions(node, key)

    return split


def file_of_editions(key: str) -> Split:
    """A file for each item, with its editions."""
    return lambda root: _editions(root, key)


def file_of_one(key: str) -> Split:
    """A file for each item, with one edition."""

    def split(root: Node) -> Iterator[Piece]:
        if name := _word(root, key):
            yield Piece(name, _word(root, "edition"), root, _mapping(root))

    return split


def _editions(node: Node, key: str) -> Iterator[Piece]:
    shared = {word: value for word, value in _mapping(node).items() if word != "editions"}
    for edition in node.children.get("editions", ()):
        if name := _word(node, key):
            value = {**shared, **_mapping(edition)}
            yield Piece(name, _word(edition, "edition"), edition, value)


def _mapping(node: Node) -> dict[str, Value]:
    value = node.value
    return value if isinstance(value, dict) else {}


def _word(node: Node, key: str) -> str:
    # Asked before the shape is checked, so anything may stand here.
    child = node.children.get(key)
    return child.scalar if child is not None and isinstance(child.scalar, str) else ""
