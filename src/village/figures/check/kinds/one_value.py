"""One measure with two values: the same share of the same number, said twice and not alike."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations
from typing import Final

from village.figures.check.claiming import content
from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Share

KIND = "one measure, two values"
ALIKE = 0.75
"""How many of the shorter one's words the other must have too, to be of one measure."""
ENOUGH = 3
"""Words with meaning in common, below which nothing is said."""
MOST = 100
"""Shares of one number that are held against each other: no report has so many."""
_APART: Final = re.compile(
    r"\b(?:first|second|third|last|previous|earlier|later|initial|final|follow-?up|repeat\w*|re-?audit"
    r"|before|after|baseline|spring|summer|autumn|winter|girls?|boys?|male|female|term|half)\b",
    re.IGNORECASE,
)
_CLAUSES: Final = re.compile(
    r"(;|:|,\s(?:and|but|while|which)\s"
    r"|\b(?:found|noted?|notes|said?|says|reported|reports|showed|shows)\sthat\s)"
)
_NOT: Final = {"not", "no", "without", "never", "none", "neither"}


def found(read: Read) -> Iterator[Finding]:
    """Rows are left out: two tables of two years have the same rows."""
    whole: dict[Fraction, list[Share]] = {}
    for one in read.ties.shares:
        is_row = one.sentence.kind is BlockKind.TABLE
        if one.of and not one.is_guess and not is_row and one.of.quote == one.sentence.quote.text:
            whole.setdefault(one.of.value, []).append(one)
    told: set[tuple[str, str]] = set()
    for one, other in chain.from_iterable(combinations(same[:MOST], 2) for same in whole.values()):
        pair = (one.sentence.text, other.sentence.text)
        if pair not in told and _differ(one, other):
            told.add(pair)
            yield _finding(one, other)


def _differ(one: Share, other: Share) -> bool:
    if one.sentence is other.sentence or not one.of or not other.of:
        return False
    if _agree(one, other) or _marks(one) != _marks(other):
        return False
    words, others = _said(one), _said(other)
    common = len(words & others)
    return common >= ENOUGH and common >= ALIKE * min(len(words), len(others))


def _agree(one: Share, other: Share) -> bool:
    """Whether the two shares can be of one number; True where they cannot be compared."""
    if one.part and other.part:
        return one.part.value == other.part.value
    if one.percent and other.percent:
        return abs(one.percent.value - other.percent.value) <= 1
    part, percent = one.part or other.part, one.percent or other.percent
    if part and percent and one.of and one.of.value:
        return abs(100 * part.value / one.of.value - percent.value) <= 1
    return True


def _marks(share: Share) -> tuple[bool, frozenset[str]]:
    """What tells two measures of one wording apart: a denial, a time, a group."""
    until = share.sentence.text.find(clause := _clause(share)) + len(clause)
    text = share.sentence.text[:until].lower()
    period = share.of.period.lower() if share.of else ""
    apart = {*_APART.findall(text), *period.replace("this year", "").split()}
    return bool(_NOT & set(text.split())), frozenset(apart)


def _said(share: Share) -> frozenset[str]:
    return content(_clause(share))


def _clause(share: Share) -> str:
    """The clause that the share stands in."""
    whole = share.of.start if share.of else 0
    start = 0
    for clause in re.split(_CLAUSES, share.sentence.text):
        start += len(clause)
        if whole < start:
            return clause
    return share.sentence.text


def _finding(one: Share, other: Share) -> Finding:
    here, there = map(_printed, (one, other))
    whole = one.of.text if one.of else ""
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says=f"{here} of {whole} here, {there} of {whole} there.",
        arithmetic=f"{here} is not {there}",
        consistent="one of the two in both places, or words that tell the measures apart",
        other=other.sentence.quote,
        rests_on=tuple(
            claim.key for share in (one, other) if (claim := share.part or share.percent)
        ),
    )


def _printed(share: Share) -> str:
    claim = share.part or share.percent
    return claim.text if claim else ""
