"""One measure with two values: the same share of the same number, said twice and not alike."""

from collections.abc import Iterator
from itertools import combinations

from village.figures.check.claiming import content
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Share

KIND = "one measure, two values"
ALIKE = 0.6
"""How much of the words two shares have in common, of the shorter one's, to be of one measure."""
ENOUGH = 3
"""Words with meaning in common, below which nothing is said."""


def found(read: Read) -> Iterator[Finding]:
    whole = [one for one in read.ties.shares if one.part and one.of and not one.is_guess]
    told: set[tuple[str, str]] = set()
    for one, other in combinations(whole, 2):
        if _differ(one, other) and (pair := _texts(one, other)) not in told:
            told.add(pair)
            yield _finding(one, other)


def _texts(one: Share, other: Share) -> tuple[str, str]:
    return one.sentence.text, other.sentence.text


def _differ(one: Share, other: Share) -> bool:
    if not (one.part and other.part and one.of and other.of) or one.sentence is other.sentence:
        return False
    if one.of.value != other.of.value or one.part.value == other.part.value:
        return False
    return one.part.period == other.part.period and _are_alike(one, other)


def _are_alike(one: Share, other: Share) -> bool:
    """Of one section, and most of what the shorter says the other one says too."""
    if one.sentence.place.section != other.sentence.place.section:
        return False
    words, others = _said(one), _said(other)
    common = words & others
    opposite = bool(_NOT & set(one.sentence.text.lower().split())) != bool(
        _NOT & set(other.sentence.text.lower().split())
    )
    shorter = min(len(words), len(others))
    return not opposite and len(common) >= ENOUGH and len(common) >= ALIKE * shorter


_NOT = {"not", "no", "without", "never", "none", "neither"}


def _said(share: Share) -> frozenset[str]:
    """What is said behind the whole: its measure."""
    whole = share.of
    behind = share.sentence.text[whole.start + len(whole.text) :] if whole else ""
    return content(behind.split("(")[0].split(";")[0])


def _finding(one: Share, other: Share) -> Finding:
    here, there = (share.part.text if share.part else "" for share in (one, other))
    whole = one.of.text if one.of else ""
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says=f"{here} of {whole} here, {there} of {whole} there.",
        arithmetic=f"{here} is not {there}",
        consistent="one of the two in both places, or words that tell the measures apart",
        other=other.sentence.quote,
        rests_on=tuple(share.part.key for share in (one, other) if share.part),
    )
