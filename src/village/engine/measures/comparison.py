"""What stands beside a figure: England, the region, the neighbours, and the sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from village.engine.intake.public_statistics_comparison import Comparison
from village.engine.measures.definition import Definition
from village.figures.compare import Published, neighbours
from village.figures.figure import Figure
from village.figures.plain import from_plain
from village.figures.words import Beside, sentence
from village.kernel.periods import Period, year_holding

Points = Sequence[Mapping[str, Any]]  # Any: a point of a series, in plain values
NO_SERIES = "no public series was found"


def plain_comparison(comparison: Comparison | None) -> dict[str, Any]:
    """Plain values for JSON; a mark such as `suppressed` stays a word beside a null."""
    if comparison is None or not comparison.rows:
        why = comparison.none if comparison else ""
        return _parts(none=why or NO_SERIES)
    years = sorted({row.year_ending for row in comparison.rows})
    country = [comparison.country(year) for year in years]
    return _parts(
        england=[_plain(place) for place in country if place],
        region=[_plain(place) for year in years for place in comparison.regions(year)],
        neighbours=[_plain(place) for year in years for place in comparison.neighbours(year)],
        source=_source(comparison),
    )


def _parts(
    *,
    none: str = "",
    england: Sequence[Any] = (),
    region: Sequence[Any] = (),
    neighbours: Sequence[Any] = (),
    source: str = "",
) -> dict[str, Any]:
    return {
        "none": none,
        "england": list(england),
        "region": list(region),
        "neighbours": list(neighbours),
        "source": source,
    }


def _plain(place: Published) -> dict[str, Any]:
    return {
        "area": place.area,
        "period": place.period,
        "value": place.value,
        "mark": place.mark,
    }


def _source(comparison: Comparison) -> str:
    """The line below the comparison: whose figures these are, and under which licence."""
    source = comparison.source
    if source is None:
        return ""
    near = f" Neighbours: {source.neighbours}." if source.neighbours else ""
    parts = (f"{source.publisher}, {source.dataset}, {source.published}.{near}", source.attribution)
    return " ".join((*parts, *comparison.notes))


STEPS = ("year", "quarter")
"""Which series speaks first."""


def sentence_of(
    definition: Definition, series: Mapping[str, Points], comparison: Comparison | None
) -> str:
    """The newest figure in plain English, beside what is public of the newest year it is of.

    Of the newest year, or of the newest quarter where no year is whole: as pages show it large.
    """
    points = next((series[step] for step in STEPS if series.get(step)), ())
    if not points:
        return ""
    period = Period.parse(points[-1]["period"])
    newest = from_plain(points[-1]["figure"])
    before = from_plain(points[-2]["figure"]) if len(points) > 1 else None
    return sentence(
        newest,
        definition.wording,
        when=_when(definition, period),
        beside=_beside(newest, comparison, period=period, before=before),
    )


def _when(definition: Definition, period: Period) -> str:
    if definition.stands_at_end:
        return f"On {period.last.day} {period.last:%B %Y}"
    return f"In the {period.label}" if period.step == "year" else f"From {period.label}"


def _beside(
    newest: Figure, comparison: Comparison | None, *, period: Period, before: Figure | None
) -> Beside:
    """England and the neighbours of the same year, or of the newest public year before it."""
    until = year_holding(period.last).last
    year = comparison.newest(until=until) if comparison else None
    if comparison is None or year is None:
        why = comparison.none if comparison else ""
        return Beside(no_comparison=why or NO_SERIES, before=before)
    near = comparison.neighbours(year)
    return Beside(
        england=comparison.country(year),
        neighbours=neighbours(near, unit=newest.unit) if near else None,
        before=before,
    )
