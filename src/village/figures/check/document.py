"""A document as blocks in reading order, whatever form it came in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

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
        line = max((n for begins, n in self.lines if begins <= offset), default=self.place.line)
        return Place(self.place.page, line, self.place.section)


@dataclass(frozen=True, slots=True)
class Document:
    """claims: of a file of claims, as a person wrote them. pictures: pages without any text.
    pages: how many, None for forms without pages."""

    name: str
    form: str
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    pages: int | None = None
    pictures: tuple[int, ...] = ()

    def of_kind(self, *kinds: BlockKind) -> Iterator[Block]:
        return (block for block in self.blocks if block.kind in kinds)
