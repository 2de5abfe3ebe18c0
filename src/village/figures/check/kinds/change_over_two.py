"""A change told over two sentences: “Forty-nine came. This is an increase on the fifty-seven …”."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding
from village.figures.check.kinds.change_sizes import (
    DOWN,
    MORE,
    UNTOLD,
    UP,
    Pair,
    alike,
    between,
    pairs,
    turned,
    weighed,
)
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

_IT_IS: Final = re.compile(
    r"(?:(?:This|That|It|Which)\s+(?:is|was|represents|means|marks)\s+)?(?:[Aa]n?\s+)"
    r"(?:\w+\s+){0,2}?"
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))\b(?P<of>\s+of\s+)?",
)
_REPRESENTS: Final = re.compile(
    r"(?:This|That|It|Which)\s(?:is|was|represents|represented|means|marks)\san?\s", re.IGNORECASE
)
_AND_A: Final = re.compile(r"\band\san?\s$", re.IGNORECASE)
_SO_MUCH: Final = re.compile(rf"\s(?:{UP}|{DOWN})\b", re.IGNORECASE)
_ON_THE: Final = re.compile(
    r"\s(?:on|from|compared\swith|compared\sto)\s[^.;:]{0,40}?\b(?:of|the|were)\s", re.IGNORECASE
)
_THAT_WAS: Final = re.compile(r"(?:This|That|It|Which)\s(?:is|was|were)\s(?:only\s|just\s)?", re.I)
_HAS_MOVED: Final = re.compile(
    r"(?:[^.;:]{0,40}?,?\s)?(?:the\s(?:number|total|figure|rate)|this|it|that|they)\s"
    r"(?:had\s|has\s|have\s)?(?:since\s)?(?:(?P<up>risen|rose|increased|grew|grown|climbed)"
    r"|fell|fallen|dropped|declined|decreased|reduced)\s(?:\w+ly\s)?to\s(?:£\s?)?",
    re.IGNORECASE,
)
_ON: Final = re.compile(r"\b(?:on|from|compared\s+(?:with|to)|when|against)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    for before, one in pairwise(read.said):
        if before.sentence.block == one.sentence.block:
            yield from _of_the_last(one, before)


def _of_the_last(one: Claimed, before: Claimed) -> Iterator[Finding]:
    """“Forty-nine came. This is an increase on last year, when there were fifty-seven.”"""
    lasts = [claim for claim in before.claims if claim.unit not in UNTOLD]
    if len(lasts) == 1:
        yield from _moved_on(one, lasts[0], before)
    yield from _in_percent(one, lasts, before)
    said = _IT_IS.match(one.sentence.text)
    if not said:
        return
    way, claims = 1 if said["up"] else -1, one.claims
    told = [*pairs(before), *_told_pairs(before)]
    if said["of"] and len(claims) == 1 and len(told) == 1 and not claims[0].is_about:
        yield from weighed(one, told[0].first, told[0].last, claims[0], other=before)
        return
    sizes, firsts = (claims[:1], claims[1:]) if said["of"] else ((), claims)
    if len(lasts) != 1 or len(firsts) != 1 or firsts[0].unit is not lasts[0].unit:
        return
    if firsts[0].is_about or lasts[0].is_about:
        return
    if not _ON.search(one.sentence.text[said.end() : firsts[0].start]):
        return
    if (lasts[0].value - firsts[0].value) * way < 0:
        yield turned(one, firsts[0], lasts[0], way=way, other=before)
    for size in sizes:
        yield from weighed(one, firsts[0], lasts[0], size, other=before)


def _in_percent(one: Claimed, lasts: Sequence[Claim], before: Claimed) -> Iterator[Finding]:
    """“That is a 20% decrease on the 45,910 of 2011”, “this represents a 32% increase”."""
    told = [*pairs(before), *_told_pairs(before)]
    for place, size in enumerate(one.claims):
        text, at = one.sentence.text, one.at[place]
        said = _SO_MUCH.match(text[at.end :])
        opens = (
            _REPRESENTS.fullmatch(text[: at.start])
            if not place
            else _AND_A.search(text[: at.start])
        )
        if not said or not opens or size.unit is not Unit.PERCENT or size.is_about:
            continue
        behind = one.claims[place + 1] if place + 1 < len(one.claims) else None
        on = behind and _ON_THE.fullmatch(text[at.end + said.end() : one.at[place + 1].start])
        if behind and on and len(lasts) == 1 and behind.unit is lasts[0].unit is Unit.COUNT:
            way = 1 if re.search(rf"\b(?:{UP})\b", said[0], re.IGNORECASE) else -1
            if (lasts[0].value - behind.value) * way < 0:
                yield turned(one, behind, lasts[0], way=way, other=before)
            else:
                yield from weighed(one, behind, lasts[0], size, other=before)
        elif len(one.claims) == 1 and len(told) == 1:
            yield from weighed(one, told[0].first, told[0].last, size, other=before)


def _moved_on(one: Claimed, last: Claim, before: Claimed) -> Iterator[Finding]:
    """“That was 20 fewer than the 126 of 2022”, “by March the number had risen to 295”."""
    text, claims = one.sentence.text, one.claims
    if any(claim.unit is not last.unit or claim.is_about for claim in (*claims, last)):
        return
    if len(claims) == 2 and _THAT_WAS.fullmatch(text[: claims[0].start]):
        more = MORE.fullmatch(between(one, 0))
        way = 1 if more and more["way"].lower() in {"more", "higher"} else -1
        if more and (last.value - claims[1].value) * way < 0:
            yield turned(one, claims[1], last, way=way, other=before)
        elif more:
            yield from weighed(one, claims[1], last, claims[0], other=before)
    moved = _HAS_MOVED.fullmatch(text[: claims[0].start]) if len(claims) == 1 else None
    if moved and (claims[0].value - last.value) * (1 if moved["up"] else -1) < 0:
        yield turned(one, last, claims[0], way=1 if moved["up"] else -1, other=before)


def _told_pairs(one: Claimed) -> Iterator[Pair]:
    for place in range(len(one.claims) - 2):
        last, _, first = one.claims[place : place + 3]
        if MORE.fullmatch(between(one, place + 1)) and alike(one, place, place + 2):
            yield Pair(one, first, last, place, place + 2)
