"""What pages ask of pairs, decisions and the statement; pairs are for linkers alone."""

from village.evidence.linking.selectors.decided import (
    Week,
    decided,
    decision,
    is_last,
    last_words,
    places,
    since,
    this_week,
)
from village.evidence.linking.selectors.following import Following, following, is_followed
from village.evidence.linking.selectors.queue import Queue, Waiting, pair_of, queue, queue_ref
from village.evidence.linking.selectors.statement import Shown, label_of, sheet_of, statement

__all__ = [
    "Following",
    "Queue",
    "Shown",
    "Waiting",
    "Week",
    "decided",
    "decision",
    "following",
    "is_followed",
    "is_last",
    "label_of",
    "last_words",
    "pair_of",
    "places",
    "queue",
    "queue_ref",
    "sheet_of",
    "since",
    "statement",
    "this_week",
]
