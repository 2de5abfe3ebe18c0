"""Reads every sheet of a spreadsheet as it stands; a person says later what its columns are."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from village.engine.errors import EngineError, Hostile, Unreadable
from village.engine.intake import workbook
from village.engine.intake.csv_encoding import find_encoding
from village.engine.intake.csv_records import Record, find_delimiter, records
from village.engine.intake.received import Received, not_one_file
from village.engine.specs.tables import Cell
from village.engine.specs.tables_values import shown

MOST_ROWS: Final = 20_000
"""Rows that hold something, of all sheets together."""
MOST_CELLS: Final = 120_000
MOST_LETTERS: Final = 4_000_000
"""Of all cells together; a page holds them in memory while somebody looks."""
MOST_SHEETS: Final = 40


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that holds something. number: as a spreadsheet shows it, from 1."""

    sheet: str
    number: int
    texts: tuple[str, ...] = field(repr=False)


def sheet_rows(received: Received) -> Iterator[SheetRow]:
    """Every row that holds something, sheet by sheet; of a formula, what it came to.

    A CSV is one sheet without a name. Hidden sheets are left alone. Raises Unreadable (what the
    file is, or that it holds nothing) and Hostile (bombs, macros, more than a person can look at).
    """
    rows = cells = letters = 0
    for row in _rows(received):
        rows, cells = rows + 1, cells + len(row.texts)
        letters += sum(map(len, row.texts))
        if rows > MOST_ROWS or cells > MOST_CELLS or letters > MOST_LETTERS:
            raise _too_much(received.name)
        yield row
    if not rows:
        raise Unreadable(
            "The file holds no row.", where=received.name, mend="Choose the file with the rows."
        )


def _rows(received: Received) -> Iterator[SheetRow]:
    if received.kind == "csv":
        yield from _csv_rows(received)
    elif received.kind == "xlsx":
        yield from _workbook_rows(received)
    elif received.kind == "zip":
        raise not_one_file(received.name)
    else:
        raise Unreadable(
            "The file is XML, not a spreadsheet.",
            where=received.name,
            mend="Save it as CSV or as Excel workbook (.xlsx), and bring that.",
        )


def _csv_rows(received: Received) -> Iterator[SheetRow]:
    name = received.name
    codec = find_encoding(received.open(), name=name).codec
    delimiter = find_delimiter(received.open(), codec=codec, name=name, score=len)
    for record in records(received.open(), codec=codec, delimiter=delimiter, name=name):
        yield _row("", record)


def _workbook_rows(received: Received) -> Iterator[SheetRow]:
    book = workbook.inspect(received.open(), name=received.name)
    seen = [sheet for sheet in book.sheets if not sheet.hidden]
    if len(seen) > MOST_SHEETS:
        raise Unreadable(
            f"The workbook has {len(seen)} sheets; at most {MOST_SHEETS} are looked at together.",
            where=received.name,
            mend="Copy the sheets that you want to bring into a workbook of their own.",
        )
    for sheet in seen:
        for record in workbook.records(book, sheet, takes_formulas=True):
            yield _row(sheet.title, record)


def _row(sheet: str, record: Record) -> SheetRow:
    return SheetRow(sheet, record.number, tuple(_text(cell) for cell in record.cells))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    text = cell if isinstance(cell, str) else shown(cell)
    return " ".join("".join(sign for sign in text if not _is_unseen(sign)).split())


def _is_unseen(sign: str) -> bool:
    """Controls, marks of direction and halves of letters: nobody sees them, and some do harm."""
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not sign.isspace()


def _too_much(name: str) -> EngineError:
    return Hostile(
        f"The file holds more than {MOST_ROWS:,} rows, {MOST_CELLS:,} cells or {MOST_LETTERS:,} "
        "letters.",
        where=name,
        mend="Delete the sheets and rows that you do not want to bring, or bring a part at a time.",
    )
