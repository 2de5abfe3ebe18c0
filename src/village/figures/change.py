"""Whether a figure moved by more than chance alone would explain."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from village.figures.counts import Withheld
from village.figures.figure import Figure
from village.figures.intervals import EXACT_UNDER, Interval


class Direction(StrEnum):
    """Which way a figure went; the third covers all that the test cannot tell."""

    ROSE = "rose"
    FELL = "fell"
    NO_CLEAR_CHANGE = "no clear change"


@dataclass(frozen=True, slots=True)
class Change:
    """Now less before, with its interval, in the unit of the figures."""

    difference: float
    interval: Interval
    direction: Direction


def change(now: Figure, before: Figure) -> Change | None:
    """Give the change, or None where either figure lacks a value or has under 10 events.

    The interval squares and adds the distances of each value to its own limits (Newcombe 1998,
    method 10; for rates Zou and Donner 2008), so it needs nothing but the two figures, and what
    widened them for repeats widens it. Whether two intervals overlap is not a test.
    """
    if now.unit is not before.unit:
        raise ValueError("a change is between figures of one unit")
    if _too_few(now) or _too_few(before):
        return None
    if now.value is None or before.value is None or not (now.interval and before.interval):
        return None
    difference = now.value - before.value
    down = hypot(now.value - now.interval.lower, before.interval.upper - before.value)
    up = hypot(now.interval.upper - now.value, before.value - before.interval.lower)
    interval = Interval(
        difference - down, difference + up, now.interval.level, "squared and added limits"
    )
    return Change(difference, interval, _direction(interval))


def _direction(interval: Interval) -> Direction:
    if interval.lower > 0:
        return Direction.ROSE
    return Direction.FELL if interval.upper < 0 else Direction.NO_CLEAR_CHANGE


def _too_few(figure: Figure) -> bool:
    return isinstance(figure.numerator, Withheld) or figure.numerator.number < EXACT_UNDER
