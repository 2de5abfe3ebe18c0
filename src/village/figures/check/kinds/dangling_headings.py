"""Finds headings with nothing under them, and sentences that announce something and then stop."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from village.figures.check.document import Block, BlockKind, Document
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read

KIND: Final = "nothing follows"
GUESSED: Final = frozenset({"PDF", "plain text"})
"""Forms whose headings are told by how they look, and a picture under them by nothing."""
LEAST_BODY: Final = 12
_HANGS: Final = re.compile(r"(?i)\b(?:from|including|include|of|with|by|are|were|for|was|is|in):$")
_NEXT_SECTION: Final = (BlockKind.HEADING, BlockKind.PARAGRAPH)
SHORTEST_SENTENCE: Final = 4
"""Words: a shorter one with a colon is a label of a form, such as “Signed:”."""


def found(read: Read) -> Iterator[Finding]:
    """Headings alone are told where the document itself says which ones stand above which."""
    blocks = read.document.blocks
    has_levels = _has_levels(read.document)
    body = next((n for n, b in enumerate(blocks) if b.kind is not BlockKind.HEADING), len(blocks))
    above = 0
    for number, block in enumerate(blocks):
        after = blocks[number + 1 : number + 3]
        above = block.level or above
        is_cut = _stops(block, after, above=above) if has_levels else _breaks_off(block, after)
        if _announces(block) and (is_cut or not after):
            yield _finding(block, "This announces something, and nothing follows it.")
        elif has_levels and number >= body and _is_empty(block, after):
            yield _finding(block, "Nothing that can be read stands under this heading.")


def _has_levels(document: Document) -> bool:
    """Whether headings are marked as such, with levels that somebody uses."""
    levels = {block.level for block in document.of_kind(BlockKind.HEADING)}
    return document.form not in GUESSED and len(levels) > 1


def _announces(block: Block) -> bool:
    is_text = block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    return is_text and block.text.endswith(":") and len(block.text.split()) >= SHORTEST_SENTENCE


def _stops(block: Block, after: Sequence[Block], *, above: int) -> bool:
    """What was announced may stand under headings of its own, below the one above."""
    is_next = _breaks_off(block, after) or (bool(after) and after[0].level <= above)
    return is_next and after[0].kind is BlockKind.HEADING


def _breaks_off(block: Block, after: Sequence[Block]) -> bool:
    """Whether it stops in the middle of a phrase, and what follows is a section of its own."""
    if not _HANGS.search(block.text) or [b.kind for b in after] != [*_NEXT_SECTION]:
        return False
    heading, body = after
    return not heading.text.endswith(":") and len(body.text.split()) >= LEAST_BODY


def _is_empty(block: Block, after: Sequence[Block]) -> bool:
    if block.kind is not BlockKind.HEADING:
        return False
    return not after or (after[0].kind is BlockKind.HEADING and after[0].level <= block.level)


def _finding(block: Block, says: str) -> Finding:
    return Finding(
        KIND,
        Verdict.TIDY,
        Quote(block.text, block.place),
        says,
        consistent="what was to stand here, in words if it is a picture, or no heading",
    )
