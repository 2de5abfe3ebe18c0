"""Answers of which everybody gives one, and whose percentages do not come to 100."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from village.figures.check.arithmetic import as_printed, shown, slack
from village.figures.check.cells import claims_of
from village.figures.check.claiming import Claimed
from village.figures.check.document import Block, BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND = "options to 100"
NEAR = 8
"""Points beside 100 within which a column of percentages is taken for options of one question."""
_SEVERAL: Final = re.compile(
    r"more than (?:one|once)|multiple|tick all|select all|all that apply|several|factors?\b"
    r"|reasons?\b|needs?\b|concerns?\b|agree(?:d|s)? that|target|compliance|rate\b|in time",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"^\W*(?:grand |over)?(?:total|all)\b", re.IGNORECASE)
_WERE: Final = r"^\W*(?:(?:of\s+\w+\s+)?(?:were|are|was)\s+)?"
_GIRLS: Final = re.compile(_WERE + r"(?:girls?|females?|women)\b", re.IGNORECASE)
_BOYS: Final = re.compile(_WERE + r"(?:boys?|males?|men)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    rows: dict[int, list[Claimed]] = {}
    for one in read.said:
        if one.sentence.kind is BlockKind.TABLE:
            rows.setdefault(one.sentence.block, []).append(one)
        else:
            yield from _girls_and_boys(one)
    for number, body in rows.items():
        block = read.document.blocks[number]
        if len(body) == len(block.rows):
            yield from _of_table(block, body)


def _girls_and_boys(one: Claimed) -> Iterator[Finding]:
    """“56% were girls and 42% boys”: nobody is both, and whoever is neither is not said."""
    text = one.sentence.text
    percents = [
        (claim, text[at.end :])
        for claim, at in zip(one.claims, one.at, strict=True)
        if claim.unit is Unit.PERCENT and not claim.is_about
    ]
    girls = [claim for claim, behind in percents if _GIRLS.match(behind)]
    boys = [claim for claim, behind in percents if _BOYS.match(behind)]
    if len(girls) == len(boys) == 1 and len(percents) == 2:
        yield from _weighed([girls[0], boys[0]], one, is_sure=True, near=100)


def _of_table(block: Block, body: Sequence[Claimed]) -> Iterator[Finding]:
    about = " ".join((block.text, body[0].sentence.place.section, *block.rows[0]))
    if len(block.rows) < 4 or _SEVERAL.search(about):
        return
    lines = [
        claims_of(row, one) for row, one in zip(block.rows[1:], body[1:], strict=True)
        if not _TOTAL.match(row[0])
    ]  # fmt: skip
    for column in range(1, len(block.rows[0])):
        cells = [line[column] for line in lines]
        percents = [one for one in cells if one is not None and one.unit is Unit.PERCENT]
        if len(percents) == len(cells) >= 3:
            yield from _weighed(percents, body[1], is_sure=False, near=NEAR)


def _weighed(
    percents: Sequence[Claim], one: Claimed, *, is_sure: bool, near: int
) -> Iterator[Finding]:
    total = sum((claim.value for claim in percents), start=Fraction(0))
    gap, drift = total - 100, sum(map(slack, percents), start=Fraction(0))
    if abs(gap) <= drift or abs(gap) > near:
        return
    places = max(claim.decimals for claim in percents)
    added = shown(total, places, unit=Unit.PERCENT)
    yield Finding(
        kind=KIND,
        verdict=Verdict.CANNOT if is_sure and gap > 0 else Verdict.EXPLAIN,
        quote=one.sentence.quote,
        says=f"Together they come to {added}"
        + (", more than everybody." if gap > 0 else f"; {shown(-gap, places)}% are not said."),
        arithmetic=f"{' + '.join(map(as_printed, percents))} = {added}",
        consistent="100%, within rounding" if gap > 0 else "a line for the rest",
        rests_on=tuple(claim.key for claim in percents),
    )
