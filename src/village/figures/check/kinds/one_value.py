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
NEARLY = 0.75
"""The same of the longer one's words, where the two stand in different sections."""
ENOUGH = 3
"""Words with meaning in common, below which nothing is said."""


def found(read: Read) -> Iterator[Finding]:
    whole = [
        one for one in read.ties.shares
        if one.part and one.of and not one.is_guess and one.of.quote == one.sentence.quote.text
    ]  # fmt: skip
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
    """Most of what the one says the other one says too; nearly all of it in another section."""
    words, others = _said(one), _said(other)
    common = len(words & others)
    if common < ENOUGH or _denies(one) != _denies(other):
        return False
    if one.sentence.place.section == other.sentence.place.section:
        return common >= ALIKE * min(len(words), len(others))
    return common >= NEARLY * max(len(words), len(others))


def _denies(share: Share) -> bool:
    return bool(_NOT & set(share.sentence.text.lower().split()))


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
