"""What the most are said to have, against what is left for the others."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from village.figures.check.arithmetic import as_printed, shown
from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND = "what is left for the others"
_ACCOUNTED: Final = re.compile(
    r"\b(?:account(?:ed|s|ing)? for|made up|responsible for|were behind)\b", re.IGNORECASE
)
_MOST: Final = re.compile(r"\bmost\b|\bhighest\b|\btop\b", re.IGNORECASE)
_EVENT: Final = re.compile(r"\b(episodes?|incidents?|referrals?|absences|arrests|calls)\b", re.I)
_CHILD: Final = re.compile(r"\b(children|girls|boys|pupils|young people)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    for one in read.said:
        if not (_ACCOUNTED.search(one.sentence.text) and _MOST.search(one.sentence.text)):
            continue
        near = [
            other for other in read.said
            if other.sentence.place.section == one.sentence.place.section
        ]  # fmt: skip
        yield from _of(one, near)


def _of(one: Claimed, near: list[Claimed]) -> Iterator[Finding]:
    top = next((c for c in one.claims if _counts(c, _CHILD)), None)
    event = _EVENT.search(one.sentence.text)
    if top is None or event is None:
        return
    theirs = [c for c in one.claims if c.start > top.start and _is_theirs(c)]
    events = _one([c for other in near for c in other.claims if _counts(c, _EVENT)
                   and c not in theirs and event[1].lower()[:6] in c.measure.lower()])  # fmt: skip
    children = _one([c for other in near for c in other.claims if _counts(c, _CHILD)
                     and c.key != top.key and c.value >= top.value])  # fmt: skip
    if len(theirs) == 1 and events and children:
        yield from _weigh(one, top, theirs[0], events, children)


def _counts(claim: Claim, what: re.Pattern[str]) -> bool:
    return claim.unit is Unit.COUNT and bool(what.search(claim.measure)) and not claim.is_about


def _is_theirs(claim: Claim) -> bool:
    return claim.unit is Unit.PERCENT or _counts(claim, _EVENT)


def _one(claims: list[Claim]) -> Claim | None:
    """The one number of its kind; None where a section has several."""
    return claims[0] if len({claim.value for claim in claims}) == 1 else None


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
