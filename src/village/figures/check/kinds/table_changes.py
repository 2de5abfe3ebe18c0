"""A table's column of changes, beside the two columns that they are changes between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from village.figures.check.arithmetic import as_printed, rounded, shown, slack
from village.figures.check.columns import Grid, grids
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND: Final = "change"
_CHANGE: Final = re.compile(r"\b(?:change|difference|variance|increase|movement)\b|\+/-", re.I)
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\b(?:last|this|previous|current|before|after|baseline"
                          r"|now|then|start|end|Q[1-4])\b", re.IGNORECASE)  # fmt: skip
_CELL: Final = re.compile(
    r"(?P<sign>[+−–▲▼↑↓-])?\s?£?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<percent>%|per ?cent)?"
    r"(?:\s?(?:pp|p\.p\.|points?|percentage points?))?(?:\s(?P<word>increase|rise|up|decrease|fall"
    r"|down|reduction))?",
    re.IGNORECASE,
)
_DOWN: Final = frozenset("−–-▼↓") | {"decrease", "fall", "down", "reduction"}
SURE: Final = 2
"""Rows that fit, to one that does not, before the odd one is called impossible."""


@dataclass(frozen=True, slots=True)
class _Change:
    """As a cell prints it. way: 1 up, -1 down, 0 where no sign says."""

    value: Fraction
    decimals: int
    is_percent: bool
    way: int
    text: str


def found(read: Read) -> Iterator[Finding]:
    for grid in grids(read.document, read.said):
        columns = [n for n, name in enumerate(grid.head) if n > 2 and _CHANGE.search(name)]
        if len(columns) == 1 and all(_YEAR.search(grid.head[columns[0] - n]) for n in (1, 2)):
            yield from _of_column(grid, columns[0])


Row = tuple[Claim, Claim, _Change, int]


def _of_column(grid: Grid, column: int) -> Iterator[Finding]:
    """In the order in which most rows were reckoned: from the left, or from the right."""
    rows = [row for number in range(1, len(grid.cells)) if (row := _row(grid, column, number))]
    is_turned = sum(_fits(row, True) for row in rows) > sum(_fits(row, False) for row in rows)
    odd = [row for row in rows if not _fits(row, is_turned)]
    fits = len(rows) - len(odd)
    if fits > len(odd):
        for row in odd:
            yield _finding(grid, row, is_turned, is_sure=fits >= SURE * len(odd))


def _row(grid: Grid, column: int, number: int) -> Row | None:
    first, last = grid.cells[number][column - 2 : column]
    said = _change(grid.block.rows[number][column], grid.head[column])
    if first is None or last is None or said is None or first.unit is not last.unit:
        return None
    return first, last, said, number


def _change(cell: str, head: str) -> _Change | None:
    found = _CELL.fullmatch(cell.strip().rstrip("*†"))
    if found is None:
        return None
    number = found["number"].replace(",", "")
    mark = found["sign"] or (found["word"] or "").lower()
    way = (-1 if mark in _DOWN else 1) if mark else 0
    is_percent = bool(found["percent"]) or "%" in head
    decimals = len(number.partition(".")[2])
    return _Change(Fraction(number), decimals, is_percent, way, cell.strip())


def _fits(row: Row, is_turned: bool) -> bool:
    said, half = row[2], Fraction(1, 2 * 10 ** row[2].decimals)
    trues = list(_trues(row, is_turned))
    near = any(abs(abs(true) - said.value) <= loose + half for true, loose in trues)
    gap = trues[0][0] if trues else Fraction(0)
    return near and (not said.way or gap * said.way >= 0 or said.value == 0)


def _trues(row: Row, is_turned: bool) -> Iterator[tuple[Fraction, Fraction]]:
    """What the change may be, and how far rounding may move it: of counts it is in percent where
    the cell says so; of percentages it may be in points or in percent."""
    first, last = (row[1], row[0]) if is_turned else row[:2]
    gap, loose = last.value - first.value, slack(first) + slack(last)
    is_share = first.unit is Unit.PERCENT
    if is_share or not row[2].is_percent:
        yield gap, loose
    if first.value and (is_share or row[2].is_percent):
        yield 100 * gap / first.value, 200 * loose / first.value


def _finding(grid: Grid, row: Row, is_turned: bool, *, is_sure: bool) -> Finding:
    first, last = (row[1], row[0]) if is_turned else row[:2]
    true = last.value - first.value
    size = shown(abs(true), max(first.decimals, last.decimals), unit=first.unit)
    if first.unit is Unit.PERCENT:
        size = f"{shown(abs(true), max(first.decimals, last.decimals))} points"
    elif row[2].is_percent and first.value:
        size = rounded(abs(true), first.value, row[2].decimals)
    sign = "-" if true < 0 else "+"
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT if is_sure else Verdict.EXPLAIN,
        quote=grid.lines[row[3]].quote,
        says=f"From {as_printed(first)} to {as_printed(last)} is no change of {row[2].text}.",
        arithmetic=f"{as_printed(first)} -> {as_printed(last)} is {sign}{size}",
        consistent=f"{sign}{size}, or other numbers",
        rests_on=(first.key, last.key),
        is_guess=not is_sure,
    )
