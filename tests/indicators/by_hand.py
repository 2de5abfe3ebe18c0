"""Versions written by hand: figures of our choosing, published as the engine would."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.cast import AT, PRODUCER
from village.engine.store.versions import write_version
from village.evidence.indicators import services
from village.evidence.indicators.models import Version
from village.evidence.returns.services import house
from village.figures.counts import protect
from village.figures.figure import number
from village.figures.plain import to_plain
from village.kernel.periods import Period, quarters, year_ending

LAST = [*quarters(year_ending(2026)), *quarters(year_ending(2027))][:5]
"""Five quarters, the newest from April to June 2026."""

Plain = Mapping[str, Any]


def indicator(
    name: str,
    numbers: Sequence[int],
    *,
    direction: str = "lower is better",
    until: int = 5,
    forms: Sequence[str] = (),
    groups: Mapping[str, Mapping[str, int]] | None = None,
) -> Plain:
    """An indicator that counts so many in each quarter up to the one before `until`."""
    periods = LAST[until - len(numbers) : until]
    found = forms or ["rows"] * len(numbers)
    points = [_point(*one) for one in zip(periods, numbers, found, strict=True)]
    return {
        "indicator": name,
        "edition": "2026-1",
        "audience": "internal",
        "made_up": True,
        "unit": "count",
        "could_not": [],
        "definition": {
            "title": name.replace("-", " ").capitalize(),
            "question": "How many?",
            "why": "To see.",
            "direction": direction,
            "numerator": "What is counted.",
            "denominator": "Nothing.",
            "caveats": [],
            "source": "Made up.",
            "author": "A test.",
            "review_on": "2027-03-31",
        },
        "series": {"quarter": points},
        "sentence": "So many.",
        "comparison": {"england": [], "region": [], "neighbours": [], "none": "none", "source": ""},
        "breakdowns": _by(points[-1], groups) if groups else {},
    }


def _point(period: Period, counted: int, form: str) -> Plain:
    figure = number(protect(counted), period=period.label)
    return {
        "period": period.key,
        "label": period.label,
        "form": form,
        "figure": to_plain(figure),
    }


def _by(point: Plain, groups: Mapping[str, Mapping[str, int]]) -> Plain:
    label = point["label"]
    return {
        "period": point["period"],
        "label": label,
        "form": "rows",
        "by": {
            name: [
                {"group": group, "figure": to_plain(number(protect(counted), period=label))}
                for group, counted in cells.items()
            ]
            for name, cells in groups.items()
        },
    }


def published(
    *indicators: Plain, returns: Sequence[Mapping[str, str]] = (), at: datetime = AT
) -> Version:
    """A version that says this and nothing else, made of these returns."""
    store = house.store()
    facts = {"as_at": "2026-07-15", "made_up": True, "returns": list(returns), "editions": {}}
    with store.scratch() as scratch:
        write_version(
            scratch / "version",
            indicators={one["indicator"]: one for one in indicators},
            facts=facts,
        )
        name = store.publish(scratch / "version")
    return services.publish(name, why="A test wrote it", by=PRODUCER, at=at)


__all__ = ["LAST", "indicator", "published"]
