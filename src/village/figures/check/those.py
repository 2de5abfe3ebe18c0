"""Shares whose whole stands a sentence before: “14 were read. Of these, 40% …”, “34 of these”."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from village.figures.check.claiming import Claimed
from village.figures.check.ties import Share
from village.figures.claims import Claim, Unit

_OPENS: Final = re.compile(r"\s*(?:Out\s+of|Of|In)\s+(?:these|those|them)\b", re.IGNORECASE)
_OF_THEM: Final = re.compile(r"\s+(?:\w+\s+)?of\s+(?:these|those|them)\b", re.IGNORECASE)
_OF_NAMED: Final = re.compile(r"\d+(?:\.\d+)?\s?%\sof\s(?:the|these)\s(?P<what>[a-z]+)\s")
_N_IS: Final = re.compile(r"\bn\s?=\s?$", re.IGNORECASE)
_OF_WHICH: Final = re.compile(r"[^.;:()\d]{0,110},\s+of\s+(?:which|whom)\s+", re.IGNORECASE)


def shares_of_those(found: Sequence[Claimed]) -> Iterator[Share]:
    """What is said of “these” where one number alone can be meant, and “46 came, of whom 12 …”."""
    for before, one in pairwise([None, *found]):
        if one is None:
            continue
        yield from _of_which(one)
        if base := _base(before, one):
            yield from _of(one, base)


def _base(before: Claimed | None, one: Claimed) -> Claim | None:
    """The one number of the sentence before in the same paragraph, or of the beginning of this."""
    if before is None or before.sentence.block != one.sentence.block:
        return None
    counts = [claim for claim in before.claims if claim.unit is Unit.COUNT and not claim.is_about]
    if named := [c for c in counts if _N_IS.search(before.sentence.text[: c.start])]:
        return named[0] if len(named) == 1 else None
    whole = {claim.value for claim in before.claims if claim.unit is not Unit.DURATION}
    return counts[0] if counts and len(whole) == 1 else None


def _of(one: Claimed, base: Claim) -> Iterator[Share]:
    counts = [claim for claim in one.claims if claim.unit is Unit.COUNT]
    percents = [claim for claim in one.claims if claim.unit is Unit.PERCENT]
    if any(claim.is_about for claim in one.claims) or len(counts) > 1 or len(percents) > 1:
        return
    named = _OF_NAMED.match(one.sentence.text)
    is_named = named is not None and named["what"] == base.measure.split(" ", 1)[0].lower()
    if not _OPENS.match(one.sentence.text) and not _points_back(one) and not is_named:
        return
    part, percent = next(iter(counts), None), next(iter(percents), None)
    if part or percent:
        yield Share(one.sentence, percent, part, base)


def _points_back(one: Claimed) -> bool:
    return any(_OF_THEM.match(one.sentence.text[at.end :]) for at in one.at)


def _of_which(one: Claimed) -> Iterator[Share]:
    """The part and its whole in one sentence; a percentage of “them” too."""
    for place in range(len(one.claims) - 1):
        whole, part = one.claims[place], one.claims[place + 1]
        between = one.sentence.text[one.at[place].end : one.at[place + 1].start]
        if whole.unit is not Unit.COUNT or whole.is_about or part.is_about:
            continue
        if part.unit is Unit.COUNT and _OF_WHICH.fullmatch(between):
            yield Share(one.sentence, None, part, whole)
        told = [claim for claim in one.claims if claim.unit is not Unit.DURATION]
        alone = len(told) == 2 and part.unit is Unit.PERCENT
        if alone and _OF_THEM.match(one.sentence.text[one.at[place + 1].end :]):
            yield Share(one.sentence, part, None, whole)
