"""Returns and editions as plain JSON: what the sender's pages say, and not a name of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from village import engine
from village.design.answers import moment
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import State
from village.evidence.returns.selectors import Kind
from village.evidence.returns.selectors.by_key import Owed
from village.evidence.returns.services import counts as counting
from village.evidence.returns.services.looking import Looked
from village.kernel.periods import Period

__all__ = ["Edition", "State", "blank", "edition", "issues", "owed", "whole"]

Plain = dict[str, Any]  # Any: plain JSON
NEXT: Mapping[str, str] = {
    State.RECEIVED: "It is being checked. Ask again in some seconds.",
    State.CHECKED: "A data lead reads on the site what was found, and accepts it or leaves it out.",
    State.ACCEPTED: "It is in the data set.",
    State.REFUSED: "It was left out, or could not be read. Mend it and send it again.",
    State.SUPERSEDED: "A newer edition took its place.",
    State.WITHDRAWN: "It was taken back.",
}
COUNTED = ("children", "errors", "queries")
NO_CHILDREN: Mapping[str, None] = {"children": None}
"""Of a return of counts, which names no child: it is not that there were none."""
HELD: Mapping[str, None] = {"message": None, "mend": None}
"""Of a rule that held: what it would have said is no finding."""
CELL = ("child_id", "table", "row", "line", "column", "value", "rule", "severity", "message")


def owed(one: Owed) -> Plain:
    asks_counts = counting.asked(one.owed) is not None
    return {
        "ref": one.owed.ref,
        "title": one.owed.title,
        "kind": one.owed.spec,
        "form": "counts" if asks_counts else "file",
        "body": one.owed.body.name,
        "period": period(one.owed.period),
        "due_on": one.owed.due_on.isoformat(),
        "state": one.standing,
        "href": reverse("returns:api_return", args=[one.owed.ref]),
        "send_to": reverse("returns:api_send", args=[one.owed.ref]),
        "blank": reverse("returns:api_counts", args=[one.owed.ref])
        if counting.asks_form(one.owed)
        else None,
    }


def period(of: Period) -> Plain:
    return {"first": of.first.isoformat(), "last": of.last.isoformat(), "label": of.label}


def edition(shown: Edition) -> Plain:
    """An edition in short."""
    sending = getattr(shown, "sending", None)
    return {
        "ref": shown.ref,
        "of": shown.of.ref,
        "number": shown.number,
        "state": shown.state,
        "sent_at": moment(shown.sent_at),
        "checked_at": moment(shown.checked_at) if shown.checked_at else None,
        "sent_by_key": sending.key.prefix if sending else None,
        "reason": shown.reason,
        "sha256": shown.sha256,
        "size": shown.size,
        "href": reverse("returns:api_edition", args=[shown.ref]),
    }


def whole(shown: Edition, *, kinds: Sequence[Kind], why_not: str) -> Plain:
    """An edition with what the check found, by rule and in counts."""
    of_counts = NO_CHILDREN if counting.asked(shown.of) is not None else {}
    return {
        **edition(shown),
        "next": NEXT[shown.state],
        "why_not": why_not,
        "failure": _failure(shown),
        **{name: shown.summary.get(name) for name in COUNTED},
        **of_counts,
        "rules": [{**_rule(kind), **of_counts} for kind in kinds],
        "issues": reverse("returns:api_issues", args=[shown.ref]),
    }


def _rule(kind: Kind) -> Plain:
    return {**asdict(kind), **(HELD if kind.end == "held" else {})}


def _failure(shown: Edition) -> Plain | None:
    """Why a file could not be read: what, where, what to do."""
    if not shown.failure:
        return None
    return {name: str(shown.failure.get(name, "")) for name in ("what", "where", "mend")}


def issues(shown: Edition, found: Looked) -> Plain:
    return {
        "edition": shown.ref,
        "of": found.of,
        "issues": [{name: row.get(name) for name in CELL} for row in found.rows],
    }


def blank(one: Return, spec: "engine.CountsSpec") -> Plain:
    """What is asked for, line by line, to be filled in and sent back."""
    return {
        "return": one.ref,
        "title": one.title,
        "quarter": one.period.label,
        "marks": [mark.value for mark in engine.Mark],
        "send_to": reverse("returns:api_send", args=[one.ref]),
        "counts": [_line(one, asked, place) for asked in spec.asked for place in asked.places],
    }


def _line(one: Return, asked: "engine.Asked", place: "engine.Place") -> Plain:
    return {
        "quarter": one.period.label,
        "indicator": asked.indicator,
        "title": asked.title,
        "breakdown": place.breakdown,
        "group": place.group,
        "numerator": None,
        "denominator": None,
        "comment": None,
        "asks": {
            "numerator": asked.numerator,
            "denominator": asked.denominator or None,
            "guidance": asked.guidance,
        },
    }
