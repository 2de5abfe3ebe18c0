"""YAML that remembers where each word stands, and says what to write instead where it is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import yaml
from yaml.composer import Composer
from yaml.resolver import Resolver

LARGEST = 1_000_000  # bytes: a hundred times what a person writes into one file
DEEPEST = 30  # levels: a kit needs six

Value: TypeAlias = "bool | int | float | str | date | list[Value] | dict[str, Value] | None"
Scalar: TypeAlias = "bool | int | float | str | date | None"
Step: TypeAlias = "str | int"

_NOTHING: Mapping[Step, "Node"] = MappingProxyType({})
_NO_KEYS: Mapping[str, "Mark"] = MappingProxyType({})


class KitError(Exception):
    """A fault in a file that a person wrote: where it is, what is wrong, what to write instead."""

    def __init__(self, file: Path, line: int, message: str, instead: str) -> None:
        super().__init__(f"{file}, line {line}: {message} {instead}")
        self.file = file
        self.line = line
        self.message = message
        self.instead = instead


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a word stands; lines and columns count from 1."""

    file: Path
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place, and the places of its keys and parts.

    A scalar has no children; a list's children are numbered from 0, a mapping's are by key.
    """

    mark: Mark
    shape: type
    scalar: Scalar = None
    children: Mapping[Step, "Node"] = field(default_factory=lambda: _NOTHING)
    keys: Mapping[str, Mark] = field(default_factory=lambda: _NO_KEYS)

    @property
    def value(self) -> Value:
        """The plain value, built afresh: changing it does not change the node."""
        if self.shape is dict:
            return {str(key): child.value for key, child in self.children.items()}
        if self.shape is list:
            return [child.value for child in self.children.values()]
        return self.scalar

    def __getitem__(self, step: Step) -> "Node":
        return self.children[step]

    def __contains__(self, step: object) -> bool:
        return step in self.children

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.children.values())

    def get(self, key: str) -> "Node | None":
        """The value under a key, or None where the key is absent or empty."""
        child = self.children.get(key)
        return None if child is None or child.shape is type(None) else child

    def at(self, path: Iterable[Step]) -> "Node":
        """The node at the end of a path, or the deepest that there is on the way."""
        here = self
        for step in path:
            if step not in here.children:
                return here
            here = here.children[step]
        return here

    def text(self, key: str) -> str:
        """The text under a key, "" where there is none; a schema has said that it is text."""
        child = self.get(key)
        return "" if child is None else str(child.scalar)

    def day(self, key: str) -> date | None:
        """The date under a key, None where there is none; raises KitError for anything else."""
        child = self.get(key)
        if child is None:
            return None
        if isinstance(child.scalar, date):
            return child.scalar
        raise child.error(
            f"“{key}” is not a date.", instead="Write a date like 2026-04-01, without quotes."
        )

    def error(self, message: str, *, instead: str, key: str | None = None) -> KitError:
        """A fault at this node, or at one of its keys."""
        mark = self.keys.get(key, self.mark) if key else self.mark
        return KitError(mark.file, mark.line, message, instead)


def load(path: Path) -> Node:
    """Read one file. Raises the first KitError; `examine` gives them all."""
    node, faults = examine(path)
    if faults or node is None:
        raise faults[0]
    return node


def examine(path: Path) -> tuple[Node | None, tuple[KitError, ...]]:
    """Read one file with all its faults; the node is None where it could not be read at all."""
    try:
        text = _text(path)
        root = _compose(text, path)
    except KitError as fault:
        return None, (fault,)
    grower = _Grower(path)
    return grower.grow(root), tuple(grower.faults)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as gone:
        reason = gone.strerror or "it cannot be opened"
        raise KitError(path, 1, f"The file cannot be read: {reason}.", "Check its name.") from gone
    if len(content) > LARGEST:
        raise KitError(path, 1, "The file is larger than 1 MB.", "Split it into smaller files.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise KitError(
            path, line, "The file is not written in UTF-8.", "Save it again as UTF-8."
        ) from wrong
    _refuse_tabs(text, path)
    return text


def _refuse_tabs(text: str, path: Path) -> None:
    if "\t" in text:
        line = text[: text.index("\t")].count("\n") + 1
        raise KitError(path, line, "The line holds a tab.", "Write spaces instead of the tab.")


class _Composer(Composer, Resolver):
    """Composes nodes only; knows text, whole numbers, decimals, dates, true, false and null."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[attr-defined] # a loader's other half has it
        _refuse_tricks(event)
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Trick(event, "The lists stand too deep inside one another.", "Use fewer levels.")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


# "yes", "no", "on" and "off" stay text; so do 012, 1_000 and 12:30, which YAML 1.1 makes numbers.
for _word, _pattern, _starts in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,17})$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}$", "-0123456789"),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
):
    _tag = f"tag:yaml.org,2002:{_word}"
    _Composer.add_implicit_resolver(_tag, re.compile(_pattern), list(_starts))


class _Loader(_Composer, yaml.SafeLoader):
    """Reads with the library's own Python, in whose words a fault is known (_SPELLING)."""


class _SwiftLoader(_Composer, yaml.CSafeLoader):
    """Reads a sound file with libyaml, which is faster; of a fault it only says that it is."""

    def __init__(self, stream: str) -> None:
        yaml.CSafeLoader.__init__(self, stream)
        Composer.__init__(self)


class _Trick(Exception):
    def __init__(self, event: yaml.Event, message: str, instead: str) -> None:
        super().__init__(message)
        self.line = _line(event.start_mark)
        self.message = message
        self.instead = instead


def _line(mark: Any) -> int:  # Any: the library's marks are of two classes, typed as optional
    return int(mark.line) + 1


def _refuse_tricks(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Trick(
            event,
            "A kit has no & anchors and * aliases.",
            "Write the value out again, or put a text that starts with & or * in quotes.",
        )
    if getattr(event, "tag", None):
        raise _Trick(
            event, "A kit has no ! tags.", "Leave the tag away, or put the text in quotes."
        )


def _compose(text: str, path: Path) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=_SwiftLoader)
    except (_Trick, yaml.YAMLError):
        root = _composed_slowly(text, path)
    if root is None:
        raise KitError(path, 1, "The file is empty.", "Fill it, or delete it.")
    return root


def _composed_slowly(text: str, path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except _Trick as trick:
        raise KitError(path, trick.line, trick.message, trick.instead) from None
    except yaml.MarkedYAMLError as wrong:
        raise _spelled(wrong, path) from None
    except yaml.reader.ReaderError as wrong:
        line = text[: int(wrong.position)].count("\n") + 1
        raise KitError(
            path, line, "The line holds an unprintable character.", "Type the line again."
        ) from None


_SPELLING = (
    (
        "mapping values are not allowed",
        "A text with a colon in it looks like a second key.",
        'Put the text in quotes, as in title: "Part 1: the plan"; or give the key above its colon.',
    ),
    (
        "could not find expected ':'",
        "A key has no colon after it.",
        "Write it as key: value, with a space after the colon.",
    ),
    (
        "expected <block end>",
        "The line starts further left or right than its neighbours.",
        "Line it up with the lines that belong to the same list.",
    ),
    (
        "expected ',' or",
        "A list in brackets is not closed or lacks a comma.",
        "Write it as [one, two], or one item a line after “- ”.",
    ),
    (
        "unexpected end of stream",
        "A quotation mark is opened and never closed.",
        "Add the closing quotation mark.",
    ),
    (
        "cannot start any token",
        "A text starts with a sign that has a meaning of its own here.",
        'Put the text in quotes, as in note: "@home".',
    ),
    (
        "expected a single document",
        "The file holds a second document after ---.",
        "Put the second part into a file of its own.",
    ),
)


def _spelled(wrong: yaml.MarkedYAMLError, path: Path) -> KitError:
    # While it scans a word, the library knows where the word began: that line is the one to mend.
    scanning = (wrong.context or "").startswith("while scanning")
    mark = (wrong.context_mark if scanning else None) or wrong.problem_mark
    line = _line(mark) if mark else 1
    said = f"{wrong.context or ''} {wrong.problem or ''}"
    for problem, message, instead in _SPELLING:
        if problem in said:
            return KitError(path, line, message, instead)
    return KitError(
        path,
        line,
        "The line cannot be read as YAML.",
        "Compare it with the lines above: two spaces a level, “- ” before each item of a list.",
    )


class _Grower:
    """Turns composed nodes into ours and collects every fault on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[KitError] = []

    def grow(self, node: yaml.Node) -> Node:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            parts: dict[Step, Node] = {n: self.grow(part) for n, part in enumerate(node.value)}
            return Node(self._mark(node), list, children=MappingProxyType(parts))
        scalar = self._scalar(node)
        return Node(self._mark(node), type(scalar), scalar=scalar)

    def _mapping(self, node: yaml.MappingNode) -> Node:
        children: dict[Step, Node] = {}
        keys: dict[str, Mark] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, keys)
            if key is not None:
                keys[key] = self._mark(key_node)
                children[key] = self.grow(value_node)
        return Node(
            self._mark(node),
            dict,
            children=MappingProxyType(children),
            keys=MappingProxyType(keys),
        )

    def _key(self, node: yaml.Node, keys: Mapping[str, Mark]) -> str | None:
        line = _line(node.start_mark)
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            self._fault(line, "A key must be a word.", "Write it as key: value.")
            return None
        key = str(node.value)
        if key in keys:
            first = keys[key].line
            self._fault(line, f"“{key}” stands here and on line {first}.", "Keep one of the two.")
            return None
        return key

    def _scalar(self, node: yaml.Node) -> Scalar:
        text = str(node.value)
        kind = node.tag.rpartition(":")[2]
        if kind == "timestamp":
            return self._day(text, _line(node.start_mark))
        readers = {"null": lambda: None, "bool": lambda: text == "true"}
        numbers = {"int": lambda: int(text), "float": lambda: float(text)}
        return {**readers, **numbers}.get(kind, lambda: text)()

    def _day(self, text: str, line: int) -> Scalar:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._fault(
                line, f"{text} is not in the calendar.", "Write a real date like 2026-04-01."
            )
            return text

    def _mark(self, node: yaml.Node) -> Mark:
        return Mark(self.path, _line(node.start_mark), node.start_mark.column + 1)

    def _fault(self, line: int, message: str, instead: str) -> None:
        self.faults.append(KitError(self.path, line, message, instead))
