"""Ties a table's columns: a part to the column that it is “of which” of, a percentage to its two
counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from village.figures.check.arithmetic import is_percent_of, reached
from village.figures.check.cells import claims_of
from village.figures.check.claiming import PEOPLE, Claimed, content
from village.figures.check.document import Block, BlockKind, Document
from village.figures.check.sentences import Sentence
from village.figures.check.ties import Share
from village.figures.claims import Claim, Unit

_OF_THEM: Final = re.compile(r"\W*(?:of|out of) (?P<what>which|whom|these|those|them)\b", re.I)
_PERCENT: Final = re.compile(r"%|\bper ?cent|\brate\b|\bshare\b|\bproportion\b", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"\b(?:change|target|previous|last year|national|england|average|total)\b|20\d\d", re.I
)
_IN_BRACKETS: Final = re.compile(r"\(\s*(?:n\s*=\s*|base:?\s*|of\s+)?$", re.IGNORECASE)
FEW: Final = 40
"""Of so few, most percentages can be told from what none of them can be."""
FITTING: Final = 2
"""Other rows that must fit before a row can be said not to."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the claims of its cells: None where a cell is not one number alone.
    heads: of each cell of the head, the numbers in it."""

    block: Block
    lines: tuple[Sentence, ...]
    cells: tuple[tuple[Claim | None, ...], ...]
    heads: tuple[tuple[Claim, ...], ...]

    @property
    def head(self) -> tuple[str, ...]:
        return self.block.rows[0]

    def column(self, number: int, unit: Unit) -> list[Claim | None]:
        """Below the head: the claims of one unit, None for all other cells."""
        cells = (line[number] for line in self.cells[1:])
        return [one if one is not None and one.unit is unit else None for one in cells]


def grids(document: Document, found: Sequence[Claimed]) -> Iterator[Grid]:
    """Every table that was read whole."""
    rows: dict[int, list[Claimed]] = {}
    for one in found:
        if one.sentence.kind is BlockKind.TABLE:
            rows.setdefault(one.sentence.block, []).append(one)
    for number, body in rows.items():
        block = document.blocks[number]
        if len(body) == len(block.rows) > 1:
            cells = (claims_of(row, one) for row, one in zip(block.rows, body, strict=True))
            lines = tuple(one.sentence for one in body)
            yield Grid(block, lines, tuple(map(tuple, cells)), _heads(block.rows[0], body[0]))


def _heads(row: Sequence[str], one: Claimed) -> tuple[tuple[Claim, ...], ...]:
    found, start = [], 0
    for cell in row:
        until = start + len(cell)
        found.append(tuple(claim for claim in one.claims if start <= claim.start < until))
        start = until + len(" | ")
    return tuple(found)


def shares_in_columns(grid: Grid) -> Iterator[Share]:
    for column in range(1, len(grid.head)):
        if of_them := _OF_THEM.match(grid.head[column]):
            yield from _of_which(grid, column, of_them["what"].lower())
        else:
            yield from _percents(grid, column)
            yield from _of_the_head(grid, column)
            yield from _of_few(grid, column)


def _of_which(grid: Grid, column: int, what: str) -> Iterator[Share]:
    """The part, and of the columns before it the one of people, or else the largest number."""
    before = [n for n in range(1, column) if not _OF_THEM.match(grid.head[n])]
    people = [n for n in before if PEOPLE & set(re.findall("[a-z]+", grid.head[n].lower()))]
    among = people if what == "whom" and people else before
    for sentence, cells in zip(grid.lines[1:], grid.cells[1:], strict=True):
        part = cells[column]
        wholes = [cells[n] for n in among]
        counts = [one for one in wholes if one is not None and one.unit is Unit.COUNT]
        if part is not None and part.unit is Unit.COUNT and counts and len(counts) == len(wholes):
            yield Share(sentence, None, part, max(counts, key=lambda one: one.value))


def _of_the_head(grid: Grid, column: int) -> Iterator[Share]:
    """“Standard (27 schools)” over rows of percentages: each is of them all, as a guess."""
    percents = grid.column(column, Unit.PERCENT)
    named = [claim for place in (column, 0) for claim in grid.heads[place]]
    in_brackets = [one for one in named if _IN_BRACKETS.search(one.quote[: one.start])]
    if not all(percents) or len(in_brackets) != 1 or in_brackets[0].unit is not Unit.COUNT:
        return
    for sentence, percent in zip(grid.lines[1:], percents, strict=True):
        yield Share(sentence, percent, None, in_brackets[0], is_guess=True)


def _of_few(grid: Grid, column: int) -> Iterator[Share]:
    """“| Files audited | Judged good |”: percentages of the one column of small counts beside
    them, as a guess, where all rows but one can be."""
    percents = grid.column(column, Unit.PERCENT)
    counts = [n for n in range(1, len(grid.head)) if any(grid.column(n, Unit.COUNT))]
    if len(counts) != 1 or not all(percents) or _OTHER.search(" ".join(grid.head[1:])):
        return
    wholes = grid.column(counts[0], Unit.COUNT)
    rows = [(a, b) for a, b in zip(percents, wholes, strict=True) if a and b and b.value <= FEW]
    fits = [reached(percent, of.whole) for percent, of in rows]
    if len(rows) < len(percents) or sum(fits) < max(FITTING, len(fits) - 1):
        return
    for sentence, (percent, of) in zip(grid.lines[1:], rows, strict=True):
        yield Share(sentence, percent, None, of, is_guess=True)


def _percents(grid: Grid, column: int) -> Iterator[Share]:
    """A column of percentages behind two of counts, of which all but a few rows fit."""
    percents = grid.column(column, Unit.PERCENT)
    counts = [n for n in range(1, column) if any(grid.column(n, Unit.COUNT))]
    if len(counts) < 2 or not all(percents) or _OTHER.search(grid.head[column]):
        return
    ways = [_way(grid, one, other, percents) for one, other in permutations(counts, 2)]
    of, part, fits = max(ways, key=lambda way: way[2])
    if fits < max(FITTING, len(percents) - fits + 1):
        return
    sure = _is_named(grid, column, part)
    for sentence, *claims in zip(
        grid.lines[1:],
        grid.column(of, Unit.COUNT),
        grid.column(part, Unit.COUNT),
        percents,
        strict=True,
    ):
        yield Share(sentence, claims[2], claims[1], claims[0], is_guess=not sure)


def _way(grid: Grid, of: int, part: int, percents: Sequence[Claim | None]) -> tuple[int, int, int]:
    """The two columns, and in how many rows the one is such a percentage of the other."""
    rows = zip(grid.column(of, Unit.COUNT), grid.column(part, Unit.COUNT), percents, strict=True)
    return of, part, sum(_fits(*row) for row in rows)


def _fits(of: Claim | None, part: Claim | None, percent: Claim | None) -> bool:
    if of is None or part is None or percent is None or not of.value or part.value > of.value:
        return False
    return is_percent_of(percent, part.value, of.value)


def _is_named(grid: Grid, column: int, part: int) -> bool:
    """Whether the column's head says that it is a share, or has a word of the part's head."""
    name, parts = grid.head[column], content(grid.head[part])
    alike = any(a[:5] == b[:5] for a in content(name) for b in parts if len(a) > 4 < len(b))
    return bool(_PERCENT.search(name)) or alike
