"""What the most are said to have, against what is left for the others."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from village.figures.check.arithmetic import as_printed, shown
from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND = "what is left for the others"
_ACCOUNTED: Final = re.compile(
    r"\b(?:account(?:ed|s|ing)? for|made up|responsible for|were behind|sent|made|had)\b",
    re.IGNORECASE,
)
_MOST: Final = re.compile(r"\bmost\b|\bhighest\b|\btop\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    for before, one in pairwise([None, *read.said]):
        if one and _ACCOUNTED.search(one.sentence.text) and _MOST.search(one.sentence.text):
            near = [before] if before and before.sentence.block == one.sentence.block else []
            yield from _of(one, near)


def _of(one: Claimed, near: Sequence[Claimed]) -> Iterator[Finding]:
    """All and their events stand before; the most, and theirs, in the sentence itself."""
    said = _ACCOUNTED.search(one.sentence.text)
    most = _MOST.search(one.sentence.text)
    if said is None or most is None:
        return
    theirs = [claim for claim in one.claims if claim.start > said.end()]
    named = [claim for claim in one.claims if claim.start < said.start() and _is_count(claim)]
    earlier = [claim for some in near for claim in some.claims if _is_count(claim)]
    if not named or len(theirs) != 1 or theirs[0].unit not in {Unit.PERCENT, Unit.COUNT}:
        return
    top, others = named[-1], [*earlier, *named[:-1]]
    if len(others) == 2 and len({claim.value for claim in others}) == 2:
        children, events = sorted(others, key=lambda claim: claim.value)
        if children.value > top.value and not theirs[0].is_about:
            yield from _weigh(one, top, theirs[0], events, children)


def _is_count(claim: Claim) -> bool:
    return claim.unit is Unit.COUNT and not claim.is_about


def _weigh(
    one: Claimed, top: Claim, theirs: Claim, events: Claim, children: Claim
) -> Iterator[Finding]:
    percent = theirs.unit is Unit.PERCENT
    taken = theirs.value * events.value / 100 if percent else theirs.value
    left, others = events.value - taken, children.value - top.value
    if left <= 0 or (others > 0 and left / others <= taken / top.value):
        return
    each = f"{float(left / others):.1f} each" if others else "nobody"
    yield Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says="The others would have more each than those who are said to have most.",
        arithmetic=f"{as_printed(events)} - {shown(Fraction(round(taken)))} = "
        f"{shown(Fraction(round(left)))} for {shown(others)} others: {each}; "
        f"{float(taken / top.value):.1f} each for the {as_printed(top)}",
        consistent="fewer in all, more children, or a larger part for those who have most",
        rests_on=(top.key, theirs.key, events.key, children.key),
    )
