"""Printed lines joined to headings, paragraphs, items and tables, by how they stand and end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from village.figures.check.taking_in.headings import LARGER, LONGEST, hangs, level_of
from village.figures.check.taking_in.hyphens import Hyphens
from village.figures.check.taking_in.laying import Laying
from village.figures.check.taking_in.lines import Line

_BULLET: Final = re.compile(r"^[•●·▪◦‣∙■□➢✓\uf0b7\uf0a7]\s*")
_WEAK: Final = re.compile(r"^(?:[-*–—]|o|\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+(?=\S)")
_ENDED: Final = re.compile(r"[.!?:;][”’\")\]]*$")
_GOES_ON: Final = re.compile(r"^[^\W\d_A-Z]|^[,;()%]")
_IN_BRACKET: Final = re.compile(r"\([^()]{1,60}$")
MANY = 3  # short lines in a run
_NEAR = 3  # lines before and after, by whose length a line is short or full
_FULL, _FITS = 0.7, 0.75  # of the longest line near


@dataclass
class _Piece:
    """Lines that belong together. mark: the bullet's, which is no part of the text."""

    lines: list[Line] = field(default_factory=list)
    mark: int = 0
    is_item: bool = False
    cells: bool = False


def lay(lines: Sequence[Line], laying: Laying) -> None:
    """Lay the blocks that the lines make."""
    hyphens = Hyphens.of(one.text for one in lines)
    widths = _widths(lines)
    pieces = list(_pieces(lines, widths))
    for piece, level in zip(pieces, _levels(pieces), strict=True):
        _lay(piece, level, laying, hyphens)


def _levels(pieces: Sequence[_Piece]) -> list[int]:
    """By piece, its level as a heading, or 0.

    Many short lines one under another are names and roles, or the words of a chart: of a run only
    the last may be a heading, unless the size of its letters says so.
    """
    levels = [_level(one) for one in pieces]
    for at in range(len(pieces) - 1):
        if pieces[at].is_item and pieces[at + 1].is_item:
            levels[at : at + 2] = 0, 0  # a list, not headings with numbers
    start = 0
    for at in range(len(pieces) + 1):
        if at < len(pieces) and levels[at] and pieces[at].lines[0].size < LARGER:
            continue
        if at - start >= MANY:
            last = at < len(pieces) and not levels[at] and len(pieces[at].lines[0].text) > LONGEST
            levels[start:at] = [0] * (at - start - last) + levels[at - last : at]
        start = at + 1
    return levels


def _widths(lines: Sequence[Line]) -> list[int]:
    """By line, how long the longest of the lines near it is."""
    lengths = [len(one.text) for one in lines]
    return [max(lengths[max(0, at - _NEAR) : at + _NEAR + 1]) for at in range(len(lengths))]


def _level(piece: _Piece) -> int:
    first = piece.lines[0]
    if piece.cells or (piece.is_item and not first.text[0].isdigit()):
        return 0
    return level_of(*piece.lines)


def _pieces(lines: Sequence[Line], widths: Sequence[int]) -> Iterator[_Piece]:
    piece = _Piece()
    in_table = _tables(lines)
    for at, one in enumerate(lines):
        last = piece.lines[-1] if piece.lines else None
        joins = last is not None and (
            piece.cells == in_table[at] and (one.above < 2 and len(last.cells) == len(one.cells))
            if in_table[at] or piece.cells
            else _joins(piece, last, one, widths[at - 1])
        )
        if not joins:
            if piece.lines:
                yield piece
            piece = _begun(one, last, piece.is_item, cells=in_table[at])
        else:
            piece.lines.append(one)
    if piece.lines:
        yield piece


def _begun(one: Line, last: Line | None, in_list: bool, *, cells: bool) -> _Piece:
    mark = None if cells else _bullet(one, last, in_list)
    return _Piece([one], mark.end() if mark else 0, mark is not None, cells)


def _bullet(one: Line, last: Line | None, in_list: bool) -> "re.Match[str] | None":
    """A bullet that is one wherever it stands, or a dash or a number where a list may begin."""
    if strong := _BULLET.match(one.text):
        return strong
    may_begin = last is None or in_list or one.above or _ENDED.search(last.text)
    return _WEAK.match(one.text) if may_begin or len(last.text if last else "") < 50 else None


def _joins(piece: _Piece, last: Line, one: Line, width: int) -> bool:
    """Whether a line goes on with the sentence or the paragraph of the line before it."""
    if len(piece.lines) == 1 and piece.mark and piece.mark >= len(last.text):
        return True  # a bullet on a line of its own
    if _IN_BRACKET.search(last.text) and one.page == last.page and not one.above:
        return True
    if _bullet(one, last, piece.is_item) or _stands_apart(piece, last, one):
        return False
    if one.page != last.page or one.above:
        return one.above < 2 and not _ENDED.search(last.text) and _runs_over(last, one, width)
    if _GOES_ON.match(one.text) or hangs(last.text):
        return True
    fits = len(last.text) + 1 + len(one.text.split(" ", 1)[0]) <= _FITS * width
    return not fits


def _stands_apart(piece: _Piece, last: Line, one: Line) -> bool:
    """Whether one of the two is a heading or a row of a table, or their letters differ in size."""
    if abs(last.size - one.size) > 0.1:
        return True
    is_heading = len(piece.lines) == 1 and level_of(last) > 0
    return (is_heading or last.is_row or one.is_row) and not _GOES_ON.match(one.text)


def _runs_over(last: Line, one: Line, width: int) -> bool:
    """Whether a sentence runs over an empty line or a page's end: letters are small after it, or
    the line is full and was broken by a program."""
    if _GOES_ON.match(one.text) or hangs(last.text):
        return True
    return last.runs_on and one.page == last.page and len(last.text) >= _FULL * width


def _tables(lines: Sequence[Line]) -> list[bool]:
    """By line, whether it is a row: some in a run with as many cells, with numbers in half of them.

    Names with an amount must be three or more: two lines of prose may each end with a number.
    """
    found = [False] * len(lines)
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and len(lines[at].cells) == len(lines[start].cells):
            continue
        run = lines[start:at]
        least = 2 if all(one.is_row for one in run) else 3
        if len(run) >= least and len(run[0].cells) > 1 and _numeric(run):
            found[start:at] = [True] * len(run)
        start = at
    return found


def _numeric(run: Sequence[Line]) -> bool:
    cells = [cell for one in run for cell in one.cells[1:]]
    return 2 * sum(any(map(str.isdigit, cell)) for cell in cells) >= len(cells)


def _lay(piece: _Piece, level: int, laying: Laying, hyphens: Hyphens) -> None:
    first = piece.lines[0]
    if piece.cells:
        laying.table((one.cells for one in piece.lines), line=first.number, page=first.page)
        return
    text, offsets = hyphens.joined(piece.lines, skip=0 if level else piece.mark)
    if level:
        laying.heading(text, level=level, line=first.number, page=first.page, lines=offsets)
    elif piece.is_item:
        laying.item(text, line=first.number, page=first.page, lines=offsets)
    else:
        laying.paragraph(text, line=first.number, page=first.page, lines=offsets)
