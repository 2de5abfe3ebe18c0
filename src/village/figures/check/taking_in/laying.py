"""Lays blocks one after another, each under the heading that stands above it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from village.figures.check.document import Block, BlockKind
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.faults import Untaken
from village.figures.check.taking_in.letters import clean
from village.figures.claims import Place

_AMOUNT: Final = re.compile(r"(?!(?:19|20)\d\d$)[£(]?\d[\d,]*(?:\.\d+)?[%)]?")
Lines = tuple[tuple[int, int], ...]


@dataclass
class Laying:
    """Blocks as they come. name: of the file, for a message."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    _section: str = ""
    _signs: int = 0

    @property
    def next_number(self) -> int:
        """The number of the next block, which forms without printed lines have for a line."""
        return len(self.blocks) + 1

    def heading(
        self, text: str, *, level: int, line: int, page: int | None = None, lines: Lines = ()
    ) -> None:
        if text := clean(text):
            self._section = text
            self._lay(BlockKind.HEADING, text, page, line, level=min(max(level, 1), 9), lines=lines)

    def paragraph(
        self, text: str, *, line: int, page: int | None = None, lines: Lines = ()
    ) -> None:
        if text := clean(text):
            self._lay(BlockKind.PARAGRAPH, text, page, line, lines=lines)

    def item(self, text: str, *, line: int, page: int | None = None, lines: Lines = ()) -> None:
        if text := clean(text):
            self._lay(BlockKind.ITEM, text, page, line, lines=lines)

    def table(
        self,
        rows: Iterable[Sequence[str]],
        *,
        line: int,
        page: int | None = None,
        caption: str = "",
    ) -> None:
        """Rows of any length; a table of empty cells is none. Where the first row holds amounts
        already, an empty header is laid above it."""
        filled, width = [], 0
        for count, row in enumerate(rows, 1):
            width = max(width, len(row))
            if width * count > limits.CELLS:
                raise too_long(self.name)
            if any(cleaned := [clean(cell) for cell in row]):
                filled.append(cleaned)
        if filled:
            even = tuple(tuple(row) + ("",) * (width - len(row)) for row in filled)
            if all(map(_AMOUNT.fullmatch, even[0][1:])) and width > 1:
                even = (("",) * width, *even)
            self._lay(BlockKind.TABLE, clean(caption), page, line, rows=even)

    def _lay(
        self,
        kind: BlockKind,
        text: str,
        page: int | None,
        line: int,
        *,
        level: int = 0,
        rows: tuple[tuple[str, ...], ...] = (),
        lines: Lines = (),
    ) -> None:
        self._signs += len(text) + sum(len(cell) for row in rows for cell in row)
        if self._signs > limits.SIGNS or len(self.blocks) == limits.BLOCKS:
            raise too_long(self.name)
        place = Place(page, line, "" if kind is BlockKind.HEADING else self._section)
        self.blocks.append(Block(kind, text, place, level, rows, lines))


def too_long(name: str) -> Untaken:
    return Untaken(
        f"The report is longer than {limits.SIGNS:,} signs of text or {limits.PAGES} pages, or has"
        f" more than {limits.BLOCKS:,} paragraphs or {limits.LINES:,} lines.",
        where=name,
        mend="Check it in parts.",
    )
