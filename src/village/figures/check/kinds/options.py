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
_ONE_ANSWER: Final = re.compile(
    r"\b(?:one|single) (?:answer|option|choice|response|box)\b|\bonly one\b"
    r"|\b(?:choose|chose|pick|picked|select|selected|tick|ticked) one\b",
    re.IGNORECASE,
)
_REST: Final = re.compile(r"\bthe (?:remaining|other|rest,?|remainder,?) \(?$", re.IGNORECASE)
_OF_SOME: Final = re.compile(
    r"\bof (?:these|those|them|whom|which)\b|\bcompared\b|\bof the \d|\bincluding\b"
    r"|\bfrom \d|%\s+of\s+(?:the\s+)?(?:girls|boys|under)",
    re.IGNORECASE,
)
_SCALES: Final = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"strongly (?:dis)?agreed?|disagreed?|agreed?|neither|neutral|unsure|not sure",
        r"not at all|not very|very|fairly|quite|somewhat|extremely|unsure|don[’']t know",
        r"outstanding|good|requires? improvement|inadequate",
        r"excellent|good|fair|poor|very poor",
        r"always|often|usually|sometimes|rarely|never",
        r"very satisfied|satisfied|dissatisfied|very dissatisfied|neither",
        r"fully met|partly met|partially met|not met",
        r"low|medium|high",
    )
)
_TOTAL: Final = re.compile(r"^\W*(?:grand |over)?(?:total|all)\b", re.IGNORECASE)
_WERE: Final = r"^\W*(?:(?:of\s+\w+\s+)?(?:were|are|was)\s+)?"
_GIRLS: Final = re.compile(_WERE + r"(?:girls?|females?|women)\b", re.IGNORECASE)
_BOYS: Final = re.compile(_WERE + r"(?:boys?|males?|men)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    rows: dict[int, list[Claimed]] = {}
    before: Claimed | None = None
    for one in read.said:
        if one.sentence.kind is BlockKind.TABLE:
            rows.setdefault(one.sentence.block, []).append(one)
        else:
            yield from _girls_and_boys(one)
            yield from _in_sentence(one, before)
        before = one
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


def _in_sentence(one: Claimed, before: Claimed | None) -> Iterator[Finding]:
    """“One answer each: 46% said very, 31% fairly …”, and “20% …, and the remaining 78%”."""
    text = one.sentence.text
    percents = [claim for claim in one.claims if claim.text.lower() != "one"]
    near = before is not None and before.sentence.block == one.sentence.block
    about = f"{before.sentence.text if near and before else ''} {text}"
    alike = all(c.unit is Unit.PERCENT and not c.is_about for c in percents)
    if len(percents) < 2 or not alike or _SEVERAL.search(about) or _OF_SOME.search(text):
        return
    if len(percents) > 2 and _ONE_ANSWER.search(about):
        yield from _weighed(percents, one, is_sure=True, near=NEAR)
    elif _REST.search(text[: percents[-1].start]) and not _is_of_one(percents):
        yield from _weighed(percents, one, is_sure=True, near=3 * NEAR)
    elif len(percents) > 2 and _on_a_scale(one):
        yield from _weighed(percents, one, is_sure=False, near=NEAR)


def _is_of_one(percents: Sequence[Claim]) -> bool:
    """Whether the first of them is the whole of the others."""
    others = sum((claim.value for claim in percents[1:]), start=Fraction(0))
    loose = sum(map(slack, percents), start=Fraction(0))
    return abs(others - percents[0].value) <= loose


def _on_a_scale(one: Claimed) -> bool:
    """Whether each percentage is of another answer of one scale."""
    text = one.sentence.text
    begins = [*(at.start for at in one.at[1:]), len(text)]
    items = [text[at.end : until] for at, until in zip(one.at, begins, strict=True)]
    for scale in _SCALES:
        said = [match[0].lower() for item in items if (match := scale.search(item))]
        if len(said) == len(items) == len(set(said)):
            return True
    return False


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
