"""How large a change is said to be, beside the two numbers that it is a change of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from village.figures.check.arithmetic import as_printed, fits_change, rounded, shown
from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND: Final = "change"
_UP: Final = r"rise|increase|growth|jump|gain"
_DOWN: Final = r"fall|drop|decrease|reduction|decline"
_FROM: Final = re.compile(r"\bfrom\s+(?:an?\s+(?:high|low|total)\s+of\s+|the\s+)?$", re.IGNORECASE)
_TO: Final = re.compile(
    r"(?:\s+(?!to\b)[a-z’'-]+){0,6}(?:\s+\([^()]*\))?(?:\s+in\s+[\w/ –-]{1,25}?)?,?\s+to\s+"
    r"(?:an?\s+(?:high|low|total)\s+of\s+)?",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(
    r"[^.;:()\d]{0,60}?,?\s(?:compared\s(?:with|to)|against|up\sfrom|down\sfrom"
    rf"|(?:an?\s)?(?:{_UP}|{_DOWN}|up|down)\s(?:on|from))\s(?:the\s)?",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\bby\s+(?:£\s?)?$", re.IGNORECASE)
_BY_THEN: Final = re.compile(
    r"(?:\s+(?:percentage\s+)?points?)?,?\s+(?:\w+\s+){0,3}?from\s+(?:the\s+)?(?:£\s?)?",
    re.IGNORECASE,
)
_SO_MUCH: Final = re.compile(
    r"(?:\s+(?!and\b|but\b|while\b|with\b)[a-z’'-]+){0,4}(?:\s+in\s+[\w/ –-]{1,25}?)?"
    r"(?:\s+the\s+year\s+before|\s+last\s+(?:year|time))?,?\s+\(?"
    rf"(?:(?:which\s+is\s+|that\s+is\s+)?an?\s+(?:{_UP}|{_DOWN})\s+of\s+|up\s+(?:by\s+)?"
    r"|down\s+(?:by\s+)?)(?:£\s?)?",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r",?\s+\((?:[+–−-]\s?)?$|\s+\($")
_MORE: Final = re.compile(
    r"\s+(?:(?:percentage\s+)?points?\s+)?(?P<way>fewer|less|lower|more|higher)\s+than\s+(?:the\s+)?"
    r"(?:£\s?)?",
    re.IGNORECASE,
)
_POINTS_ON: Final = re.compile(
    r"\s+(?:percentage\s+)?points?\s+(?:up\s+)?(?:on|from|above|below|higher\s+than|lower\s+than)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_APART: Final = re.compile(
    r"[^.;:()\d]{0,60}?(?:,|\s[–—-])\s*(?:up\s+|down\s+|which\s+is\s+)?(?:by\s+)?(?:£\s?)?",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(r"\s+(?:percentage\s+)?points?\b", re.IGNORECASE)
_IT_IS: Final = re.compile(
    r"(?:This|That|It|Which)\s+(?:is|was|represents|means|marks)\s+(?:an?\s+)?(?:\w+\s+){0,2}?"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?P<of>\s+of\s+)?",
)
_ON: Final = re.compile(r"\b(?:on|from|compared\s+(?:with|to)|when|against)\b", re.IGNORECASE)
UNTOLD: Final = frozenset({Unit.AGE, Unit.DURATION, Unit.DATE})


@dataclass(frozen=True, slots=True)
class _Pair:
    """A change from one number to another, the sentence, and where the second of them stands."""

    one: Claimed
    first: Claim
    last: Claim
    begin: int
    end: int


def found(read: Read) -> Iterator[Finding]:
    before: Claimed | None = None
    for one in read.said:
        pairs = list(_pairs(one))
        for pair in pairs:
            yield from _sized(pair)
        yield from _by_more(one)
        yield from _by_points(one)
        if before is not None and before.sentence.block == one.sentence.block:
            yield from _of_the_last(one, before)
        before = one


def _between(one: Claimed, place: int) -> str:
    return one.sentence.text[one.at[place].end : one.at[place + 1].start]


def _alike(one: Claimed, place: int, other: int) -> bool:
    """Numbers of one unit, and neither of them about. Both ends of “from 5 to 9” are told."""
    unit = one.claims[place].unit
    about = one.at[place].is_about or one.at[other].is_about
    return unit is one.claims[other].unit and unit not in UNTOLD and not about


def _pairs(one: Claimed) -> Iterator[_Pair]:
    """“from 241 to 215”, “412 compared with 387”."""
    for place, (first, last) in enumerate(pairwise(one.claims)):
        if not _alike(one, place, place + 1):
            continue
        if _FROM.search(one.sentence.text[: one.at[place].start]) and _TO.fullmatch(
            _between(one, place)
        ):
            yield _Pair(one, first, last, place, place + 1)
        elif _COMPARED.fullmatch(_between(one, place)):
            yield _Pair(one, last, first, place, place + 1)


def _sized(pair: _Pair) -> Iterator[Finding]:
    """“by 36, from 241 to 215”, “from 241 to 215, a fall of 36”."""
    one, size = pair.one, None
    text, last = one.sentence.text, pair.end + 1
    if last < len(one.claims) and _SO_MUCH.fullmatch(_between(one, pair.end)):
        size = one.claims[last]
    elif pair.begin and _BY_THEN.fullmatch(_between(one, pair.begin - 1)):
        size = (
            one.claims[pair.begin - 1] if _BY.search(text[: one.at[pair.begin - 1].start]) else None
        )
    if size is not None and not size.is_about:
        yield from _weighed(one, pair.first, pair.last, size)


def _by_more(one: Claimed) -> Iterator[Finding]:
    """“227 reports, 31 fewer than the 258 of the year before”."""
    for place in range(len(one.claims) - 2):
        last, size, first = one.claims[place : place + 3]
        more = _MORE.fullmatch(_between(one, place + 1))
        if (
            not more
            or not _APART.fullmatch(_between(one, place))
            or not _alike(one, place, place + 2)
        ):
            continue
        way = 1 if more["way"].lower() in {"more", "higher"} else -1
        if (last.value - first.value) * way < 0:
            yield _turned(one, first, last, way=way)
        elif not size.is_about:
            yield from _weighed(one, first, last, size)


def _by_points(one: Claimed) -> Iterator[Finding]:
    """“to 78%, up 12 percentage points on the 61% of last time”."""
    for place in range(len(one.claims) - 2):
        last, size, first = one.claims[place : place + 3]
        joined = _POINTS_ON.fullmatch(_between(one, place + 1))
        if not joined or not _APART.fullmatch(_between(one, place)) or size.is_about:
            continue
        if first.unit is Unit.PERCENT and _alike(one, place, place + 2):
            yield from _weighed(one, first, last, size)


def _of_the_last(one: Claimed, before: Claimed) -> Iterator[Finding]:
    """“Forty-nine came. This is an increase on last year, when there were fifty-seven.”"""
    said = _IT_IS.match(one.sentence.text)
    if not said:
        return
    way, claims = 1 if said["up"] else -1, one.claims
    pairs = [*_pairs(before), *_told_pairs(before)]
    if said["of"] and len(claims) == 1 and len(pairs) == 1 and not claims[0].is_about:
        yield from _weighed(one, pairs[0].first, pairs[0].last, claims[0], other=before)
        return
    lasts = [claim for claim in before.claims if claim.unit not in UNTOLD]
    sizes, firsts = (claims[:1], claims[1:]) if said["of"] else ((), claims)
    if len(lasts) != 1 or len(firsts) != 1 or firsts[0].unit is not lasts[0].unit:
        return
    if firsts[0].is_about or lasts[0].is_about:
        return
    if not _ON.search(one.sentence.text[said.end() : firsts[0].start]):
        return
    if (lasts[0].value - firsts[0].value) * way < 0:
        yield _turned(one, firsts[0], lasts[0], way=way, other=before)
    for size in sizes:
        yield from _weighed(one, firsts[0], lasts[0], size, other=before)


def _told_pairs(one: Claimed) -> Iterator[_Pair]:
    for place in range(len(one.claims) - 2):
        last, _, first = one.claims[place : place + 3]
        if _MORE.fullmatch(_between(one, place + 1)) and _alike(one, place, place + 2):
            yield _Pair(one, first, last, place, place + 2)


def _weighed(
    one: Claimed, first: Claim, last: Claim, size: Claim, *, other: Claimed | None = None
) -> Iterator[Finding]:
    is_points = size.unit is Unit.COUNT and first.unit is Unit.PERCENT
    points = _POINTS.match(one.sentence.text[size.start + len(size.text) :])
    same = size.unit is first.unit or size.unit is Unit.PERCENT or (is_points and points)
    if not same or not first.value or fits_change(first, last, size):
        return
    gap = abs(last.value - first.value)
    right = shown(gap, size.decimals, unit=first.unit)
    if first.unit is Unit.PERCENT:
        right = f"{shown(gap, first.decimals)} points"
    elif size.unit is Unit.PERCENT:
        right = rounded(gap, first.value, size.decimals)
    yield Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says=f"From {as_printed(first)} to {as_printed(last)} is no change of {size.text}"
        f"{' points' if is_points else ''}.",
        arithmetic=f"{as_printed(first)} -> {as_printed(last)} is {right}",
        consistent=f"{right}, or other numbers",
        other=_quote(other),
        rests_on=(first.key, last.key, size.key),
    )


def _turned(
    one: Claimed, first: Claim, last: Claim, *, way: int, other: Claimed | None = None
) -> Finding:
    said, true = ("more", "less") if way > 0 else ("less", "more")
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says=f"It is told as {said}, and {as_printed(last)} is {true} than {as_printed(first)}.",
        arithmetic=f"{as_printed(first)} -> {as_printed(last)}",
        consistent="the two numbers the other way round, or another word",
        other=_quote(other),
        rests_on=(first.key, last.key),
    )


def _quote(one: Claimed | None) -> Quote | None:
    return one.sentence.quote if one else None
