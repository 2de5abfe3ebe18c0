"""What pages ask of figures: the list, one indicator, the versions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from village import engine
from village.design import formats
from village.design.sheets import Label
from village.design.tables import Column, Table
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.beside import Beside, beside
from village.evidence.indicators.selectors.origins import comments, origins
from village.evidence.indicators.selectors.reliance import warning
from village.evidence.returns import selectors as returns
from village.figures.counts import Count
from village.figures.figure import Figure, Unit
from village.figures.plain import from_plain
from village.figures.words import MAY_BE_ANY
from village.kernel.periods import Period
from village.partnership.people.rights import Rights

STEPS = ("year", "quarter")
GROUPS = {
    "sex": "Sex",
    "age_band": "Age",
    "ethnicity": "Ethnicity",
    "disability": "Disability",
    "deprivation": "Deprivation",
}
BETTER = {
    "higher is better": "Higher is better",
    "lower is better": "Lower is better",
    "neither": "Neither higher nor lower is better by itself",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator in the list: its newest figure and what stands beside it."""

    id: str
    title: str
    newest: Figure | None
    unit: str
    england: str
    trend: tuple[float | None, ...]
    trend_words: str

    @property
    def has_trend(self) -> bool:
        """Two points make no trend; a line is drawn from three on."""
        return len(self.trend) > 2


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One breakdown of the newest period. warning: why its groups are not held against another."""

    name: str
    table: Table
    points: tuple[tuple[str, Figure], ...]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator of one version, ready for a page."""

    id: str
    title: str
    sentence: str
    unit: str
    better: str
    definition: Mapping[str, Any]  # Any: the words of the definition, as the version kept them
    could_not: tuple[str, ...]
    series: tuple[tuple[str, tuple[tuple[Period, Figure], ...]], ...]
    tables: tuple[Table, ...]
    breakdowns: tuple[Breakdown, ...]
    broken_down: str
    review_on: date
    comparison: Mapping[str, Any]  # Any: plain values, marks beside nulls
    beside: Beside | None
    edition: str
    version: Version
    origins: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]
    linkage: Mapping[str, Any]  # Any: plain values; empty where it rests on no link

    @property
    def newest(self) -> tuple[str, str] | None:
        """The newest figure of the first series as the page's headline, and what it is of."""
        if not self.series:
            return None
        period, figure = self.series[0][1][-1]
        per = "for every 10,000 children, " if figure.unit is Unit.PER_10_000 else ""
        when = f"in the {period.label}" if period.step == "year" else period.label
        said = formats.figure(figure)
        return said[:1].upper() + said[1:], f"{per}{when}"

    @property
    def withholds(self) -> bool:
        """Whether a number of a breakdown is not shown."""
        return any(figure.withheld for part in self.breakdowns for _, figure in part.points)


def store() -> "engine.Store":
    return engine.Store(settings.VILLAGE_STORE)


def versions(rights: Rights) -> QuerySet[Version]:
    """Every published version, newest first."""
    return Version.objects.visible_to(rights).order_by("-pk")


def version(rights: Rights, name: str | None = None) -> Version | None:
    """The version of that name (Http404 where there is none to see), or the newest one."""
    if name is None:
        return versions(rights).first()
    return get_object_or_404(versions(rights), name=name)


def cards(newest: Version | None) -> list[Card]:
    """Each indicator of a version, by title."""
    if newest is None:
        return []
    found = engine.version(store(), newest.name)
    if found is None:
        return []
    plain = [engine.figures_of(store(), newest.name, name) for name in found.indicators]
    return sorted(map(_card, filter(None, plain)), key=lambda card: card.title)


def _card(plain: Mapping[str, Any]) -> Card:
    series: Mapping[str, Sequence[Any]] = plain["series"]  # Any: points in plain JSON
    points = next((series[step] for step in STEPS if series.get(step)), ())
    figures = [from_plain(point["figure"]) for point in points]
    england = plain["comparison"]["england"]
    return Card(
        id=plain["indicator"],
        title=plain["definition"]["title"],
        newest=figures[-1] if figures else None,
        unit="for every 10,000 children" if plain["unit"] == "per 10,000" else "",
        england=_published(england[-1], plain["unit"]) if england else "no public comparison",
        trend=tuple(figure.value for figure in figures),
        trend_words=" then ".join(formats.figure(figure) for figure in figures[-4:]),
    )


def _published(place: Mapping[str, Any], unit: str) -> str:
    """A published value in words; a mark stays the word it is."""
    if place["value"] is None:
        return str(place["mark"])
    sign = "%" if unit == "percent" else ""
    return f"{place['value']:,.1f}{sign} ({place['period']})"


def one(rights: Rights, indicator: str, name: str | None = None) -> Shown:
    """One indicator of a version. Http404 where there is no such figure to see."""
    of = version(rights, name)
    plain = engine.figures_of(store(), of.name, indicator) if of else None
    if of is None or plain is None:
        raise Http404
    return _shown(plain, of)


def all_of(of: Version) -> Iterator[Shown]:
    """Every indicator of a version, for the house itself."""
    found = engine.version(store(), of.name)
    for name in found.indicators if found else ():
        if plain := engine.figures_of(store(), of.name, name):
            yield _shown(plain, of)


def _shown(plain: Mapping[str, Any], of: Version) -> Shown:
    series = tuple(
        (step, tuple((Period.parse(p["period"]), from_plain(p["figure"])) for p in points))
        for step in STEPS
        if (points := plain["series"].get(step))
    )
    definition = plain["definition"]
    return Shown(
        id=plain["indicator"],
        title=definition["title"],
        sentence=plain["sentence"],
        unit=plain["unit"],
        better=BETTER[definition["direction"]],
        definition=definition,
        could_not=tuple(plain["could_not"]),
        series=series,
        tables=tuple(series_table(definition["title"], *step) for step in series),
        breakdowns=tuple(_breakdowns(plain)),
        broken_down=plain["breakdowns"].get("label", ""),
        review_on=date.fromisoformat(definition["review_on"]),
        comparison=plain["comparison"],
        beside=beside(
            plain["comparison"], series[0][1] if series else (), unit=Unit(plain["unit"])
        ),
        edition=plain["edition"],
        version=of,
        origins=origins(plain["series"]),
        comments=comments(plain["series"]),
        linkage=plain.get("linkage") or {},
    )


def series_table(title: str, step: str, points: Sequence[tuple[Period, Figure]]) -> Table:
    """What was counted, the figure and its limits, period by period."""
    rows = tuple((period.label, *page_cells(figure)) for period, figure in points)
    columns = (Column("Period"), *PAGE_COLUMNS)
    note = note_on([figure for _, figure in points])
    return Table(f"{title}, by {step}", columns, rows, note=note)


NOT_SHOWN = (
    "Numbers from 1 to 5, and the next smallest that would give them away, are not shown. "
    f"{MAY_BE_ANY}"
)


def note_on(figures: Sequence[Figure]) -> str:
    """What a table with a number that is not shown says of it."""
    return NOT_SHOWN if any(figure.withheld for figure in figures) else ""


PAGE_COLUMNS = (Column("Number", True), Column("Figure", True), Column("95% interval", True))


def page_cells(figure: Figure) -> tuple[Any, ...]:
    """The three cells of a figure on a page: `2,147 of 2,546`, the figure, its limits."""
    number = formats.figure(figure.numerator)
    if figure.unit is Unit.PERCENT and not figure.withheld:
        number = f"{number} of {formats.figure(figure.denominator)}"
    return (number, figure, formats.span(figure))


FIGURE_COLUMNS = (
    Column("Number", True, about="What is counted. Small numbers are not shown."),
    Column("Out of", True, about="What it is counted over."),
    Column("Figure", True, about="The rate or percentage, in the indicator's unit."),
    Column("From", True, about="Lower 95% limit."),
    Column("To", True, about="Upper 95% limit."),
)


def figure_cells(figure: Figure) -> tuple[Any, ...]:
    """The five cells of a figure, for a page or a sheet."""
    limits = (figure.interval.lower, figure.interval.upper) if figure.interval else (None, None)
    return (figure.numerator, figure.denominator, figure, *limits)


def _breakdowns(plain: Mapping[str, Any]) -> Sequence[Breakdown]:
    found = []
    by = plain["breakdowns"].get("by", {})
    for name, groups in ((name, by[name]) for name in GROUPS if name in by):
        every = ((group["group"], from_plain(group["figure"])) for group in groups)
        points = tuple((name, figure) for name, figure in every if not _is_empty(figure))
        rows = tuple((group, *page_cells(figure)) for group, figure in points)
        caption = f"By {GROUPS[name].lower()}, {plain['breakdowns']['label']}"
        warned = warning(
            GROUPS[name], points, whole=_whole(plain), is_linked=bool(plain.get("linkage"))
        )
        note = " ".join(filter(None, (warned, note_on([figure for _, figure in points]))))
        table = Table(caption, (Column(GROUPS[name]), *PAGE_COLUMNS), rows, note=note)
        found.append(Breakdown(GROUPS[name], table, points, warned))
    return found


def _whole(plain: Mapping[str, Any]) -> Figure | None:
    """The figure of all groups together, of the period that is broken down."""
    every = (point for points in plain["series"].values() for point in points)
    of = (point for point in every if point["period"] == plain["breakdowns"]["period"])
    return next((from_plain(point["figure"]) for point in of), None)


def _is_empty(figure: Figure) -> bool:
    """Nobody is in the group and nothing was counted in it: a row that says nothing."""
    parts = (figure.numerator, figure.denominator)
    return all(part is None or (isinstance(part, Count) and part.number == 0) for part in parts)


def sheet_of(shown: Shown) -> Table:
    """One indicator as a sheet: its series, then its breakdowns, one row a figure."""
    rows: list[tuple[Any, ...]] = []
    for _, points in shown.series:
        rows += [("All", "All", period.label, *figure_cells(figure)) for period, figure in points]
    for part in shown.breakdowns:
        rows += [
            (part.name, group, shown.broken_down, *figure_cells(figure))
            for group, figure in part.points
        ]
    columns = (Column("Breakdown"), Column("Group"), Column("Period"), *FIGURE_COLUMNS)
    return Table(shown.title, columns, tuple(rows), note=_note(shown))


def _note(shown: Shown) -> str:
    parts = (
        shown.definition["question"],
        f"Unit: {shown.unit}.",
        f"Definition {shown.edition}; {shown.version.label.lower()}.",
        str(shown.linkage.get("sentence", "")),
        *(part.warning for part in shown.breakdowns),
    )
    return " ".join(filter(None, parts))


def label_of(shown: Shown, table: Table, *, rights: Rights) -> Label:
    """What stands above the sheet of an indicator."""
    return Label(
        title=shown.title,
        definition=table.note,
        source=shown.definition["source"],
        audience="People of the partnership who may see internal figures; not for publication",
        by=str(rights.person),
        at=rights.at,
    )


def made_of(of: Version) -> dict[str, Any]:
    """What a version's page shows: its returns, without a row, and what could not be computed."""
    found = engine.version(store(), of.name)
    parts = returns.made_of([kept["ref"] for kept in found.returns]) if found else []
    names = found.indicators if found else ()
    plain = list(filter(None, (engine.figures_of(store(), of.name, name) for name in names)))
    titled = [(one["indicator"], one["definition"]["title"], one["could_not"]) for one in plain]
    return {
        "version": of,
        "returns": parts,
        "rows": "destroyed; the figures stay" if returns.any_gone(parts) else "kept, sealed",
        "indicators": sorted(
            ((name, title) for name, title, _ in titled), key=lambda pair: pair[1]
        ),
        "could_not": [(title, reason) for _, title, reasons in titled for reason in reasons],
    }
