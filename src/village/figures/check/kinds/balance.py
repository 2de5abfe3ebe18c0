"""Money: what was spent beside what came in, and the difference that is printed."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from village.figures.check.arithmetic import as_printed, shown
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.claims import Unit

KIND = "money that does not balance"
_BALANCE: Final = re.compile(
    r"\b(?:exceed\w*|overspen\w+|underspen\w+|surplus|deficit|shortfall|carried forward)\b",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"\b(?:total|income|expenditure|spend|spent|budget|funding)\b", re.I)


def found(read: Read) -> Iterator[Finding]:
    """Of a section that prints at least two totals: is the balance the difference of any two?"""
    totals = [
        (one.sentence, claim)
        for one in read.said
        if _TOTAL.search(one.sentence.text) and not _BALANCE.search(one.sentence.text)
        for claim in one.claims
        if claim.unit is Unit.MONEY
    ]
    for one in read.said:
        money = [claim for claim in one.claims if claim.unit is Unit.MONEY and not claim.is_about]
        if not _BALANCE.search(one.sentence.text) or len(money) != 1:
            continue
        near = [
            claim for sentence, claim in totals
            if sentence.place.section == one.sentence.place.section
        ]  # fmt: skip
        gaps = {abs(a.value - b.value) for a, b in combinations(near, 2)}
        if len({claim.value for claim in near}) != 2 or money[0].value in gaps:
            continue
        first, last = sorted({claim.value for claim in near})
        gap = shown(last - first, unit=Unit.MONEY)
        yield Finding(
            kind=KIND,
            verdict=Verdict.CANNOT,
            quote=one.sentence.quote,
            says=f"The two totals of this section are {gap} apart, not {as_printed(money[0])}.",
            arithmetic=f"{shown(last, unit=Unit.MONEY)} - {shown(first, unit=Unit.MONEY)} = {gap}",
            consistent=f"{gap}, or the total that it is reckoned from",
            rests_on=(money[0].key, *(claim.key for claim in near)),
        )
