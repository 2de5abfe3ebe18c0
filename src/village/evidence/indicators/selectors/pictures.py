"""The pictures of an indicator: the same figures as its tables, in marks."""

from collections.abc import Iterator, Sequence

from village.design.charts import Chart, Group, Point, breakdown, chart, trend
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.figures import Breakdown, Shown, all_of
from village.figures.figure import Figure
from village.kernel.periods import Period

HERE, ENGLAND = "Here", "England"
UNITS = {"percent": "%", "per 10,000": "for every 10,000", "count": "number"}


def pictures_of(shown: Shown) -> Iterator[Chart]:
    """Every chart of an indicator's page, to be drawn when a version is made."""
    for step, points in shown.series:
        yield series_chart(shown, step, points)
    for part in shown.breakdowns:
        yield breakdown_chart(shown, part)


def pictures_of_version(of: Version) -> Iterator[Chart]:
    """Every chart of a version."""
    for shown in all_of(of):
        yield from pictures_of(shown)


def series_chart(shown: Shown, step: str, points: Sequence[tuple[Period, Figure]]) -> Chart:
    """The figure over time with its interval; beside England where the years are public."""
    here = [_point(HERE, period.label, figure) for period, figure in points]
    england = [
        Point(ENGLAND, place["period"], place["value"])
        for place in shown.comparison["england"]
        if step == "year" and place["period"] in {period.label for period, _ in points}
    ]
    spec, rows = trend([*here, *england], unit=UNITS[shown.unit])
    return chart(
        spec,
        rows,
        title=f"{shown.title}, by {step}",
        description=_said_of_series(shown, step, points),
        table=next(
            table for of, table in zip(shown.series, shown.tables, strict=True) if of[0] == step
        ),
    )


def _point(series: str, period: str, figure: Figure) -> Point:
    lower, upper = _limits(figure)
    return Point(series, period, figure.value, lower, upper)


def _limits(figure: Figure) -> tuple[float | None, float | None]:
    if figure.interval is None:
        return None, None
    return figure.interval.lower, figure.interval.upper


def _said_of_series(shown: Shown, step: str, points: Sequence[tuple[Period, Figure]]) -> str:
    first, last = points[0][0].label, points[-1][0].label
    of = f"{shown.title}, {shown.unit}, by {step}"
    if len(points) == 1:
        return f"{of}, {last} alone. The table beside it holds the same figure."
    return f"{of}, from {first} to {last}, with 95% intervals. The table holds the same figures."


def breakdown_chart(shown: Shown, part: Breakdown) -> Chart:
    """One breakdown of the newest period; a group that is withheld is said in words."""
    groups = [Group(name, figure.value, *_limits(figure)) for name, figure in part.points]
    spec, rows = breakdown(groups, unit=UNITS[shown.unit])
    return chart(
        spec,
        rows,
        title=part.table.caption,
        description=f"{shown.title} by {part.name.lower()}, {shown.broken_down}, with 95% "
        "intervals. The table holds the same figures.",
        table=part.table,
    )
