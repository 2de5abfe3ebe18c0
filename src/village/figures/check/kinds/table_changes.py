"""A table's column of changes, beside the two columns that they are changes between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
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
    """By the way of reckoning that most rows were reckoned by: either order, each unit."""
    rows = [row for number in range(1, len(grid.cells)) if (row := _row(grid, column, number))]
    ways = list(product((False, True), (False, True)))
    best = max(ways, key=lambda way: sum(_fits(row, *way) for row in rows), default=None)
    if best is None:
        return
    odd = [row for row in rows if not _fits(row, *best)]
    fits = len(rows) - len(odd)
    if fits > len(odd):
        for row in odd:
            yield _finding(grid, row, *best, is_sure=fits >= SURE * len(odd))


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


def _fits(row: Row, is_turned: bool, is_relative: bool) -> bool:
    true, loose = _true(row, is_turned=is_turned, is_relative=is_relative)
    said = row[2]
    if true is None or abs(abs(true) - said.value) > loose + Fraction(1, 2 * 10**said.decimals):
        return False
    return not said.way or true * said.way >= 0 or said.value == 0


def _true(row: Row, *, is_turned: bool, is_relative: bool) -> tuple[Fraction | None, Fraction]:
    """The change that the two numbers have, and how far their rounding may move it."""
    first, last = (row[1], row[0]) if is_turned else row[:2]
    gap, loose = last.value - first.value, slack(first) + slack(last)
    if not is_relative:
        return gap, loose if first.unit is not Unit.COUNT else Fraction(0)
    if not row[2].is_percent or not first.value:
        return None, loose
    return 100 * gap / first.value, 200 * loose / first.value


def _finding(grid: Grid, row: Row, is_turned: bool, is_relative: bool, *, is_sure: bool) -> Finding:
    first, last = (row[1], row[0]) if is_turned else row[:2]
    true = last.value - first.value
    size = shown(abs(true), max(first.decimals, last.decimals), unit=first.unit)
    if is_relative and first.value:
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
