"""Documents for tests, written as a person would type them.

`# ` opens a heading, `- ` an item, `| a | b |` a row of a table, `--- page ---` the next page; all
else is a paragraph. Blank lines part blocks; lines that follow one another are one paragraph.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from textwrap import dedent
from typing import NamedTuple

from village.figures.check.document import Block, BlockKind, Document
from village.figures.check.read import Read
from village.figures.check.sentences import sentences
from village.figures.check.ties import Ties
from village.figures.claims import Place

TODAY = date(2026, 7, 15)
PAGE = "--- page ---"


class Line(NamedTuple):
    page: int | None
    number: int
    text: str
    block: int


def document(text: str) -> Document:
    """The first line is line 1."""
    lines = list(_lines(dedent(text).strip("\n")))
    pages = 1 + text.count(PAGE) if PAGE in text else None
    return Document("made-up.md", "Markdown", tuple(_blocks(lines)), pages=pages)


def read(text: str, *, today: date = TODAY) -> Read:
    """A document without numbers taken out of it, as the kinds for words look at it."""
    one = document(text)
    return Read(one, sentences(one), claims=(), ties=Ties(), today=today)


def _lines(text: str) -> Iterator[Line]:
    page, block, before = (1 if PAGE in text else None), 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        one = line.strip()
        page = page + 1 if one == PAGE and page else page
        block += _opens(one, before=before)
        before = one
        if one and one != PAGE:
            yield Line(page, number, one, block)


def _opens(line: str, *, before: str) -> bool:
    """Whether a line cannot go on with the block before it."""
    in_table = line.startswith("|") == before.startswith("|")
    return (
        line in {"", PAGE} or line.startswith(("#", "- ")) or before.startswith("#") or not in_table
    )


def _blocks(lines: list[Line]) -> Iterator[Block]:
    section = ""
    for _, group in groupby(lines, key=lambda line: line.block):
        block = _block(list(group), section=section)
        section = block.text if block.kind is BlockKind.HEADING else section
        yield block


def _block(lines: list[Line], *, section: str) -> Block:
    first = lines[0]
    place = Place(first.page, first.number, section)
    if first.text.startswith("|"):
        rows = (tuple(c.strip() for c in line.text.strip("|").split("|")) for line in lines)
        return Block(BlockKind.TABLE, "", place, rows=tuple(r for r in rows if r[0].strip("-")))
    marks = re.match(r"#+", first.text)
    level = len(marks[0]) if marks else 0
    kind = BlockKind.ITEM if first.text.startswith("- ") else BlockKind.PARAGRAPH
    text, begins = "", []
    for line in lines:
        text += " " if text else ""
        begins.append((len(text), line.number))
        text += (
            line.text.lstrip("#- ")
            if line is first and (level or kind is BlockKind.ITEM)
            else line.text
        )
    return Block(BlockKind.HEADING if level else kind, text, place, level, lines=tuple(begins))
