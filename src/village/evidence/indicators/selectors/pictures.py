"""The pictures of an indicator: the same figures as its tables, in marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean

from village.design import formats
from village.design.charts import Chart, Group, Point, Say, breakdown, chart, ranking, trend
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.beside import Beside, here
from village.evidence.indicators.selectors.figures import Breakdown, Shown, all_of
from village.figures.change import Direction, change
from village.figures.counts import Count
from village.figures.figure import Figure, Unit
from village.figures.intervals import EXACT_UNDER
from village.figures.words import rounded
from village.kernel.codes import NOT_KNOWN
from village.kernel.periods import Period

ENGLAND = "England"
NEIGHBOURS = "Neighbours, mean"
UNITS = {"percent": "Percent", "per 10,000": "For every 10,000 children", "count": "Number"}


@dataclass(frozen=True, slots=True)
class OverTime:
    """A chart of one step, and what is to be said of what is not in it."""

    step: str
    chart: Chart
    note: str


def pictures_of(shown: Shown) -> Iterator[Chart]:
    """Every chart of an indicator's page, to be drawn when a version is made."""
    for part in over_time(shown):
        yield part.chart
    if shown.beside:
        yield beside_chart(shown, shown.beside)
    for group in shown.breakdowns:
        yield breakdown_chart(shown, group)


def pictures_of_version(of: Version) -> Iterator[Chart]:
    """Every chart of a version."""
    for shown in all_of(of):
        yield from pictures_of(shown)


def over_time(shown: Shown) -> list[OverTime]:
    """The series of an indicator, the years first."""
    return [
        OverTime(step, series_chart(shown, step, points), _not_there(shown, step, points))
        for step, points in shown.series
    ]


def _not_there(shown: Shown, step: str, points: Sequence[tuple[Period, Figure]]) -> str:
    """Why England is not in a chart, or ends before it does."""
    england = {
        place["period"] for place in shown.comparison["england"] if place["value"] is not None
    }
    if not england:
        return ""
    if _stands_alone(shown, step):
        return (
            f"England and the neighbours are of the {_newest_public(shown)}, drawn level: their "
            "figure is published once a year."
        )
    if step != "year":
        return "England’s figure is published once a year, so the quarters stand alone."
    missing = [period.label for period, _ in points if period.label not in england]
    return f"England’s figure of the {missing[-1]} is not published yet." if missing else ""


def _say(shown: Shown) -> Say:
    return partial(rounded, unit=Unit(shown.unit))


def series_chart(shown: Shown, step: str, points: Sequence[tuple[Period, Figure]]) -> Chart:
    """The figure over time with its interval; beside England where the years are public."""
    own = [_point(here(), period.label, figure) for period, figure in points]
    england = [
        Point(ENGLAND, place["period"], place["value"])
        for place in shown.comparison["england"]
        if step == "year" and place["period"] in {period.label for period, _ in points}
    ]
    level = list(_level(shown, points)) if _stands_alone(shown, step) else []
    spec, rows = trend([*own, *england, *level], unit=UNITS[shown.unit], say=_say(shown))
    return chart(
        spec,
        rows,
        title=_says(points),
        description=_described(shown, step, points),
        table=next(
            table for of, table in zip(shown.series, shown.tables, strict=True) if of[0] == step
        ),
    )


def _stands_alone(shown: Shown, step: str) -> bool:
    """Whether an indicator has no years of its own for public ones to stand beside."""
    return step != "year" and shown.series[0][0] == step and bool(_newest_public(shown))


def _newest_public(shown: Shown) -> str:
    """The newest year of which England's figure is public; "" where none is."""
    years = [one["period"] for one in shown.comparison["england"] if one["value"] is not None]
    return str(max(years)) if years else ""


def _level(shown: Shown, points: Sequence[tuple[Period, Figure]]) -> Iterator[Point]:
    """England's newest public year, and the neighbours' mean of it, as level lines."""
    year = _newest_public(shown)
    values = {
        ENGLAND: [one["value"] for one in shown.comparison["england"] if one["period"] == year],
        NEIGHBOURS: [
            one["value"]
            for one in shown.comparison["neighbours"]
            if one["period"] == year and one["value"] is not None
        ],
    }
    for name, found in values.items():
        for period, _ in points if found else ():
            yield Point(name, period.label, fmean(found))


def _point(series: str, period: str, figure: Figure) -> Point:
    lower, upper = _limits(figure)
    return Point(series, period, figure.value, lower, upper)


def _limits(figure: Figure) -> tuple[float | None, float | None]:
    if figure.interval is None:
        return None, None
    return figure.interval.lower, figure.interval.upper


def _says(points: Sequence[tuple[Period, Figure]]) -> str:
    """What a series shows: its newest figure, and whether it moved by more than chance."""
    period, newest = points[-1]
    when = f"the {period.label}" if period.step == "year" else period.label
    if newest.value is None:
        return f"{formats.figure(newest).capitalize()} in {when}"
    said = f"{formats.figure(newest)}{PER[newest.unit]} in {when}"
    before = points[-2][1] if len(points) > 1 else None
    moved = change(newest, before) if before else None
    if moved is None or before is None:
        return said
    if moved.direction is Direction.NO_CLEAR_CHANGE:
        return f"{said}: no clear change from {formats.figure(before)}"
    return f"{said}: {moved.direction.value} from {formats.figure(before)}"


PER = {Unit.PERCENT: "", Unit.PER_10_000: " for every 10,000 children", Unit.COUNT: ""}


def _described(shown: Shown, step: str, points: Sequence[tuple[Period, Figure]]) -> str:
    first, last = points[0][0].label, points[-1][0].label
    of = f"{shown.title}, {shown.unit}, by {step}"
    if len(points) == 1:
        return f"{of}, {last} alone, with its 95% intervals. The table holds the same figure."
    return f"{of}, from {first} to {last}, with 95% intervals. The table holds the same figures."


def beside_chart(shown: Shown, among: Beside) -> Chart:
    """Here, England, the region and the neighbours in the newest public year."""
    spec, rows = ranking(among.places, unit=UNITS[shown.unit], say=_say(shown))
    return chart(
        spec,
        rows,
        title=among.says,
        description=f"{shown.title}, {among.period}: {len(among.places)} places, the highest "
        f"first. {here()} with its 95% intervals. The table holds the same figures.",
        table=among.table,
    )


def breakdown_chart(shown: Shown, part: Breakdown) -> Chart:
    """One breakdown of the newest period; a group without a value is said in words."""
    groups = [
        Group(name, figure.value, *_limits(figure), _instead(figure))
        for name, figure in part.points
    ]
    spec, rows = breakdown(groups, unit=UNITS[shown.unit], whole=_whole(shown))
    return chart(
        spec,
        rows,
        title=_says_of_groups(part),
        description=f"{shown.title} by {part.name.lower()}, {shown.broken_down}, with 95% "
        "intervals. The table holds the same figures.",
        table=part.table,
    )


def _instead(figure: Figure) -> str:
    """What is said of a group without a value: withheld, or counted out of nothing known."""
    return formats.NOT_SHOWN if figure.withheld else "no figure"


def _whole(shown: Shown) -> tuple[str, float] | None:
    """The figure of all groups together, of the period that is broken down."""
    every = (point for _, points in shown.series for point in points)
    of = (figure for period, figure in every if period.label == shown.broken_down)
    value = next((figure.value for figure in of), None)
    return None if value is None else ("All", value)


def _says_of_groups(part: Breakdown) -> str:
    """The lowest and the highest group, which may differ by chance: their intervals tell.

    A group with under 10 events is not compared, as in the sentences; none is where too little is
    known of whom the groups hold.
    """
    if part.warning:
        return part.warning.removesuffix(".")
    known = [
        (figure.value, name, figure)
        for name, figure in part.points
        if figure.value is not None and name != NOT_KNOWN and _is_enough(figure)
    ]
    if len(known) < 2:
        return f"{part.name}: too few groups can be compared"
    others = sum(name != NOT_KNOWN for name, _ in part.points) > len(known)
    of = f"{part.name}, of groups with {EXACT_UNDER} or more" if others else part.name
    (_, low, lowest), (_, high, highest) = min(known), max(known)
    return f"{of}: from {formats.figure(lowest)} ({low}) to {formats.figure(highest)} ({high})"


def _is_enough(figure: Figure) -> bool:
    return isinstance(figure.numerator, Count) and figure.numerator.number >= EXACT_UNDER
