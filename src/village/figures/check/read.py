"""A document as the kinds look at it: its sentences, the claims in them, and their ties."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from village.figures.check.claiming import Claimed
from village.figures.check.document import Document
from village.figures.check.findings import Finding
from village.figures.check.sentences import Sentence
from village.figures.check.ties import Ties
from village.figures.claims import Claim


@dataclass(frozen=True, slots=True)
class Read:
    """today: the day of the check, which decides what is overdue. ties: which numbers of the
    document belong together, and how. said: the sentences with their own claims."""

    document: Document
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    ties: Ties
    today: date
    said: tuple[Claimed, ...] = ()


Kind = Callable[[Read], Iterator[Finding]]
"""Looks for one kind of fault. What it finds names itself in `Finding.kind`."""
