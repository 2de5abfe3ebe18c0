"""A number that is said again in brackets, and not alike: “twelve (14) audits”, “over 40 (38)”."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from village.figures.check.arithmetic import as_printed, slack
from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds.one_value import KIND
from village.figures.check.kinds.wording import KIND as WORDING
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

_BRACKET: Final = re.compile(r"(?P<what>(?:\s[a-z’'-]+){0,3})\s\((?:£\s?)?")
_UP_TO: Final = re.compile(
    r"\b(?:nearly|almost|just under|under|fewer than|less than)\s(?:£\s?)?$", re.I
)
_FROM: Final = re.compile(r"\b(?:over|just over|more than|at least)\s(?:£\s?)?$", re.IGNORECASE)
_LAST_TIME: Final = re.compile(
    r"\bin brackets\b|\blast year\b|\bprevious\b|\bfootnote", re.IGNORECASE
)
_ONE_IN: Final = re.compile(r"\b(?:in|of) (?:every )?$", re.IGNORECASE)
SUMS: Final = (Unit.COUNT, Unit.MONEY)


def found(read: Read) -> Iterator[Finding]:
    for one in read.said:
        for place, (first, again) in enumerate(pairwise(one.claims)):
            said = _BRACKET.fullmatch(_between(one, place))
            if not said or not _is_closed(one, place + 1) or first.unit is not again.unit:
                continue
            if first.is_about:
                yield from _beyond(one, place)
            elif not said["what"] and _is_restated(first, again, one):
                yield _finding(one, first, again)


def _between(one: Claimed, place: int) -> str:
    return one.sentence.text[one.at[place].end : one.at[place + 1].start]


def _is_closed(one: Claimed, place: int) -> bool:
    """Whether the bracket holds this number alone."""
    return one.sentence.text[one.at[place].end :].startswith(")")


def _is_restated(first: Claim, again: Claim, one: Claimed) -> bool:
    """Words and their digits, or pounds in round figures and in full, that are not one sum."""
    text = one.sentence.text
    if first.unit not in SUMS or again.is_about or _LAST_TIME.search(text):
        return False
    if _ONE_IN.search(text[: first.start]):
        return False
    in_words = first.text[0].isalpha() and again.text[0].isdigit()
    if first.unit is Unit.COUNT and not in_words:
        return False
    is_round = first.unit is Unit.MONEY and first.text[-1:].isalpha() and again.text[-1:].isdigit()
    if first.unit is Unit.MONEY and not is_round:
        return False
    return abs(first.value - again.value) > slack(first) + slack(again)


def _finding(one: Claimed, first: Claim, again: Claim) -> Finding:
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=one.sentence.quote,
        says=f"{first.text} is said again in brackets as {again.text}.",
        arithmetic=f"{as_printed(first)} is not {as_printed(again)}",
        consistent="one of the two in both places, or a word on what stands in brackets",
        rests_on=(first.key, again.key),
        is_guess=True,
    )


def _beyond(one: Claimed, place: int) -> Iterator[Finding]:
    """“Nearly 500 practitioners (531)”."""
    first, again = one.claims[place], one.claims[place + 1]
    before = one.sentence.text[: one.at[place].start]
    up_to, more = _UP_TO.search(before), _FROM.search(before)
    wrong = (up_to and again.value >= first.value) or (more and again.value < first.value)
    if first.unit not in SUMS or not wrong:
        return
    words = (up_to or more)[0].strip()  # type: ignore[index] # one of the two was found
    size = "not less" if up_to else "less"
    yield Finding(
        kind=WORDING,
        verdict=Verdict.EXPLAIN,
        quote=one.sentence.quote,
        says=f"The words say {words.lower()} {first.text}; the number beside them is {again.text}.",
        arithmetic=f"{as_printed(again)} is {size} than {as_printed(first)}",
        consistent=f"words that {again.text} bears out",
        rests_on=(first.key, again.key),
    )
