"""What may become of a return, and what acceptance asks of it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from village.kernel.periods import Period


class State(StrEnum):
    """The life of one edition of a return; a return without a live edition is expected."""

    RECEIVED = "received"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


NEXT: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.CHECKED, State.REFUSED}),
    State.CHECKED: frozenset({State.ACCEPTED, State.REFUSED, State.SUPERSEDED}),
    State.ACCEPTED: frozenset({State.SUPERSEDED, State.WITHDRAWN}),
    State.REFUSED: frozenset(),
    State.SUPERSEDED: frozenset(),
    State.WITHDRAWN: frozenset(),
}

LIVE = (State.RECEIVED, State.CHECKED, State.ACCEPTED)
WITH_ROWS = (State.CHECKED, State.ACCEPTED)
"""Editions whose findings lie in the store and may be shown row by row."""


def may_become(now: State, then: State) -> bool:
    return then in NEXT[now]


def standing(live: State | None, *, due_on: date, day: date) -> str:
    """One word for the calendar: expected, late, received, checked or accepted."""
    if live is not None:
        return live.value
    return "late" if day > due_on else "expected"


def wrong_year(read: Period | None, owed: Period) -> str | None:
    """Why a file cannot be accepted for this period, or None.

    read: the period that the file was read as; None where it was not read.
    """
    if read is None:
        return "The file does not say which period it is of."
    if read == owed:
        return None
    return f"The file is of the {read.label}; this return is owed for the {owed.label}."


def mostly_outside(summary: Mapping[str, Any], owed: Period) -> str | None:
    """Why a table cannot be accepted for this period, or None: most of its rows lie outside it.

    summary: of an edition; `outside` of its `table_rows` did not happen in the period.
    """
    rows, outside = summary.get("table_rows", 0), summary.get("outside", 0)
    if outside * 2 <= rows:
        return None
    if outside == rows:
        return f"None of its rows lies in the period that is owed, {owed.label}."
    return f"Of its {rows:,} rows {outside:,} lie outside the period that is owed, {owed.label}."


def another_period(read: Period | None, owed: Period, summary: Mapping[str, Any]) -> str | None:
    """Why a file is of another period than is owed, or None."""
    return wrong_year(read, owed) or mostly_outside(summary, owed)


TONES: Mapping[str, str] = {
    "expected": "info",
    "late": "bad",
    "received": "info",
    "checked": "warn",
    "accepted": "good",
    "refused": "quiet",
    "superseded": "quiet",
    "withdrawn": "quiet",
}
"""How a state looks: the design's words for colours."""
