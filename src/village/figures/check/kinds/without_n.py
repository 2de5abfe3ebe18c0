"""Percentages of which nobody can tell of how many they are."""

from collections.abc import Iterator
from itertools import groupby

from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND = "percentage of nobody knows how many"
SHOWN = 6


def found(read: Read) -> Iterator[Finding]:
    """One finding for each section, with the first of its percentages."""
    tied = {
        claim.key
        for share in read.ties.shares
        for claim in (share.percent,)
        if claim and (share.of or share.part)
    }
    known = {one.sentence.block for one in read.said if any(map(_is_whole, one.claims))}
    open_ones = [
        (one, claim)
        for one in read.said
        for claim in one.claims
        if claim.unit is Unit.PERCENT and claim.key not in tied and claim.n is None
        and one.sentence.block not in known
    ]  # fmt: skip
    for section, group in groupby(open_ones, key=lambda pair: pair[0].sentence.place.section):
        yield _finding(section, list(group))


def _is_whole(claim: Claim) -> bool:
    """A count of people, of whom the percentages beside it can be."""
    return claim.unit is Unit.COUNT and claim.value >= 6 and bool(claim.measure)


def _finding(section: str, group: list[tuple[Claimed, Claim]]) -> Finding:
    first = group[0][0].sentence
    texts = [claim.text for _, claim in group]
    more = f" and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
    where = f" of “{section}”" if section else ""
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=Quote(first.quote.text, first.place),
        says=f"No number of children or cases stands beside {', '.join(texts[:SHOWN])}{more}"
        f"{where}.",
        consistent="each percentage with its number, such as 18 of 24 (75%)",
        rests_on=tuple(claim.key for _, claim in group),
    )
