"""Finds headings with nothing under them, and sentences that announce something and then stop."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from village.figures.check.document import Block, BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read

KIND: Final = "nothing follows"
LEAST_BODY: Final = 12
_HANGS: Final = re.compile(r"(?i)\b(?:from|including|include|of|with|by|are|were|for|was|is|in):$")
_NEXT_SECTION: Final = (BlockKind.HEADING, BlockKind.PARAGRAPH)
SHORTEST_SENTENCE: Final = 4
"""Words: a shorter one with a colon is a label of a form, such as “Signed:”."""


def found(read: Read) -> Iterator[Finding]:
    """Headings alone are told where the document itself says which ones stand above which."""
    blocks = read.document.blocks
    levels = {block.level for block in read.document.of_kind(BlockKind.HEADING)}
    body = next((n for n, b in enumerate(blocks) if b.kind is not BlockKind.HEADING), len(blocks))
    above = 0
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        above = block.level or above
        told = above if len(levels) > 1 else 0
        if _announces(block) and (
            _stops(block, after, above=told) or _breaks_off(block, blocks[number + 1 : number + 3])
        ):
            yield _finding(block, "This announces something, and nothing follows it.")
        elif len(levels) > 1 and number >= body and _is_empty(block, after):
            yield _finding(block, "Nothing that can be read stands under this heading.")


def _announces(block: Block) -> bool:
    is_text = block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    return is_text and block.text.endswith(":") and len(block.text.split()) >= SHORTEST_SENTENCE


def _stops(block: Block, after: Block | None, *, above: int) -> bool:
    """What was announced may stand under headings of its own, below the one above."""
    if after is None or after.kind is not BlockKind.HEADING:
        return after is None
    return after.level <= above or after.place.page != block.place.page


def _breaks_off(block: Block, after: Sequence[Block]) -> bool:
    """Whether it stops in the middle of a phrase, and what follows is a section of its own."""
    if not _HANGS.search(block.text) or [b.kind for b in after] != [*_NEXT_SECTION]:
        return False
    heading, body = after
    return not heading.text.endswith(":") and len(body.text.split()) >= LEAST_BODY


def _is_empty(block: Block, after: Block | None) -> bool:
    if block.kind is not BlockKind.HEADING:
        return False
    return after is None or (after.kind is BlockKind.HEADING and after.level <= block.level)


def _finding(block: Block, says: str) -> Finding:
    return Finding(
        KIND,
        Verdict.TIDY,
        Quote(block.text, block.place),
        says,
        consistent="what was to stand here, in words if it is a picture, or no heading",
    )
