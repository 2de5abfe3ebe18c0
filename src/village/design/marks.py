"""Small marks for tables: where the lines of a sparkline and the dots of a range bar lie."""

from collections.abc import Sequence
from itertools import groupby
from typing import TypedDict

WIDE, HIGH, EDGE = 120, 24, 4


class Spark(TypedDict):
    """Lines as SVG has them, one for each stretch without a gap, and the last point."""

    lines: list[str]
    last: tuple[float, float] | None


class Range(TypedDict):
    """Horizontal places of a value and of what stands beside it."""

    at: float
    beside: float | None


def spark_marks(values: Sequence[float | None]) -> Spark:
    known = [value for value in values if value is not None]
    if not known:
        return {"lines": [], "last": None}
    low, high = min(known), max(known)
    points = [
        None if value is None else (across(i, len(values)), up(value, low=low, high=high))
        for i, value in enumerate(values)
    ]
    stretches = [list(g) for has, g in groupby(points, key=lambda p: p is not None) if has]
    lines = [" ".join(f"{x:g},{y:g}" for x, y in filter(None, run)) for run in stretches]
    return {"lines": lines, "last": points[-1]}


def across(index: int, count: int) -> float:
    return round(EDGE + index * (WIDE - 2 * EDGE) / max(count - 1, 1), 1)


def up(value: float, *, low: float, high: float) -> float:
    """From the bottom; a level line runs through the middle."""
    share = (value - low) / (high - low) if high > low else 0.5
    return round(HIGH - EDGE - share * (HIGH - 2 * EDGE), 1)


def range_marks(value: float, *, low: float, high: float, beside: float | None) -> Range:
    if not low < high:
        raise ValueError("a range begins below where it ends")

    def place(of: float) -> float:
        share = (min(max(of, low), high) - low) / (high - low)
        return round(EDGE + share * (WIDE - 2 * EDGE), 1)

    return {"at": place(value), "beside": None if beside is None else place(beside)}
