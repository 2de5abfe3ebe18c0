"""The life of a report that is dropped to be checked, and what a person may say of it."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, TypedDict

from village.figures.check.findings import Verdict

KEPT_FOR_DAYS: Final = 30
MOST_WAITING: Final = 3
"""Reports that one person may have waiting to be read, so that nobody fills the worker."""
MOST_KEPT: Final = 40
"""Reports that may lie sealed for one person."""


class Said(TypedDict):
    """A report's name, and what a person said of it: `corrected` and `aside`, each by a key.

    corrected, by a claim's key: `fields` (value, n, measure, period), and the number's `text` and
    `quote`. aside, by a finding's key: `why`, and what it `says`.
    """

    name: str
    corrected: dict[str, Any]  # Any: plain JSON
    aside: dict[str, Any]  # Any: as above


def nothing_said(name: str) -> Said:
    return {"name": name, "corrected": {}, "aside": {}}


def mark_of(key: str) -> str:
    """A claim's key as an address can carry it: a file of claims names its rows as it likes."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


class State(StrEnum):
    """received: its bytes lie sealed and wait to be read. destroyed: no word of it is here."""

    RECEIVED = "being read"
    CHECKED = "checked"
    REFUSED = "not readable"
    DESTROYED = "destroyed"


TONES: Mapping[str, str] = {
    State.RECEIVED: "info",
    State.CHECKED: "good",
    State.REFUSED: "bad",
    State.DESTROYED: "quiet",
}
TITLES: Mapping[str, str] = {
    Verdict.CANNOT: "Cannot be right",
    Verdict.IDENTIFIES: "May identify someone",
    Verdict.EXPLAIN: "Needs explaining",
    Verdict.TIDY: "To tidy",
}
"""The verdicts as headings, the gravest first."""
ABOUT: Mapping[str, str] = {
    Verdict.CANNOT: "Arithmetic rules these out. Mend them before anybody reads them.",
    Verdict.IDENTIFIES: "Few children, or a story that neighbours would know. Take it out, or tell "
    "it of more.",
    Verdict.EXPLAIN: "These may be right; a reader cannot tell. Say of how many, from what, since "
    "when.",
    Verdict.TIDY: "Mend these when it suits you.",
}
FIELDS: Mapping[str, str] = {
    "value": "The number",
    "measure": "What it counts",
    "n": "Out of how many",
    "period": "When",
}
"""What a person may correct of a number, with its titles."""


def in_few_words(counts: Mapping[str, int]) -> str:
    """The counts by verdict, for a list: “4 cannot be right, 14 may identify someone”."""
    told = [
        f"{counts[verdict]:,} {title.lower()}" if counts[verdict] == 1 or verdict != Verdict.EXPLAIN
        else f"{counts[verdict]:,} need explaining"
        for verdict, title in TITLES.items()
        if counts.get(verdict)
    ]  # fmt: skip
    return ", ".join(told) or "nothing found"


def corrections(said: Said) -> dict[str, dict[str, str]]:
    """As `figures.claims.Corrections` has them."""
    return {key: dict(one["fields"]) for key, one in said["corrected"].items()}
