"""One table, three ways out: a page, a CSV file, a workbook."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from village.design import formats
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure

Cell = Any  # A cell holds what a figure, a date or a name is; `words` tells them apart.


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its head. `about` says what it holds, for the sheets' own notes.

    write: how its cells read on a page where their type alone does not say (a share: `percent`).
    """

    name: str
    is_number: bool = False
    write: Callable[[Any], str] | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, columns and rows; the first cell of a row is its head unless told otherwise.

    marked: which row, from 0, is the one that the page is about, where there are others.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    has_row_heads: bool = True
    marked: int | None = None

    @classmethod
    def of(
        cls, caption: str, columns: str, rows: Iterable[Sequence[Cell]], *, note: str = ""
    ) -> "Table":
        """A table whose columns are named as on a page: `"Year|#Children|#Rate"`."""
        return cls(caption, columns_of(columns), tuple(tuple(row) for row in rows), note)

    def lines(self) -> list[list[tuple[str, bool]]]:
        """Each row as words, with whether the cell is the row's head."""
        return [
            [(self.words(i, cell), i == 0 and self.has_row_heads) for i, cell in enumerate(row)]
            for row in self.rows
        ]

    def words(self, column: int, cell: Cell) -> str:
        """A cell in words; where one number of a column has a fraction, all of them have."""
        if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
            return words(cell)
        if write := self.columns[column].write:
            return write(cell)
        return formats.number(cell, places=1 if self.has_fractions(column) else 0)

    def has_fractions(self, column: int) -> bool:
        numbers = (row[column] for row in self.rows if isinstance(row[column], float | Decimal))
        return any(number != int(number) for number in numbers)


def columns_of(text: str) -> tuple[Column, ...]:
    """`"Return|State|#Children"`: a hash before the name sets its numbers in line."""
    names = [name.strip() for name in text.split("|")]
    return tuple(Column(n.removeprefix("#").strip(), n.startswith("#")) for n in names)


def words(cell: Cell) -> str:
    """A cell as a person reads it."""
    match cell:
        case None | "":
            return formats.NOTHING
        case bool():
            return "Yes" if cell else "No"
        case int() | float() | Decimal() | Figure() | Count() | Withheld():
            return formats.figure(cell)
        case datetime():
            return formats.moment(cell)
        case date():
            return formats.short_day(cell)
        case _:
            return str(cell)
