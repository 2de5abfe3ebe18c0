"""Builds the rows of the looked-after return's tables, and hands them out child by child."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from village.engine.errors import Hostile
from village.engine.intake.looked_after_survey import Survey
from village.engine.intake.looked_after_values import Understood
from village.engine.specs.looked_after import Kind, Row, Table

MOST_ROWS_OF_A_CHILD: Final = 2_000
LONGEST_SHOWN: Final = 100

Values = Mapping[Kind, Understood]
Make = Callable[[Sequence[str], int, int], Row]
"""(cells, row, line): a row's record."""


def maker(table: Table, places: Sequence[int], values: Values) -> Make:
    """How cells become a record. places: where the child's id and each column stand."""
    kinds = (Kind.TEXT, *(column.kind for column in table.columns))
    plan = [(values[kind], place) for kind, place in zip(kinds, places, strict=True)]
    bad = values[Kind.DATE].bad
    dates = [
        (column.attribute, place)
        for column, place in zip(table.columns, places[1:], strict=True)
        if column.kind is Kind.DATE
    ]
    # Any: the columns differ in type, and each table's own record says which is which.
    record: Any = table.record

    def make(cells: Sequence[str], row: int, line: int) -> Row:
        unreadable: tuple[tuple[str, str], ...] = ()
        first, *rest = [known[cells[place]] for known, place in plan]
        if bad and None in rest:
            unreadable = tuple(
                (name, cells[place].strip()[:LONGEST_SHOWN])
                for name, place in dates
                if cells[place] in bad
            )
        made: Row = record(line, row, unreadable, first, *rest)
        return made

    return make


class Rows:
    """The rows of one CSV, each child's handed out together.

    It reads no further than it must: where the file lists children in the order in which they are
    asked for, it keeps nothing; rows of children asked for later wait.
    """

    def __init__(self, survey: Survey, values: Values) -> None:
        self._name = survey.member.name
        self._left = dict(survey.whose)
        self._waiting: dict[str, list[Row]] = {}
        self._rows = self._read(survey, values)

    def of(self, child_id: str) -> tuple[Row, ...]:
        """The rows of a child not asked for before, in the order of the file."""
        wanted = self._left.pop(child_id, 0)
        if not wanted:
            return ()
        if wanted > MOST_ROWS_OF_A_CHILD and child_id:
            raise self._too_many()
        found = self._waiting.pop(child_id, [])
        while len(found) < wanted:
            row = next(self._rows)
            whose = row.child or ""
            if whose == child_id:
                found.append(row)
            else:
                self._waiting.setdefault(whose, []).append(row)
        return tuple(found)

    def children(self) -> Iterator[str]:
        """Whoever was not asked for yet, in the order in which the file first names them."""
        yield from tuple(self._left)

    def _read(self, survey: Survey, values: Values) -> Iterator[Row]:
        text = io.TextIOWrapper(survey.member.open(), encoding=survey.codec, newline="")
        rows = csv.reader(text, delimiter=survey.delimiter, strict=True)
        make, width = maker(survey.table, survey.places, values), survey.width
        number, blank = -1, [""] * width
        for cells in rows:
            if not cells or not (cells[0].strip() or any(map(str.strip, cells))):
                continue
            number += 1
            if number:
                short = width - len(cells)
                yield make(cells + blank[-short:] if short > 0 else cells, number, rows.line_num)

    def _too_many(self) -> Hostile:
        return Hostile(
            f"One child has more than {MOST_ROWS_OF_A_CHILD:,} rows.",
            where=self._name,
            mend="No return looks like this; ask who made the file.",
        )
