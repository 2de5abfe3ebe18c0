"""The life of a sheet that is brought, and which column is probably what."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from village.kernel.brought import Field, Spread, said


class State(StrEnum):
    """received: its bytes lie sealed. read: its rows wait to be matched, tried and taken."""

    RECEIVED = "received"
    READ = "read"
    TAKEN = "taken in"
    UNDONE = "taken back"
    REFUSED = "not readable"
    DROPPED = "dropped"


NEXT: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.READ, State.REFUSED, State.DROPPED}),
    State.READ: frozenset({State.TAKEN, State.DROPPED}),
    State.TAKEN: frozenset({State.UNDONE}),
    State.UNDONE: frozenset(),
    State.REFUSED: frozenset(),
    State.DROPPED: frozenset(),
}
TONES: Mapping[str, str] = {
    State.RECEIVED: "info",
    State.READ: "warn",
    State.TAKEN: "good",
    State.UNDONE: "quiet",
    State.REFUSED: "bad",
    State.DROPPED: "quiet",
}

LEAVE_OUT: Final = "-"
"""What a word means whose rows its bringer leaves out."""
ALL: Final = "all:"
"""Stands before the field that the whole sheet has in common."""
HEAD_ROWS: Final = 25
MOST_COLUMNS: Final = 120
MOST_WORDS: Final = 300
MOST_LINES: Final = 10_000
"""Rows, and cells that become rows, that are weighed together."""
KEPT_FOR_DAYS: Final = 30
"""How long the rows of a sheet lie sealed after it was taken in, for what was left out of it."""

Names = Mapping[str, str]
"""What a head or a word was taken for, by how it is said."""


def guessed_columns(
    heads: Sequence[str],
    fields: Sequence[Field],
    spreads: Sequence[Sequence[Spread]],
    *,
    remembered: Names,
) -> dict[int, str]:
    """What each column probably holds, by its place from 0; each field once.

    What a person said of such a head before comes first, then the names of the fields, then a
    head that says itself what it is.
    """
    guessed = [field for field in fields if not field.is_public]
    known = {said(name): field.name for field in guessed for name in _names(field)}
    found: dict[int, str] = {}
    for place, head in enumerate(heads):
        offered = {spread.key for spread in spreads[place]} | {field.name for field in fields}
        meant = remembered.get(said(head)) or known.get(said(head)) or _spread(head, spreads[place])
        if meant in offered and (meant not in found.values()):
            found[place] = meant
    return found


def _names(field: Field) -> tuple[str, ...]:
    return (field.name, field.title, *field.aliases)


def _spread(head: str, spreads: Sequence[Spread]) -> str:
    """The one kind of column that a head names by itself: a quarter, or an indicator's title."""
    named = [one.key for one in spreads if one.is_said or said(one.title) == said(head)]
    return named[0] if head and named else ""
