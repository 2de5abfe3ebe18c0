"""Tables that a reader puts together: which there are, what each shows, and how it goes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from village import engine
from village.design.charts import Chart
from village.design.sheets import Label
from village.design.tables import Column, Table
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import asked, crossed
from village.evidence.indicators.selectors.asked import Asked
from village.evidence.indicators.selectors.figures import (
    FIGURE_COLUMNS,
    GROUPS,
    Shown,
    figure_cells,
    one,
    store,
)
from village.evidence.indicators.selectors.pictures import breakdown_chart, series_chart
from village.evidence.returns.services import house
from village.jobs import selectors as jobs
from village.jobs.models import Job
from village.jobs.models import State as JobState
from village.partnership.people.rights import Rights

YEARS, QUARTERS = "year", "quarter"
MOST = 3
"""Indicators that stand in one answer."""
ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen. period: a step for all its periods, a period's key, or "" for the newest."""

    indicators: tuple[str, ...]
    by: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One table of what was chosen, or why there is none.

    asks: what has to be counted first. job: how far that is.
    """

    title: str
    indicator: str
    table: Table | None = None
    chart: Chart | None = None
    could_not: str = ""
    asks: Asked | None = None
    job: Job | None = None
    told: Mapping[str, Any] = field(default_factory=dict)  # Any: plain JSON of a counted table
    shown: Shown | None = None
    lines: tuple[tuple[Any, ...], ...] = ()  # Any: cells of a sheet

    @property
    def waits(self) -> bool:
        return self.job is not None and self.job.state not in (JobState.FAILED, JobState.GIVEN_UP)

    @property
    def linkage(self) -> str:
        """How sure the links are that it rests on; "" where it rests on none."""
        return str(self.shown.linkage.get("sentence", "")) if self.shown else ""

    @property
    def failed(self) -> bool:
        return self.job is not None and not self.waits


def answers(rights: Rights, of: Version, wish: Wish) -> list[Answer]:
    """A table for each indicator that was chosen. Http404 for one that the version has not."""
    return [_answer(one(rights, name, of.name), wish) for name in wish.indicators[:MOST]]


def _answer(shown: Shown, wish: Wish) -> Answer:
    if not shown.series:
        return _none(shown, "It has no figure in this version.")
    if not wish.by:
        return _over_time(shown, wish)
    if strange := [name for name in wish.by if name not in _splits(shown)]:
        words = " and ".join(GROUPS[name].lower() for name in strange)
        return _none(shown, f"It is not broken down by {words}.")
    newest = engine_plain(shown)["breakdowns"].get("period", "")
    wanted = newest if wish.period in ("", YEARS, QUARTERS) else wish.period
    if len(wish.by) == 1 and wanted == newest:
        return _protected(shown, wish.by[0])
    return _counted(shown, Asked(shown.version.name, shown.id, wanted, wish.by))


def _none(shown: Shown, why: str) -> Answer:
    return Answer(shown.title, shown.id, could_not=why, shown=shown)


def engine_plain(shown: Shown) -> Mapping[str, Any]:  # Any: an indicator in plain JSON
    found = engine.figures_of(store(), shown.version.name, shown.id)
    if found is None:
        raise Http404
    return found


def _splits(shown: Shown) -> set[str]:
    """By what the version itself breaks it down."""
    return set(engine_plain(shown)["breakdowns"].get("by", ()))


def _over_time(shown: Shown, wish: Wish) -> Answer:
    """A series of the version, or one period of it."""
    step = QUARTERS if wish.period == QUARTERS else YEARS
    found = dict(shown.series)
    if wish.period not in ("", YEARS, QUARTERS):
        points = [p for every in found.values() for p in every if p[0].key == wish.period]
        chart = None
    else:
        step = step if step in found else shown.series[0][0]
        points, chart = list(found[step]), series_chart(shown, step, found[step])
    if not points:
        return _none(shown, "It has no figure of that period.")
    columns = (Column("Period"), *FIGURE_COLUMNS)
    rows = tuple((period.label, *figure_cells(figure)) for period, figure in points)
    lines = tuple((shown.title, row[0], "", "", "", "", *row[1:]) for row in rows)
    table = Table(f"{shown.title}, over time", columns, rows)
    return Answer(shown.title, shown.id, table, chart, shown=shown, lines=lines)


def _protected(shown: Shown, by: str) -> Answer:
    """The version's own breakdown of its newest period."""
    part = next(one for one in shown.breakdowns if one.name == GROUPS[by])
    lines = tuple(
        (shown.title, shown.broken_down, part.name, group, "", "", *figure_cells(figure))
        for group, figure in part.points
    )
    drawn = breakdown_chart(shown, part)
    return Answer(shown.title, shown.id, part.table, drawn, shown=shown, lines=lines)


def _counted(shown: Shown, wanted: Asked) -> Answer:
    """A table that the engine counts from rows, once it is asked to."""
    told = asked.counted(wanted)
    if told is None:
        why = _why_never(shown, wanted)
        job = None if why else jobs.latest(about={"table": wanted.ref})
        asks = None if why else wanted
        return Answer(shown.title, shown.id, could_not=why, asks=asks, job=job, shown=shown)
    if "cells" not in told:
        return _none(shown, told["could_not"])
    table = crossed.table_of(told, title=shown.title)
    lines = tuple(crossed.lines_of(told, title=shown.title))
    chart = crossed.chart_of(told)
    return Answer(shown.title, shown.id, table, chart, told=told, shown=shown, lines=lines)


def _why_never(shown: Shown, wanted: Asked) -> str:
    """Why it is not worth asking; "" where it can be counted."""
    plain = engine_plain(shown)
    points = [point for series in plain["series"].values() for point in series]
    point = next((one for one in points if one["period"] == wanted.period), None)
    if point is None:
        return "It has no figure of that period."
    if point.get("form", ROWS) != ROWS:
        return "The agency counts it itself and sends no rows, so nothing more can be counted."
    found = engine.version(store(), shown.version.name)
    if found is None or engine.rows_gone(store(), found):
        return (
            "The rows behind this version are gone: its figures stay, and nothing more is counted. "
            "Ask the newest version."
        )
    definitions = {one.id: one.edition for one in house.rulebook().definitions}
    if definitions.get(shown.id) != shown.edition:
        return "It was counted by another edition of the definition. Ask the newest version."
    return ""


def wanted_of(rights: Rights, of: Version, wish: Wish) -> Iterator[Asked]:
    """What of a wish has still to be counted and can be."""
    yield from (one.asks for one in answers(rights, of, wish) if one.asks and not one.waits)


def titles(of: Version | None) -> list[tuple[str, str]]:
    """Every indicator of a version that has a figure, to choose from."""
    found = engine.version(store(), of.name) if of else None
    names = found.indicators if found and of else ()
    plain = [engine.figures_of(store(), of.name, name) for name in names] if of else []
    known = (
        (one["indicator"], one["definition"]["title"])
        for one in plain
        if one and any(one["series"].values())
    )
    return sorted(known, key=lambda pair: pair[1])


def periods(of: Version | None) -> list[tuple[str, str]]:
    """Every period of which the version has a figure, newest first."""
    found = engine.version(store(), of.name) if of else None
    labels: dict[str, str] = {}
    for name in found.indicators if found and of else ():
        plain = engine.figures_of(store(), of.name, name) if of else None
        for points in plain["series"].values() if plain else ():
            labels |= {point["period"]: point["label"] for point in points}
    return sorted(labels.items(), key=lambda pair: pair[0].partition("--")[::-1], reverse=True)


SHEET = ("Indicator", "Period", "Breakdown", "Group", "Crossed with", "Group of that")


def sheet_of(found: Sequence[Answer]) -> Table:
    """Everything that was chosen, one line a figure."""
    columns = (*(Column(name) for name in SHEET), *FIGURE_COLUMNS)
    rows = tuple(line for one in found for line in one.lines)
    notes = (said for one in found if one.table for said in (one.table.note, _linkage(one)))
    note = " ".join(dict.fromkeys(filter(None, notes)))
    return Table("Table from Explore", columns, rows, note=note)


def _linkage(one: Answer) -> str:
    """Of which indicator, and how sure its links are."""
    return one.linkage and f"{one.title}: {one.linkage}"


def label_of(found: Sequence[Answer], of: Version, *, rights: Rights) -> Label:
    """What stands above it: the definition of each indicator."""
    said = [
        f"{one.title}: {one.shown.definition['numerator']} Out of: "
        f"{one.shown.definition['denominator']} Unit: {one.shown.unit}."
        for one in found
        if one.shown
    ]
    table = sheet_of(found)
    return Label(
        title=f"Table of {of.label.lower()}",
        definition=" ".join(filter(None, (*said, table.note))),
        source="; ".join(dict.fromkeys(o.shown.definition["source"] for o in found if o.shown)),
        audience="People of the partnership who may see internal figures; not for publication",
        by=str(rights.person),
        at=rights.at,
    )
