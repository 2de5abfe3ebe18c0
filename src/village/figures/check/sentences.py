"""The sentences of a document, each with where it stands and which block it is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from village.figures.check.document import Block, BlockKind, Document
from village.figures.check.findings import Quote
from village.figures.claims import Place

_ENDS: Final = re.compile(r"(?<=[.!?])[”’\")\]]?\s+(?=[“‘\"(\[]?[A-Z0-9£•])")
_SHORTENED: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|Mr|Mrs|Ms|Dr|St|No|nos?|p|pp|cf|al)|\b[A-Z])\.$"
)
LONGEST: Final = 2_000
"""Characters of a sentence."""
LONGEST_QUOTE: Final = 300


@dataclass(frozen=True, slots=True)
class Sentence:
    """text: of one sentence, one item or one row of a table, with single spaces. block: its number
    in the document. start: of the sentence in the block's text, 0 for rows."""

    text: str
    place: Place
    block: int
    kind: BlockKind
    start: int = 0

    @property
    def quote(self) -> Quote:
        """As a finding shows it: whole, or cut with an ellipsis."""
        text = self.text
        return Quote(text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…", self.place)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence, heading and row in reading order."""
    return tuple(
        one for number, block in enumerate(document.blocks) for one in _of_block(number, block)
    )


def _of_block(number: int, block: Block) -> Iterator[Sentence]:
    if block.kind is BlockKind.TABLE:
        if block.text:
            yield Sentence(block.text, block.place, number, BlockKind.PARAGRAPH)
        for row in block.rows:
            yield Sentence(" | ".join(row), block.place, number, BlockKind.TABLE)
        return
    for start, text in _split(block.text):
        yield Sentence(text, block.at(start), number, block.kind, start)


def _split(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _ENDS.finditer(text):
        if _SHORTENED.search(text[start : end.start()]):
            continue
        yield from _cut(text[start : end.start()], start)
        start = end.end()
    yield from _cut(text[start:], start)


def _cut(text: str, start: int) -> Iterator[tuple[int, str]]:
    """What no writer ends is read in lengths, so that its reading takes no square of the time."""
    while len(text) > LONGEST:
        until = text.rfind(" ", 1, LONGEST) if " " in text[1:LONGEST] else LONGEST
        yield start, text[:until].strip()
        text, start = text[until:], start + until
    if rest := text.strip():
        yield start, rest
