"""Reads a workbook (.xlsx) with the standard library alone, one row at a time.

Not by a spreadsheet library: those build each row as a tree before anyone may look at its width,
keep a leaf of each row to the end, and walk every sheet to learn its size.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Final
from zipfile import ZipFile

from village.engine.errors import EngineError, Unreadable
from village.engine.intake.csv_records import Record
from village.engine.intake.workbook_parts import (
    Sheet,
    Style,
    read_sheets,
    read_strings,
    read_styles,
)
from village.engine.intake.workbook_sheet import stream_rows
from village.engine.intake.workbook_zip import inspect_zip
from village.engine.specs.tables import Cell
from village.engine.specs.tables_values import plain

MOST_SHEETS: Final = 255


@dataclass(frozen=True, slots=True)
class Workbook:
    """An inspected workbook: its sheets, its texts and which of its styles are dates."""

    name: str
    archive: ZipFile = field(repr=False)
    sheets: tuple[Sheet, ...]
    strings: Sequence[str] = field(repr=False)
    styles: Sequence[Style] = field(repr=False)
    from_1904: bool


@dataclass(frozen=True, slots=True)
class _Opened:
    name: str
    archive: ZipFile


def inspect(stream: BinaryIO, *, name: str) -> Workbook:
    """Look the archive over and read all but the sheets.

    Raises Hostile (bombs, macros, document types, links in the zip) and Unreadable.
    """
    opened = _Opened(name, inspect_zip(stream, name=name))
    sheets, from_1904, main = read_sheets(opened)
    if len(sheets) > MOST_SHEETS:
        raise _too_many_sheets(name)
    return Workbook(
        name,
        opened.archive,
        sheets,
        read_strings(opened, main),
        read_styles(opened, main),
        from_1904,
    )


def records(book: Workbook, sheet: Sheet, *, takes_formulas: bool = False) -> Iterator[Record]:
    """The rows of one sheet that hold a value. Raises Unreadable for a formula, unless taken."""
    return stream_rows(
        book,
        sheet,
        strings=book.strings,
        styles=book.styles,
        from_1904=book.from_1904,
        takes_formulas=takes_formulas,
    )


def choose(
    book: Workbook,
    *,
    titles: Sequence[str],
    score: Callable[[Sequence[Cell]], int],
    head: int,
) -> tuple[Sheet, str]:
    """The sheet to read and what to tell of it: the one so titled, else the only one that fits.

    score: how many known column names a row holds. head: rows to look at. Hidden sheets are left
    alone. Raises Unreadable where two sheets fit equally.
    """
    seen = [sheet for sheet in book.sheets if not sheet.hidden]
    if not seen:
        raise Unreadable(
            "Every sheet of the workbook is hidden.",
            where=book.name,
            mend="Show the sheet with the rows, save the workbook, and send it again.",
        )
    wanted = {plain(title) for title in titles}
    called = [sheet for sheet in seen if plain(sheet.title) in wanted]
    concealed = [sheet for sheet in book.sheets if sheet.hidden and plain(sheet.title) in wanted]
    if concealed and not called:
        raise _hidden(concealed[0], name=book.name)
    if len(called) == 1 or len(seen) == 1:
        sheet = (called or seen)[0]
        return sheet, _told(book, sheet)
    sheet = _fitting(book, called or seen, title=titles[0], score=score, head=head)
    return sheet, _told(book, sheet)


def _fitting(
    book: Workbook,
    sheets: Sequence[Sheet],
    *,
    title: str,
    score: Callable[[Sequence[Cell]], int],
    head: int,
) -> Sheet:
    scores = [_best(book, sheet, score=score, head=head) for sheet in sheets]
    best = max(scores)
    if best > 1 and scores.count(best) > 1:
        both = [f"“{s.title}”" for s, worth in zip(sheets, scores, strict=True) if worth == best]
        raise Unreadable(
            f"More than one sheet holds these columns: {', '.join(both[:10])}.",
            where=book.name,
            mend=f"Put all rows on one sheet, and call it “{title}”.",
        )
    return sheets[scores.index(best)]


def _best(
    book: Workbook, sheet: Sheet, *, score: Callable[[Sequence[Cell]], int], head: int
) -> int:
    """How many known names the best of a sheet's first rows holds; a sheet of formulas, none."""
    try:
        rows = list(islice(records(book, sheet), head))
    except Unreadable:
        return 0
    return max((score(row.cells) for row in rows), default=0)


def _told(book: Workbook, sheet: Sheet) -> str:
    others = len(book.sheets) - 1
    if not others:
        return ""
    noun = "the other sheet was" if others == 1 else f"the other {others} sheets were"
    return f"The sheet “{sheet.title}” was read; {noun} not."


def _hidden(sheet: Sheet, *, name: str) -> EngineError:
    return Unreadable(
        f"The sheet “{sheet.title}” is hidden, and what is hidden is not read.",
        where=name,
        mend="Right-click a sheet’s name, choose Unhide, save the workbook, and send it again.",
    )


def _too_many_sheets(name: str) -> EngineError:
    return Unreadable(
        f"The workbook has more than {MOST_SHEETS} sheets.",
        where=name,
        mend="Copy the sheet with the rows into a new workbook, and send that.",
    )
