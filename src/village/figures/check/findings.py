"""What is found in a document, with its quote, the arithmetic, and what would be consistent."""

from dataclasses import dataclass
from enum import StrEnum

from village.figures.claims import Place


class Verdict(StrEnum):
    CANNOT = "cannot be right"
    EXPLAIN = "needs explaining"
    IDENTIFIES = "may identify someone"
    TIDY = "tidy"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they are printed, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """kind: the check's name. says: one sentence for whoever wrote the document. arithmetic: as a
    reader would write it down. consistent: what would be, “” where nobody can know. other: the
    place it conflicts with. rests_on: keys of the claims, whose guesses a person may correct."""

    kind: str
    verdict: Verdict
    quote: Quote
    says: str
    arithmetic: str = ""
    consistent: str = ""
    other: Quote | None = None
    rests_on: tuple[str, ...] = ()
    is_guess: bool = False
