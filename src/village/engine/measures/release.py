"""From true counts to figures that may leave, for one audience: Measured -> Releasable.

Today there is one audience, people inside the partnership. Nothing of this may go to the public.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from village.engine.intake.public_statistics_comparison import Comparison
from village.engine.measures.cells import Cell, PeriodCounts
from village.engine.measures.certainty import beside
from village.engine.measures.comparison import STEPS, plain_comparison, sentence_of
from village.engine.measures.definition import Definition
from village.engine.measures.measured import Measured
from village.engine.measures.protection import Protected, newest, place_of, protected
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, Unit, number, percentage, rate_per_10_000
from village.figures.intervals import share_spread
from village.figures.plain import from_plain, to_plain

INTERNAL = "internal"
Plain = dict[str, Any]  # Any: plain values for JSON


@dataclass(frozen=True, slots=True)
class Releasable:
    """One indicator of one version as it may be shown to one audience."""

    audience: str
    indicator: str
    plain: Mapping[str, Any]


def releasable(
    found: Measured, *, made_up: bool, comparison: Comparison | None = None
) -> Releasable:
    """Withhold what is small, and give every figure its interval and its sentence."""
    definition = found.definition
    shown = protected(found)
    series = {
        step: [_point(definition, counts, shown) for counts in periods]
        for step, periods in found.steps.items()
    }
    plain: Plain = {
        "indicator": definition.id,
        "edition": definition.edition,
        "audience": INTERNAL,
        "made_up": made_up,
        "unit": definition.unit,
        "could_not": list(found.could_not),
        "definition": _told(definition),
        "series": series,
        "sentence": sentence_of(definition, series, comparison),
        "linkage": _linkage(found, series),
        "comparison": plain_comparison(comparison),
        "breakdowns": _breakdowns(found, shown),
    }
    return Releasable(INTERNAL, definition.id, plain)


def _linkage(found: Measured, series: Mapping[str, Any]) -> Plain | None:
    """How sure the links behind the newest figure are; None where none are between agencies."""
    points = next((series[step] for step in STEPS if series.get(step)), ())
    newest = from_plain(points[-1]["figure"]) if points else None
    return beside(found.definition, found.sure, newest)


def _told(definition: Definition) -> Plain:
    """The definition as it was when this was counted."""
    return {
        "title": definition.title,
        "question": definition.question,
        "why": definition.why,
        "direction": definition.direction,
        "numerator": definition.numerator_words,
        "denominator": definition.denominator_words,
        "caveats": list(definition.caveats),
        "source": definition.source,
        "author": definition.author,
        "review_on": definition.review_on.isoformat(),
    }


def _point(definition: Definition, counts: PeriodCounts, shown: Protected) -> Plain:
    place, label = place_of(counts.period), counts.period.label
    figure = _figure(
        definition.unit, counts.total, shown.part[place], shown.whole[place], period=label
    )
    point = {
        "period": counts.period.key,
        "label": label,
        "form": counts.form,
        "figure": to_plain(figure),
    }
    said: dict[str, Any] = {"comment": counts.comment} if counts.comment else {}
    return {**point, **said, "brought": True} if counts.brought else {**point, **said}


def _breakdowns(found: Measured, shown: Protected) -> Plain:
    """The newest period of the first step, by each breakdown of the definition."""
    last = newest(found)
    if last is None:
        return {}
    return {
        "period": last.period.key,
        "label": last.period.label,
        "form": last.form,
        "by": {
            name: _groups(found, last, name, shown)
            for name in found.definition.breakdowns
            if name in last.groups
        },
    }


def _groups(found: Measured, last: PeriodCounts, name: str, shown: Protected) -> list[Plain]:
    unit, label = found.definition.unit, last.period.label
    return [
        {
            "group": group,
            "figure": to_plain(
                _figure(unit, cell, shown.part[place], shown.whole[place], period=label)
            ),
        }
        for group, cell in last.groups[name].items()
        for place in (place_of(last.period, name, group),)
    ]


def _figure(
    unit: Unit,
    cell: Cell,
    part: Count | Withheld,
    whole: Count | Withheld | None,
    *,
    period: str,
) -> Figure:
    """The figure of a cell. What repeats for a child widens its interval.

    A rate without a population has its count and no value.
    """
    if unit is Unit.COUNT:
        return number(part, period=period, squares=cell.part.squares)
    if unit is Unit.PERCENT and whole is not None:
        return percentage(part, whole, period=period, spread=_spread(cell))
    if isinstance(whole, Count):
        return rate_per_10_000(part, whole.number, period=period, squares=cell.part.squares)
    return Figure(part, None, None, None, None, unit, period)


def _spread(cell: Cell) -> float:
    """How much wider a percentage's interval is for repeats; exactly 1 where nobody repeats."""
    part, whole = cell.part, cell.whole
    if whole is None or whole.squares == whole.events:
        return 1.0
    return share_spread(
        part.events,
        whole.events,
        part_squares=part.squares,
        products=cell.products,
        whole_squares=whole.squares,
    )
