"""What is found in a document, with its quote, the arithmetic, and what would be consistent."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
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


def keyed(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each with a key, which is the same in the document's next version while its words are."""
    seen: Counter[str] = Counter()
    for one in findings:
        words = [one.kind, one.quote.text, one.other.text if one.other else "", one.arithmetic]
        mark = hashlib.sha256("\n".join(words).lower().encode()).hexdigest()[:12]
        seen[mark] += 1
        yield mark if seen[mark] == 1 else f"{mark}-{seen[mark]}", one
