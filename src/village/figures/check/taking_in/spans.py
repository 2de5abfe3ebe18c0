"""Cells that reach over several columns or rows, laid out in a plain grid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDEST = 200  # columns and rows that one cell may reach over
COLUMNS = 500  # of a table; what stands further right is left out


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    across: int = 1
    down: int = 1


def grid(rows: Iterable[Iterable[Cell]]) -> Iterator[list[str]]:
    """Every row with a text for each column: a merged cell's text stands once, at its top left.

    So no number is read twice.
    """
    taken: dict[int, int] = {}  # by column, how many rows more a cell from above reaches down
    for row in rows:
        cells: dict[int, str] = dict.fromkeys(taken, "")
        below = {column: rest - 1 for column, rest in taken.items() if rest > 1}
        column = 0
        for cell in row:
            while column in cells:
                column += 1
            if column >= COLUMNS:
                break
            for offset in range(min(max(cell.across, 1), WIDEST)):
                cells[column + offset] = "" if offset else cell.text
                if cell.down > 1:
                    below[column + offset] = min(cell.down, WIDEST) - 1
            column += min(max(cell.across, 1), WIDEST)
        taken = below
        yield [cells.get(number, "") for number in range(max(cells, default=-1) + 1)]
