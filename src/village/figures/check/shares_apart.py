"""Ties a number to a whole that stands apart from it: “an audit of 18 files found that 62% …”."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from village.figures.check.claiming import Claimed
from village.figures.check.ties import Share
from village.figures.claims import Claim, Unit

_READ: Final = re.compile(
    r"\b(?:audit|review|survey|sample|dip-sample|check|analysis|study)\s+of\s+(?:the\s+|our\s+)?$",
    re.IGNORECASE,
)
_FOUND: Final = re.compile(
    r"[^.;:()\d]{0,60}\b(?:found|showed|shows|showing|suggested|indicated|concluded)\s+(?:that\s+)?"
    r"(?:only\s+|just\s+)?",
    re.IGNORECASE,
)
_N_IS: Final = re.compile(r"\bn\s?=\s?$", re.IGNORECASE)
_OF_OTHERS: Final = re.compile(r"\s+of\b", re.IGNORECASE)
_OF_WHOM: Final = re.compile(r"\s+of\s+(?:whom|which|them)\b", re.IGNORECASE)
_BEFORE: Final = re.compile(r"[^.;:()\d]{0,80},\s+(?:and\s+)?(?:only\s+|just\s+)?", re.IGNORECASE)
_INCLUDING: Final = re.compile(r"[^.;:()\d]{0,110},?\s+including\s+", re.IGNORECASE)
_OF_WHICH: Final = re.compile(r"[^.;:()\d]{0,60},\s+of\s+which\s+", re.IGNORECASE)
_OF_THOSE: Final = re.compile(r"\s+(?:with|who|that|whose)\b", re.IGNORECASE)
_RATE: Final = re.compile(r"\b(?:rate|uptake|take-up|coverage|return)\s+(?:was|is|of|stood at)\s+$",
                          re.IGNORECASE)  # fmt: skip
_WITH: Final = re.compile(r"[^.;:()\d]{0,40}?,\s+(?:with|as)\s+", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|a\s+possible\s+)?", re.IGNORECASE)
_RETURNED: Final = re.compile(
    r"\s+[a-z -]{0,40}\b(?:returned|repl(?:ied|ying)|respond(?:ed|ing)|back|completed|attended)\.?$"
)


def shares_apart(found: Sequence[Claimed]) -> Iterator[Share]:
    for one in found:
        yield from _of_what_was_read(one)
        yield from _at_a_rate(one)
        for place in range(len(one.claims) - 1):
            yield from _within(one, place)


def _between(one: Claimed, place: int) -> str:
    return one.sentence.text[one.at[place].end : one.at[place + 1].start]


def _behind(one: Claimed, place: int) -> str:
    return one.sentence.text[one.at[place].end :]


def _is_exact(claim: Claim, unit: Unit) -> bool:
    return claim.unit is unit and not claim.is_about


def _of_what_was_read(one: Claimed) -> Iterator[Share]:
    """“The audit of 18 files found that 62% were good”, “(n = 16) 35% were”: as a guess."""
    if len(one.claims) != 2:
        return
    of, percent = one.claims
    before = one.sentence.text[: one.at[0].start]
    is_read = _READ.search(before) and _FOUND.fullmatch(_between(one, 0))
    if not is_read and not _N_IS.search(before):
        return
    exact = _is_exact(of, Unit.COUNT) and _is_exact(percent, Unit.PERCENT)
    if exact and not _OF_OTHERS.match(_behind(one, 1)):
        yield Share(one.sentence, percent, None, of, is_guess=True)


def _at_a_rate(one: Claimed) -> Iterator[Share]:
    """“The response rate was 38%, with 57 of 180 questionnaires returned”."""
    if len(one.claims) != 3:
        return
    percent, part, of = one.claims
    said = _RATE.search(one.sentence.text[: one.at[0].start]) and _WITH.fullmatch(_between(one, 0))
    both = _OUT_OF.fullmatch(_between(one, 1)) and _RETURNED.match(_behind(one, 2))
    exact = _is_exact(percent, Unit.PERCENT) and _is_exact(part, Unit.COUNT)
    if said and both and exact and _is_exact(of, Unit.COUNT):
        yield Share(one.sentence, percent, part, of)


def _within(one: Claimed, place: int) -> Iterator[Share]:
    """“64 children, 70 of whom had …”, “120 families, including 134 with …”."""
    whole, part = one.claims[place], one.claims[place + 1]
    between, behind = _between(one, place), _behind(one, place + 1)
    if _is_exact(whole, Unit.MONEY) and _is_exact(part, Unit.MONEY):
        if _OF_WHICH.fullmatch(between):
            yield Share(one.sentence, None, part, whole)
        return
    if not _is_exact(whole, Unit.COUNT) or not _is_exact(part, Unit.COUNT):
        return
    of_whom = _BEFORE.fullmatch(between) and _OF_WHOM.match(behind)
    alike = _OF_THOSE.match(behind) or _same_thing(whole, part)
    including = _INCLUDING.fullmatch(between) and alike
    if of_whom or including:
        yield Share(one.sentence, None, part, whole)


def _same_thing(whole: Claim, part: Claim) -> bool:
    """“52 children …, including 57 children who …”."""
    first, again = (claim.measure.split(" ", 1)[0].lower() for claim in (whole, part))
    return bool(first) and first == again
