"""Figures as plain JSON; what is withheld is null and says so, and is never nought."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from village.design import formats
from village.design.answers import moment
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.exploring import Answer
from village.evidence.indicators.selectors.figures import Card, Shown
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure
from village.kernel.periods import Period

Plain = dict[str, Any]  # Any: plain JSON
WORDS = ("question", "why", "numerator", "denominator", "source")


def cards(found: Sequence[Card], newest: Version | None) -> Plain:
    return {
        "version": version(newest) if newest else None,
        "indicators": [_card(card) for card in found],
    }


def _card(card: Card) -> Plain:
    return {
        "id": card.id,
        "title": card.title,
        "newest": figure(card.newest) if card.newest else None,
        "href": reverse("indicators:api_one", args=[card.id]),
    }


def version(of: Version) -> Plain:
    return {
        "name": of.name,
        "built_at": moment(of.built_at),
        "made_up": of.made_up,
        "why": of.why,
        "href": reverse("indicators:api_version", args=[of.name]),
    }


def made_of(found: Mapping[str, Any]) -> Plain:  # Any: as the version's page takes it
    """A version with the returns that it was made of, without a row of them."""
    of = found["version"]
    return {
        **version(of),
        "returns": [
            {
                "title": part.title,
                "body": part.body,
                "period": part.period,
                "edition": part.edition,
                "errors": part.errors,
                "queries": part.queries,
            }
            for part in found["returns"]
        ],
        "indicators": [
            {"id": name, "title": title, "href": _permanent(of, name)}
            for name, title in found["indicators"]
        ],
        "could_not": [
            {"indicator": title, "reason": str(reason)} for title, reason in found["could_not"]
        ],
    }


def one(shown: Shown) -> Plain:
    """An indicator with its definition, every series, and the breakdown of its newest period."""
    return {
        "id": shown.id,
        "title": shown.title,
        "sentence": shown.sentence,
        "unit": shown.unit,
        "better": shown.better,
        "definition": {
            **{name: str(shown.definition.get(name, "")) for name in WORDS},
            "caveats": [str(caveat) for caveat in shown.definition.get("caveats", ())],
            "edition": shown.edition,
            "review_on": shown.review_on.isoformat(),
        },
        "version": version(shown.version),
        "href": _permanent(shown.version, shown.id),
        "page": reverse("indicators:permanent", args=[shown.version.name, shown.id]),
        "series": [
            {"step": step, "points": [_point(*point) for point in points]}
            for step, points in shown.series
        ],
        "breakdowns": [
            {
                "name": part.name,
                "period": shown.broken_down,
                "warning": part.warning,
                "groups": [
                    {"group": group, "figure": figure(of_group)} for group, of_group in part.points
                ],
            }
            for part in shown.breakdowns
        ],
        "linkage": _linkage(shown.linkage),
        "origins": list(shown.origins),
        "could_not": [str(reason) for reason in shown.could_not],
    }


LINKAGE = (
    "sentence", "agencies", "found", "tried_over_all_agencies", "precision_expected",
    "head_count_too_high_by", "moves", "nearer",
)  # fmt: skip


def _linkage(beside: Mapping[str, Any]) -> Plain | None:
    """How sure the links between agencies are; null where the figure rests on none."""
    return {name: beside[name] for name in LINKAGE} if beside else None


def _permanent(of: Version, indicator: str) -> str:
    return reverse("indicators:api_permanent", args=[of.name, indicator])


def _point(period: Period, of_period: Figure) -> Plain:
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "label": period.label,
        "figure": figure(of_period),
    }


def figure(of: Figure) -> Plain:
    """A figure unrounded, with its 95% limits and the words of its page."""
    lower, upper = (of.interval.lower, of.interval.upper) if of.interval else (None, None)
    return {
        "withheld": of.withheld,
        "numerator": _number(of.numerator),
        "denominator": _number(of.denominator),
        "value": of.value,
        "lower": lower,
        "upper": upper,
        "text": formats.figure(of),
    }


def _number(part: Count | Withheld | None) -> int | None:
    return part.number if isinstance(part, Count) else None


def explored(found: Sequence[Answer], of: Version) -> Plain:
    """Tables that a reader put together, each with its definition, one entry a figure."""
    return {"version": version(of), "tables": [_explored(one) for one in found]}


CELLS = (
    "indicator", "period", "breakdown", "group", "crossed_with", "group_of_that", "number",
    "out_of", "figure", "from", "to",
)  # fmt: skip


def _explored(answer: Answer) -> Plain:
    shown = answer.shown
    return {
        "id": answer.indicator,
        "title": answer.title,
        "definition": {name: str(shown.definition.get(name, "")) for name in WORDS}
        if shown
        else {},
        "unit": shown.unit if shown else "",
        "linkage": _linkage(shown.linkage) if shown else None,
        "is_moved": bool(answer.told),
        "note": answer.table.note if answer.table else "",
        "figures": [
            {name: _cell(cell) for name, cell in zip(CELLS, line, strict=True)}
            for line in answer.lines
        ],
    }


def _cell(cell: Any) -> Any:  # Any: a cell of a sheet
    """What is withheld is null and is never nought."""
    if isinstance(cell, Withheld):
        return None
    if isinstance(cell, Count):
        return cell.number
    return cell.value if isinstance(cell, Figure) else cell
