"""Streams the rows of one sheet: only cells that hold something, whatever size it claims."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from village.engine.errors import EngineError, Unreadable
from village.engine.intake.csv_records import Record
from village.engine.intake.tables_headers import MOST_COLUMNS, letters
from village.engine.intake.workbook_parts import Parts, Sheet, Style, relations, unescaped
from village.engine.intake.workbook_xml import parse
from village.engine.intake.workbook_zip import damage_named, damaged
from village.engine.specs.tables import Cell

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
LONGEST_CELL: Final = 32_767
"""Excel's own limits. Source: Microsoft, Excel specifications and limits."""

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 — a sheet knows no time zone
_DAYS_TO_1904: Final = 1462
_LEAP_THAT_NEVER_WAS: Final = 60
_WHOLE_DAY: Final = 86_400


def place_named(place: str) -> tuple[int, int] | None:
    """The row, from 1, and the column, from 0, of a cell such as C12; None of what names none."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return None
    column = 0
    for sign in found[1]:
        column = column * 26 + ord(sign) - 64
    return int(found[2]), column - 1


def stream_rows(
    parts: Parts,
    sheet: Sheet,
    *,
    strings: Sequence[str],
    styles: Sequence[Style],
    from_1904: bool,
    takes_formulas: bool = False,
) -> Iterator[Record]:
    """Every row with a value in it, as wide as its last value.

    takes_formulas: read what a formula came to when the workbook was saved. Raises Unreadable for
    a formula otherwise (naming its cell), a value far to the right, and damage.
    """
    relations(parts, sheet.part)
    reading = _Reading(strings, styles, from_1904=from_1904)
    heard = _Rows(parts.name, sheet.title, reading, takes_formulas=takes_formulas)
    with damage_named(parts.name), parts.archive.open(sheet.part) as stream:
        for _ in parse(stream, heard, name=parts.name, part=sheet.part):
            ready, heard.ready = heard.ready, []
            yield from ready


class _Rows:
    """Collects the rows of a sheet as its elements go by."""

    def __init__(self, name: str, title: str, reading: "_Reading", *, takes_formulas: bool) -> None:
        self._takes_formulas = takes_formulas
        self._where = f"{name}, sheet “{title}”"
        self._name = name
        self._reading = reading
        self._row = self._column = 0
        self._cells: dict[int, Cell] = {}
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._length = 0
        self._inside = self._aside = False
        self.ready: list[Record] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in {"v", "t"}:
            self._inside = not self._aside
        elif tag == "row":
            self._begin_row(attributes.get("r"))
        elif tag == "f" and not self._takes_formulas:
            raise self._formula()
        elif tag == "rPh":
            self._aside = True

    def text(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise damaged(self._name)
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._inside = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._aside = False

    def _begin_row(self, number: str | None) -> None:
        row = int(number) if number is not None else self._row + 1
        if not self._row < row <= LAST_ROW:
            raise damaged(self._name)
        self._row, self._column, self._cells = row, -1, {}

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._pieces, self._length = [], 0
        place = attributes.get("r")
        column = self._column + 1 if place is None else self._place(place)
        if not self._column < column < LAST_COLUMN:
            raise damaged(self._name)
        self._column = column

    def _place(self, place: str) -> int:
        found = place_named(place)
        if found is None or found[0] != self._row:
            raise damaged(self._name)
        return found[1]

    def _end_cell(self) -> None:
        if not self._pieces:
            return
        cell = self._reading.cell("".join(self._pieces), kind=self._kind, style=self._style)
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return
        if self._column >= MOST_COLUMNS:
            raise Unreadable(
                f"A value stands beyond column {letters(MOST_COLUMNS - 1)}, the last that is read.",
                where=f"{self._where}, cell {self._cell()}",
                mend="Delete the columns that the return does not ask for.",
            )
        self._cells[self._column] = cell

    def _end_row(self) -> None:
        if self._cells:
            width = max(self._cells) + 1
            cells = [self._cells.get(column) for column in range(width)]
            self.ready.append(Record(self._row, self._row, cells))

    def _cell(self) -> str:
        return f"{letters(self._column)}{self._row}"

    def _formula(self) -> EngineError:
        return Unreadable(
            "The cell holds a formula.",
            where=f"{self._where}, cell {self._cell()}",
            mend="Copy the whole sheet, choose Paste Special, Values, and save it.",
        )


class _Reading:
    """Turns the text of a cell into its value, by the cell's type and style."""

    def __init__(self, strings: Sequence[str], styles: Sequence[Style], *, from_1904: bool) -> None:
        self._strings = strings
        self._styles = styles
        self._shift = _DAYS_TO_1904 if from_1904 else 0
        self._by_kind: Mapping[str, Callable[[str], Cell]] = {
            "s": self._shared,
            "b": lambda text: text.strip() in {"1", "true"},
            "d": _written_day,
            "str": unescaped,
            "inlineStr": unescaped,
            "e": str,
        }

    def cell(self, text: str, *, kind: str, style: str) -> Cell:
        """A wrong number or reference raises ValueError or IndexError, which is damage."""
        if kind in self._by_kind:
            return self._by_kind[kind](text)
        number = float(text) if set(text) & set(".eEnN") else int(text)
        shape = self._styles[int(style)] if style and style != "0" else None
        if shape is None or not (shape.day or shape.time):
            return _share(number) if shape and shape.share else number
        return _day(number + self._shift, shape=shape) or text

    def _shared(self, text: str) -> str:
        place = int(text)
        if place < 0:
            raise IndexError(place)
        return self._strings[place]


def _share(number: float) -> str:
    """A number as its style shows it: 0.37 is 37%, and 1 is 100%."""
    return f"{round(number * 100, 6):.15g}%"


def _day(serial: float, *, shape: Style) -> date | datetime | None:
    """The day or moment of a serial number; None where no calendar has it.

    A whole number is a day, unless its style also shows a time: then it is midnight.
    """
    if not 0 <= serial < 2_958_466:
        return None
    if serial < _LEAP_THAT_NEVER_WAS:
        serial += 1
    seconds = round((serial % 1) * _WHOLE_DAY)
    moment = _EPOCH + timedelta(days=int(serial), seconds=seconds)
    return moment if shape.time or seconds else moment.date()


def _written_day(text: str) -> Cell:
    """A day that a strict workbook writes out (2026-03-31T00:00:00)."""
    moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    return moment.date() if len(text.strip()) == 10 else moment.replace(tzinfo=None)
