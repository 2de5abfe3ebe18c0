"""What stands beside a figure: our own line first, then England, the region, the neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from village.design import slots
from village.design.charts import Kind, Place
from village.design.tables import Column, Table
from village.figures.compare import Published, Standing, against
from village.figures.figure import Figure, Unit
from village.figures.words import rounded
from village.kernel.periods import Period

Points = Sequence[tuple[Period, Figure]]
Published_ = Mapping[str, Any]  # Any: plain values of one area in one year, a mark beside a null

PARTNERSHIP = " Safeguarding Children Partnership"
NEWEST = 2
"""So many years stand beside the chart; the earlier ones are folded."""
CAPTION = "England, the region and the statistical neighbours"
IN = {"percent": "in percent", "per 10,000": "for every 10,000 children", "count": "numbers"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure among others.

    places: the newest public year, with the local figure of that year, or else the newest one.
    says: what the newest public year shows, in a line. earlier: the years before those of `table`.
    newest: how our newest figure, of whatever year, stands to England's newest; may be "".
    """

    table: Table
    earlier: Table | None
    places: tuple[Place, ...]
    period: str
    says: str
    newest: str


def here() -> str:
    """The place that this house is for, by the name of its partnership; else "Here"."""
    names: Iterable[str] = slots.parts(slots.PARTNERSHIP, None)
    return next(iter(names), "").removesuffix(PARTNERSHIP) or "Here"


def beside(comparison: Mapping[str, Any], points: Points, *, unit: Unit) -> Beside | None:
    """What stands beside the years of a series, or its quarters; None where nothing is public."""
    public = [*comparison["england"], *comparison["region"], *comparison["neighbours"]]
    if not public:
        return None
    own = {period.label: figure for period, figure in points}
    years = sorted({place["period"] for place in public}, reverse=True)
    period = years[0]
    return Beside(
        table=_table(CAPTION, public, own, years=[*_alone(own, years), *years[:NEWEST]], unit=unit),
        earlier=_table("Earlier years", public, own, years=years[NEWEST:], unit=unit)
        if years[NEWEST:]
        else None,
        places=tuple(_places(comparison, own, period)),
        period=period,
        says=_says(comparison["england"], own, period, unit=unit),
        newest=_newest(comparison["england"], points, unit=unit),
    )


def _alone(own: Mapping[str, Figure], years: Sequence[str]) -> list[str]:
    """Our newest period, where none of ours is among the public years."""
    return list(own)[-1:] if not set(own) & set(years) else []


def _table(
    caption: str,
    public: Sequence[Published_],
    own: Mapping[str, Figure],
    *,
    years: Sequence[str],
    unit: Unit,
) -> Table:
    """One line for each place, our own first and marked; the newest year first."""
    cells = {(place["area"], place["period"]): place for place in public}
    ours = (here(), *(own.get(year) for year in years))
    theirs = (
        (area, *(_words(cells.get((area, year)), unit) for year in years))
        for area in dict.fromkeys(place["area"] for place in public)
    )
    columns = (Column("Place"), *(Column(year[:1].upper() + year[1:], True) for year in years))
    said = f"{caption} beside {here()}, {IN[unit.value]}"
    return Table(said, columns, (ours, *theirs), marked=0)


def _words(place: Published_ | None, unit: Unit) -> str | None:
    """A published value as the local ones are written; a mark stays the word it is."""
    if place is None:
        return None
    return str(place["mark"]) if place["value"] is None else rounded(place["value"], unit=unit)


def _places(
    comparison: Mapping[str, Any], own: Mapping[str, Figure], period: str
) -> Iterable[Place]:
    """The bars of the chart: places whose value of that year is public, and our own."""
    year, figure = _own(own, period)
    if figure is not None and figure.value is not None:
        name = here() if year == period else f"{here()}, {year}"
        limits = (figure.interval.lower, figure.interval.upper) if figure.interval else ()
        yield Place(name, Kind.HERE, figure.value, *limits)
    kinds = {"england": Kind.COUNTRY, "region": Kind.OTHER, "neighbours": Kind.NEIGHBOUR}
    for part, kind in kinds.items():
        for place in comparison[part]:
            if place["period"] == period and place["value"] is not None:
                yield Place(place["area"], kind, place["value"])


def _own(own: Mapping[str, Figure], period: str) -> tuple[str, Figure | None]:
    """Our figure of that year; of the newest year where there is none of it."""
    if period in own or not own:
        return period, own.get(period)
    return list(own.items())[-1]


def _says(
    england: Sequence[Published_], own: Mapping[str, Figure], period: str, *, unit: Unit
) -> str:
    year, figure = _own(own, period)
    public = next((place for place in england if place["period"] == period), None)
    if public is None or public["value"] is None:
        return f"Beside the neighbours, {period}"
    if figure is None or figure.value is None:
        return f"England: {rounded(public['value'], unit=unit)} in the {period}"
    numbers = f"{rounded(figure.value, unit=unit)} beside {rounded(public['value'], unit=unit)}"
    said = f"{_how(figure, public)} England: {numbers}"
    return f"{said}, {period}" if year == period else said


def _newest(england: Sequence[Published_], points: Points, *, unit: Unit) -> str:
    public = next((place for place in reversed(england) if place["value"] is not None), None)
    if public is None or not points or points[-1][1].value is None:
        return ""
    value = rounded(public["value"], unit=unit)
    return f"{_how(points[-1][1], public)} England: {value} in the {public['period']}"


def _how(figure: Figure, public: Published_) -> str:
    """What the test says of a figure beside a published one."""
    verdict = against(figure, Published(public["area"], public["period"], public["value"]))
    if verdict in (None, Standing.SIMILAR):
        return "Not clearly different from"
    return f"{str(verdict).capitalize()} than"
