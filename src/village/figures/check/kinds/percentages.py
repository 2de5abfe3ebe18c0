"""A percentage beside its count: is it the count's, and can any whole number give it?"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import takewhile

from village.figures.check.arithmetic import (
    as_percent,
    as_printed,
    is_percent_of,
    nearest,
    reached,
    rounded,
)
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Share
from village.figures.claims import Claim, Unit

ROUND_WORDS = frozenset({"three", "four", "five", "ten"})
ROUND = 7
"""Points by which “nine out of ten”, which is a way of speaking, may miss its percentage."""
OF_COUNT, REACHABLE, SUBSET = "percentage of its count", "reachable percentage", "part of a whole"


def found(read: Read) -> Iterator[Finding]:
    wholes = [claim for claim in read.claims if claim.unit is Unit.COUNT]
    for share in read.ties.shares:
        if share.part and share.of:
            yield from _of_both(share, share.part, share.of)
        elif share.percent and share.of:
            yield from _of_whole(share, share.percent, share.of)
        elif share.percent and share.part:
            yield from _of_unknown(share, share.percent, share.part, wholes)


def _of_both(share: Share, part: Claim, of: Claim) -> Iterator[Finding]:
    if part.value > of.value:
        yield _made(
            share, SUBSET, says=f"{part.text} of {of.text} is more than there are.",
            arithmetic=f"{as_printed(part)} > {as_printed(of)}",
            consistent=f"at most {as_printed(of)}",
        )  # fmt: skip
        return
    percent = share.percent
    if percent is None or not of.value or is_percent_of(percent, part.value, of.value):
        return
    if of.text.lower() in ROUND_WORDS and abs(100 * part.value / of.value - percent.value) <= ROUND:
        return
    true = as_percent(part.value, of.value, percent.decimals)
    yield _made(
        share, OF_COUNT, says=f"{part.text} of {of.text} is not {percent.text}.",
        arithmetic=f"{as_printed(part)} / {as_printed(of)} = {true}",
        consistent=_either(part, of, percent),
    )  # fmt: skip


def _either(part: Claim, of: Claim, percent: Claim) -> str:
    right = rounded(part.value, of.value, percent.decimals)
    if not reached(percent, of.whole):
        return f"{right}; no whole number of {of.whole} gives {as_printed(percent)}"
    near = dict.fromkeys(nearest(percent, of.whole))
    fits = [n for n in near if is_percent_of(percent, Fraction(n), of.value)]
    numbers = " or ".join(map(str, fits))
    return f"{right}, or {numbers} of {of.whole} for {as_printed(percent)}"


def _of_whole(share: Share, percent: Claim, of: Claim) -> Iterator[Finding]:
    if of.value.denominator != 1 or not of.value or reached(percent, of.whole):
        return
    near = [Fraction(n) for n in dict.fromkeys(nearest(percent, of.whole))]
    yield _made(
        share,
        REACHABLE,
        says=f"No whole number of {of.whole} is {as_printed(percent)}.",
        arithmetic="; ".join(
            f"{n} of {of.whole} is {as_percent(n, of.value, percent.decimals)}" for n in near
        ),
        consistent=" or ".join(rounded(n, of.value, percent.decimals) for n in near),
    )


def _of_unknown(
    share: Share, percent: Claim, part: Claim, wholes: list[Claim]
) -> Iterator[Finding]:
    """“25 children (44%)”: it needs a whole of about 57; does the section print one?"""
    if not percent.value or percent.value > 100 or part.value.denominator != 1:
        return
    near = [one for one in wholes if one.place.section == share.sentence.place.section]
    fits = [one for one in near if one.value and is_percent_of(percent, part.value, one.value)]
    before = takewhile(lambda one: one.key != part.key, near)
    smaller = [one for one in before if part.value < one.value]
    if fits or not smaller:
        return
    needs = round(100 * part.value / percent.value)
    base = smaller[-1]
    yield Finding(
        kind=OF_COUNT, verdict=Verdict.EXPLAIN, quote=share.sentence.quote,
        says=f"{part.text} is {percent.text} of about {needs}, and this section prints no such "
        "number.",
        arithmetic=f"{as_printed(part)} / {as_printed(percent)} = about {needs}; of the "
        f"{base.text} before it, {as_percent(part.value, base.value, percent.decimals)}",
        consistent=f"{rounded(part.value, base.value, percent.decimals)} of {base.text}, or the "
        "whole beside it",
        rests_on=(part.key, percent.key, base.key), is_guess=True,
    )  # fmt: skip


def _made(share: Share, kind: str, *, says: str, arithmetic: str, consistent: str) -> Finding:
    claims = (one for one in (share.part, share.of, share.percent) if one)
    return Finding(
        kind=kind,
        verdict=Verdict.EXPLAIN if share.is_guess else Verdict.CANNOT,
        quote=share.sentence.quote,
        says=says,
        arithmetic=arithmetic,
        consistent=consistent,
        rests_on=tuple(one.key for one in claims),
        is_guess=share.is_guess,
    )
