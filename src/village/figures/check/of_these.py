"""Ties a part to the whole that “those” points back to: “96 opened it; 118 of those who …”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from village.figures.check.claiming import Claimed, content
from village.figures.check.columns import Grid
from village.figures.check.near import near
from village.figures.check.ties import Share
from village.figures.claims import Claim, Unit

_BACK: Final = re.compile(
    r"\s+(?:\w+\s+)?of\s+(?P<what>these|those|them|the)\b(?P<who>(?:[ -][a-z’'-]+){0,6})"
)
_OPENS: Final = re.compile(
    r"(?:^|[.;]\s|,\s(?:and|but)\s|\sand\s)(?:[Oo]ut\sof|[Oo]f|[Ff]rom|[Aa]mong)\s"
    r"(?P<what>these|those|the)\b(?P<who>(?:[ -][a-z’'-]+){0,4}?)\s?,?\s(?:only\s|a\stotal\sof\s)?$"
)
_OF_THIS: Final = re.compile(
    r"(?:^|[.;]\s)(?:Out\sof|Of|From)\s(?:this|that|it)(?:\s(?:sum|amount|total|budget|money|figure))?"
    r",?\s$"
)
_OWN: Final = re.compile(
    r"\bof (?:those|these|them|the)\b(?: (?:who|that|which|were|being))*(?: \w+)?", re.IGNORECASE
)
_ROW: Final = re.compile(r"\W*(?:of (?:which|whom|these|those|them))\b", re.IGNORECASE)
_NOT_SO: Final = re.compile(
    r"\b(?:previous|earlier|last year|target|average|more than once|several)\b"
)


BACK: Final = 11
"""Numbers before it that a part may point back to, and one more."""


@dataclass(frozen=True, slots=True)
class _Before:
    """An exact count that stands before, and the words behind it and ahead of it, up to its
    neighbours."""

    claim: Claim
    behind: tuple[str, ...]
    ahead: tuple[str, ...]

    def distance(self, named: frozenset[str]) -> int | None:
        """How many words part the number from these; None where they stand elsewhere."""
        far = [
            place
            for words in (self.behind, self.ahead[::-1])
            for place, word in enumerate(words)
            if content(word) & named
        ]
        return min(far) if far else None


def shares_of_these(found: Sequence[Claimed], tables: Sequence[Grid]) -> Iterator[Share]:
    """Only where the part is more than the whole that it points to: other ties weigh the rest.

    With a word that stands beside one of the numbers before it, that number is meant; else the
    part must be more than every number before it in the paragraph or list.
    """
    for sentences in near(found):
        before: list[_Before] = []
        for last, one in zip([None, *sentences], sentences, strict=False):
            for place, claim in enumerate(one.claims):
                if money := _of_this(one, place, last):
                    yield Share(one.sentence, None, claim, money)
                if not _is_exact(claim):
                    continue
                if whole := _whole(one, place, before):
                    yield Share(one.sentence, None, claim, whole, is_guess=True)
                before = [*before[-BACK:], _Before(claim, *_clause(one, place))]
    for grid in tables:
        yield from _of_rows(grid)


def _is_exact(claim: Claim) -> bool:
    return claim.unit is Unit.COUNT and not claim.is_about


def _whole(one: Claimed, place: int, before: Sequence[_Before]) -> Claim | None:
    text, at, claim = one.sentence.text, one.at[place], one.claims[place]
    said = _BACK.match(text[at.end :]) or _OPENS.search(text[: at.start])
    if not said or not before or _NOT_SO.search(text):
        return None
    named = _first(said["who"])
    far = [(gap, some.claim) for some in before[::-1] if (gap := some.distance(named)) is not None]
    if far:
        whole = min(far, key=lambda one: one[0])[1]
        return whole if claim.value > whole.value else None
    most = max((some.claim for some in before), key=lambda some: some.value)
    points = said["what"].lower() != "the"
    return most if points and claim.value > most.value else None


def _of_this(one: Claimed, place: int, last: Claimed | None) -> Claim | None:
    """“Spending came to £187,300. Of this sum, £203,900 went …”: pounds of the pounds before."""
    claim, text = one.claims[place], one.sentence.text
    if claim.unit is not Unit.MONEY or not _OF_THIS.search(text[: one.at[place].start]):
        return None
    ahead = last.claims if last else ()
    sums = [c for c in ahead if c.unit is Unit.MONEY and not c.is_about]
    return sums[0] if len(sums) == 1 and claim.value > sums[0].value else None


def _first(who: str) -> frozenset[str]:
    """The first word that carries meaning: “who opened it” is of what was opened."""
    words = (content(word) for word in who.split() if word not in {"who", "that", "which"})
    return next(filter(None, words), frozenset())


def _clause(one: Claimed, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words behind a number and ahead of it, without those that say of whom it is."""
    text = one.sentence.text
    start = one.at[place - 1].end if place else 0
    end = one.at[place + 1].start if place + 1 < len(one.at) else len(text)
    behind, ahead = text[one.at[place].end : end], text[start : one.at[place].start]
    return tuple(_OWN.sub(" ", behind).split()), tuple(ahead.split())


def _of_rows(grid: Grid) -> Iterator[Share]:
    """“| Held | 611 |” over “| - of which in time | 634 |”, each column by itself."""
    for column in range(1, len(grid.head)):
        whole: Claim | None = None
        for row, cells in zip(grid.block.rows[1:], grid.cells[1:], strict=True):
            cell = cells[column] if column < len(cells) else None
            if not _ROW.match(row[0]):
                whole = cell
            elif whole and cell and _is_more(cell, whole):
                yield Share(grid.lines[0], None, cell, whole, is_guess=True)


def _is_more(part: Claim, whole: Claim) -> bool:
    return part.unit is whole.unit is Unit.COUNT and part.value > whole.value
