"""True counts, before anything is withheld: of one cell, and of one period."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from village.engine.specs.counts import Mark
from village.kernel.periods import Period

ROWS, COUNTS = "rows", "counts"
"""The two forms in which an agency may send what an indicator counts."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, and how many children stand behind them; equal where children are counted.

    squares: the sum over children of the square of each one's events.
    """

    events: int = 0
    children: int = 0
    squares: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted, and over what.

    part: the numerator. whole: the denominator; None where there is none, or no population is
    known. rest: of a percentage, what is in the whole and not in the part. products: of a
    percentage, the sum over children of each one's events in the part by those in the whole.
    """

    part: Tally
    whole: Tally | None = None
    rest: Tally | None = None
    products: int = 0


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """True counts of one period, in all and by group. They never leave the engine as they are.

    form: counted from rows, or sent as counts. marks: by breakdown and group, what an agency wrote
    where it gave no number; the cell then holds a stand-in. comment: what the agency said of it.
    brought: somebody brought it, or some of it, out of a spreadsheet of past years.
    """

    period: Period
    total: Cell
    groups: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    form: str = ROWS
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    comment: str = ""
    brought: bool = False
