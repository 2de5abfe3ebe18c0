"""A figure: a number with what it is of, how sure it is, its unit and its period."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from village.figures.counts import Count, Withheld
from village.figures.intervals import (
    LEVEL,
    WIDE_LEVEL,
    Interval,
    count_limits,
    proportion,
    rate,
)

PER = 10_000


class Unit(StrEnum):
    """What a value is counted in."""

    PERCENT = "percent"
    PER_10_000 = "per 10,000"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it may be shown, unrounded; whoever prints it rounds last.

    value and both intervals are in the unit, and None where the numerator or the denominator is
    withheld (they would give it away) or where there is nothing to count on.
    interval holds the 95% limits, wide_interval the 99.8% limits.
    """

    numerator: Count | Withheld
    denominator: Count | Withheld | None
    value: float | None
    interval: Interval | None
    wide_interval: Interval | None
    unit: Unit
    period: str

    def __post_init__(self) -> None:
        derived = (self.value, self.interval, self.wide_interval)
        if self.withheld and any(part is not None for part in derived):
            raise ValueError("what follows from a withheld count is withheld too")

    @property
    def withheld(self) -> bool:
        """Whether any count of the figure is withheld, and so its value."""
        return isinstance(self.numerator, Withheld) or isinstance(self.denominator, Withheld)


def percentage(
    part: Count | Withheld, whole: Count | Withheld, *, period: str, spread: float = 1.0
) -> Figure:
    """Give part of whole in percent (spread: see `intervals.share_spread`)."""

    def at(level: float) -> tuple[float, Interval] | None:
        if isinstance(part, Withheld) or isinstance(whole, Withheld):
            return None
        share = proportion(part.number, whole.number, level, spread=spread)
        return (100 * part.number / whole.number, share.interval.times(100)) if share else None

    return _figure(part, whole, at, unit=Unit.PERCENT, period=period)


def rate_per_10_000(
    count: Count | Withheld, population: int, *, period: str, squares: int | None = None
) -> Figure:
    """Give a count for every 10,000 of a population (squares: see `intervals.count_limits`)."""

    def at(level: float) -> tuple[float, Interval] | None:
        if isinstance(count, Withheld):
            return None
        found = rate(count.number, population, PER, level, squares=squares)
        return (found.value, found.interval) if found else None

    return _figure(count, Count(population), at, unit=Unit.PER_10_000, period=period)


def number(count: Count | Withheld, *, period: str, squares: int | None = None) -> Figure:
    """Give a plain count as a figure (squares: see `intervals.count_limits`)."""

    def at(level: float) -> tuple[float, Interval] | None:
        if isinstance(count, Withheld):
            return None
        return float(count.number), count_limits(count.number, level, squares=squares)

    return _figure(count, None, at, unit=Unit.COUNT, period=period)


def _figure(
    numerator: Count | Withheld,
    denominator: Count | Withheld | None,
    at: Callable[[float], tuple[float, Interval] | None],
    *,
    unit: Unit,
    period: str,
) -> Figure:
    usual, wide = at(LEVEL), at(WIDE_LEVEL)
    if usual is None or wide is None:
        return Figure(numerator, denominator, None, None, None, unit, period)
    return Figure(numerator, denominator, usual[0], usual[1], wide[1], unit, period)
