"""From true counts to figures that may leave, for one audience: Measured -> Releasable.

Today there is one audience, people inside the partnership: small counts are withheld, and so is
what would give them away within one table. Nothing of this may go to the public.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from village.engine.intake.public_statistics_comparison import Comparison
from village.engine.measures.comparison import plain_comparison, sentence_of
from village.engine.measures.definition import Count as Counting
from village.engine.measures.definition import Definition
from village.engine.measures.measured import Counted, Measured, PeriodCounts, Tally
from village.figures.counts import Count, Withheld, protect
from village.figures.disclosure import protect_breakdown
from village.figures.figure import Figure, number, percentage, rate_per_10_000
from village.figures.plain import to_plain

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
    series = {
        step: [_point(definition, counts) for counts in periods]
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
        "comparison": plain_comparison(comparison),
        "breakdowns": _breakdowns(definition, found),
    }
    return Releasable(INTERNAL, definition.id, plain)


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


def _point(definition: Definition, counts: PeriodCounts) -> Plain:
    above = _shown(counts.numerator.total, definition.numerator)
    below = counts.denominator.total if counts.denominator else None
    figure = _figure(
        definition,
        above,
        _shown_below(definition, below),
        period=counts.period.label,
        squares=_squares(counts),
    )
    return {"period": counts.period.key, "label": counts.period.label, "figure": to_plain(figure)}


def _squares(counts: PeriodCounts) -> int | None:
    """The sum over children of the square of each one's events: repeats widen the interval."""
    if not counts.repeats:
        return None
    return sum(rows * rows * children for rows, children in counts.repeats.items())


def _shown(tally: Tally, counting: Counting) -> Count | Withheld:
    events = tally.events if counting.counts == "rows" else None
    return protect(tally.children, events=events)


def _shown_below(definition: Definition, below: Tally | None) -> Count | Withheld | None:
    """Populations are public; what a return was counted over is protected as the rest is."""
    if below is None:
        return None
    if isinstance(definition.denominator, Counting):
        return _shown(below, definition.denominator)
    return Count(below.children)


def _figure(
    definition: Definition,
    above: Count | Withheld,
    below: Count | Withheld | None,
    *,
    period: str,
    squares: int | None = None,
) -> Figure:
    if definition.unit == "percent" and below is not None:
        return percentage(above, below, period=period)
    if definition.unit == "per 10,000" and isinstance(below, Count):
        return rate_per_10_000(above, below.number, period=period, squares=squares)
    return number(above, period=period, squares=squares)


def _breakdowns(definition: Definition, found: Measured) -> Plain:
    """The newest period of the first step, by each breakdown of the definition."""
    periods = found.steps.get(definition.steps[0], ())
    if not periods:
        return {}
    newest = periods[-1]
    return {
        "period": newest.period.key,
        "label": newest.period.label,
        "by": {name: _groups(definition, newest, name) for name in definition.breakdowns},
    }


def _groups(definition: Definition, counts: PeriodCounts, name: str) -> list[Plain]:
    above = _protected(counts.numerator, name, definition.numerator)
    below = _below(definition, counts, name)
    return [
        {
            "group": group,
            "figure": to_plain(
                _figure(
                    definition,
                    above.get(group, Count(0)),
                    below.get(group),
                    period=counts.period.label,
                )
            ),
        }
        for group in sorted({*above, *below}, key=_place)
    ]


def _protected(counted: Counted, name: str, counting: Counting) -> Mapping[str, Count | Withheld]:
    groups = {group: _count(tally, counting) for group, tally in counted.groups[name].items()}
    return protect_breakdown(_count(counted.total, counting), groups).groups


def _below(
    definition: Definition, counts: PeriodCounts, name: str
) -> Mapping[str, Count | Withheld]:
    if counts.denominator is None:
        return {}
    if isinstance(definition.denominator, Counting):
        return _protected(counts.denominator, name, definition.denominator)
    living = counts.denominator.groups.get(name, {})
    return {group: Count(tally.children) for group, tally in living.items()}


def _count(tally: Tally, counting: Counting) -> Count:
    return Count(tally.children, tally.events if counting.counts == "rows" else None)


ORDER = (
    "Female", "Male",
    "under 1", "1 to 4", "5 to 9", "10 to 15", "16 to 17", "18 or over",
    "White", "Mixed", "Asian", "Black", "Other",
    "not known", "Not known",
)  # fmt: skip


def _place(group: str) -> tuple[int, str]:
    """Groups in the order that people know, those unknown to us after them."""
    return (ORDER.index(group) if group in ORDER else len(ORDER), group)
