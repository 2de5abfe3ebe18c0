"""Figures to plain JSON and back, for the files that keep them for ever."""

from typing import TypedDict

from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, Unit
from village.figures.intervals import Interval


class PlainCount(TypedDict, total=False):
    """Either children (and events, where events are counted) or withheld; never both."""

    children: int
    events: int
    withheld: str


class PlainInterval(TypedDict):
    """An interval, limit by limit."""

    lower: float
    upper: float
    level: float
    method: str


class PlainFigure(TypedDict):
    """A figure, key by key as in `Figure`."""

    numerator: PlainCount
    denominator: PlainCount | None
    value: float | None
    interval: PlainInterval | None
    wide_interval: PlainInterval | None
    unit: str
    period: str


def to_plain(figure: Figure) -> PlainFigure:
    """Give a figure as values that JSON knows."""
    return PlainFigure(
        numerator=_plain_count(figure.numerator),
        denominator=None if figure.denominator is None else _plain_count(figure.denominator),
        value=figure.value,
        interval=_plain_interval(figure.interval),
        wide_interval=_plain_interval(figure.wide_interval),
        unit=figure.unit.value,
        period=figure.period,
    )


def from_plain(plain: PlainFigure) -> Figure:
    """Read a figure back; KeyError, TypeError or ValueError where it never was one."""
    denominator = plain["denominator"]
    return Figure(
        numerator=_count(plain["numerator"]),
        denominator=None if denominator is None else _count(denominator),
        value=plain["value"],
        interval=_interval(plain["interval"]),
        wide_interval=_interval(plain["wide_interval"]),
        unit=Unit(plain["unit"]),
        period=plain["period"],
    )


def _plain_count(count: Count | Withheld) -> PlainCount:
    if isinstance(count, Withheld):
        return PlainCount(withheld=count.why)
    if count.events is None:
        return PlainCount(children=count.children)
    return PlainCount(children=count.children, events=count.events)


def _count(plain: PlainCount) -> Count | Withheld:
    if "withheld" in plain:
        return Withheld(plain["withheld"])
    return Count(plain["children"], plain.get("events"))


def _plain_interval(interval: Interval | None) -> PlainInterval | None:
    if interval is None:
        return None
    return PlainInterval(
        lower=interval.lower, upper=interval.upper, level=interval.level, method=interval.method
    )


def _interval(plain: PlainInterval | None) -> Interval | None:
    return None if plain is None else Interval(**plain)
