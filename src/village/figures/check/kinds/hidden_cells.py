"""Finds hidden numbers of a table that the total and the numbers beside them give away."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from village.figures.check.document import Block, BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.check.whom import CHILDREN, WORDS, counted

KIND: Final = "hidden number"
_HIDDEN: Final = re.compile(
    r"(?i)(?:\*|\[?[cxz]\]?|\.\.|suppressed|withheld|<\s?\d+|(?:fewer|less) than \w+|under \w+)"
)
_TOTAL: Final = re.compile(r"(?i)\b(?:total|all)\b")
_WHOLE: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_OF: Final = re.compile(
    rf"(?i)^(?:of|among) (?:the |these |all )?(\d[\d,]*) (?:\w+ ){{0,2}}?{CHILDREN}\b"
)
_FEWER: Final = re.compile(r"(?i)\b(?:fewer|less) than (\w+)\b")
_NO_COUNT: Final = re.compile(r"\(?\d+(?:\.\d+)?%\)?|\b(?:19|20)\d\d\b")
FEWEST_OTHERS: Final = 1
Cells = tuple[str, ...]


def found(read: Read) -> Iterator[Finding]:
    for block in read.document.of_kind(BlockKind.TABLE):
        yield from _given_away(block, block.rows)
        yield from _given_away(block, tuple(zip_longest(*block.rows, fillvalue="")))
    for sentence in read.sentences:
        if arithmetic := _said_away(sentence.text):
            yield Finding(
                KIND,
                Verdict.IDENTIFIES,
                sentence.quote,
                "One number is held back here, and the others give it away.",
                arithmetic=arithmetic,
                consistent="a second number held back, or no total",
            )


def _said_away(text: str) -> str:
    """“Of 44 girls, 40 were known and fewer than six were not”: what is left, or “”."""
    whole, held = _OF.search(text), [*_FEWER.finditer(text)]
    if not whole or len(held) != 1:
        return ""
    rest = _NO_COUNT.sub(" ", text[: held[0].start()] + text[held[0].end() :])[whole.end() :]
    shown = [int(number) for number in _WHOLE.findall(rest)]
    left = int(whole[1].replace(",", "")) - sum(shown)
    is_it = bool(shown) and 0 < left < (_limit(held[0][1]))
    return f"{whole[1]} - {' - '.join(map(str, shown))} = {left}" if is_it else ""


def _limit(word: str) -> int:
    return counted(word) if word.isdigit() or word.lower() in WORDS else 0


def _given_away(block: Block, rows: tuple[Cells, ...]) -> Iterator[Finding]:
    """Lines of cells, each a name and then its parts, whose total the header names."""
    header = rows[0] if rows else ()
    totals = [n for n, name in enumerate(header) if n and _TOTAL.search(name)]
    if len(totals) != 1:
        return
    for row in rows[1:]:
        cells = [cell for n, cell in enumerate(row) if n and n != totals[0]]
        if arithmetic := _subtracted(row[totals[0]], cells):
            yield Finding(
                KIND,
                Verdict.IDENTIFIES,
                Quote(" | ".join(row), block.place),
                f"“{row[0]}” hides one number, and its total gives it away.",
                arithmetic=arithmetic,
                consistent="a second number hidden in the same line, or no total",
            )


def _subtracted(total: str, cells: list[str]) -> str:
    hidden = [cell for cell in cells if _HIDDEN.fullmatch(cell)]
    shown = [int(c.replace(",", "")) for c in cells if _WHOLE.fullmatch(c)]
    is_one = len(hidden) == 1 and len(shown) == len(cells) - 1 >= FEWEST_OTHERS
    if not is_one or not _WHOLE.fullmatch(total):
        return ""
    whole = int(total.replace(",", ""))
    rest = whole - sum(shown)
    return f"{whole} - {' - '.join(map(str, shown))} = {rest}" if rest >= 0 else ""
