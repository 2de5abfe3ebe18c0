"""A document as blocks in reading order, whatever form it came in."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter

from village.figures.claims import Claim, Place


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """text: whole, with single spaces; of a table its caption, or “”. level: of a heading, from 1.
    rows: of a table, the first one its header, each of equal length. lines: where each line of the
    text begins (offset in it, line number), for forms with lines."""

    kind: BlockKind
    text: str
    place: Place
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    def at(self, offset: int) -> Place:
        """Where a character of the text stands."""
        after = bisect_right(self.lines, offset, key=itemgetter(0))
        line = self.lines[after - 1][1] if after else self.place.line
        return Place(self.place.page, line, self.place.section)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a person wrote beside a claim of a file: how it belongs to others of the same file.

    split: by what its whole is told apart; parts of one split shut each other out. all_parts: all
    its parts stand in the file. same: the key of a claim that says the same number elsewhere.
    whose: the key of the claim that counts the people of these events. between: the keys of the two
    claims that it is the difference of. first, last: the days that a period begins and ends.
    """

    split: str = ""
    all_parts: bool = False
    same: str = ""
    whose: str = ""
    between: tuple[str, str] | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A passage that may say who a child is, without its words: where, and which rule finds it."""

    key: str
    rule: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """claims: of a file of claims, as a person wrote them; beside: what else is said of each, by
    its key; held_back: passages that the file names and does not repeat. pictures: pages without
    any text. pages: how many, None for forms without pages."""

    name: str
    form: str
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    pages: int | None = None
    pictures: tuple[int, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)
    held_back: tuple[HeldBack, ...] = ()

    def of_kind(self, *kinds: BlockKind) -> Iterator[Block]:
        return (block for block in self.blocks if block.kind in kinds)
