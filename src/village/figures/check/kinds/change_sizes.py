"""How large a change is said to be, beside the two numbers that it is a change of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from village.figures.check.arithmetic import as_printed, fits_change, rounded, shown
from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.kinds.changes import way_of
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND: Final = "change"
UP: Final = r"rise|increase|growth|jump|gain"
DOWN: Final = r"fall|drop|decrease|reduction|decline"
_FROM: Final = re.compile(r"\bfrom\s+(?:an?\s+(?:high|low|total)\s+of\s+|the\s+)?$", re.IGNORECASE)
_TO: Final = re.compile(
    r"(?:\s+(?!to\b)[a-z’'-]+){0,6}(?:\s+\([^()]*\))?(?:\s+in\s+[\w/ –-]{1,25}?)?,?\s+to\s+"
    r"(?:an?\s+(?:[a-z-]+\s+){0,4}?(?:high|low|total)\s+of\s+)?",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(
    r"[^.;:()\d]{0,60}?,?\s(?:compared\s(?:with|to)|against|up\sfrom|down\sfrom"
    rf"|(?:an?\s)?(?:{UP}|{DOWN}|up|down)\s(?:on|from))\s(?:the\s)?",
    re.IGNORECASE,
)
_BY: Final = re.compile(rf"\b(?:by|up|down|(?:{UP}|{DOWN})\s+of)\s+(?:£\s?)?$", re.IGNORECASE)
_BY_THEN: Final = re.compile(
    r"(?:\s+in\s+[^.;:()\d]{0,70}\s\(from\s+)"
    r"|(?:\s+(?:percentage\s+)?points?)?(?:\s+on\s+last\s+(?:year|time))?,?\s+(?:\w+\s+){0,3}?from"
    r"\s+(?:the\s+)?(?:£\s?)?",
    re.IGNORECASE,
)
_SO_MUCH: Final = re.compile(
    r"(?:\s+(?!and\b|but\b|while\b|with\b)[a-z’'-]+){0,4}(?:\s+in\s+[\w/ –-]{1,25}?)?"
    r"(?:\s+the\s+year\s+before|\s+last\s+(?:year|time))?,?\s+(?:[–—-]\s+)?\(?"
    rf"(?:(?:which\s+is\s+|that\s+is\s+)?an?\s+(?:(?P<up>{UP})|(?P<down>{DOWN}))\s+of\s+"
    r"|up\s+(?:by\s+)?|down\s+(?:by\s+)?)(?:£\s?)?",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r",?\s+\((?:[+–−-]\s?)?$|\s+\($")
MORE: Final = re.compile(
    r"\s+(?:(?:percentage\s+)?points?\s+)?(?P<way>fewer|less|lower|more|higher)\s+than\s+(?:the\s+)?"
    r"(?:(?:previous\s+year|year\s+before|last\s+year|this\s+year)[’']s\s+)?(?:£\s?)?",
    re.IGNORECASE,
)
_AT_FIRST: Final = re.compile(r"(?:Compared|In comparison)\s(?:with|to)\s(?:the\s)?(?:£\s?)?\d")
_THERE: Final = re.compile(r"[^.;:()\d]{0,60},\s(?:there|we|it|they)\s[^.;:()\d]{0,40}")
_MORE_THAN: Final = re.compile(
    r"\s(?:more|fewer|less)\s(?:[^.,;:()\d]{0,40}\s)?than\s[^.,;:()\d]{0,40}\((?:£\s?)?",
    re.IGNORECASE,
)
_TO_FIRST: Final = re.compile(r"\bto\s(?:£\s?)?$", re.IGNORECASE)
_FROM_THEN: Final = re.compile(r"[^.;:()\d]{0,30}?,?\sfrom\s(?:the\s)?(?:£\s?)?", re.IGNORECASE)
_STOOD: Final = re.compile(r"\b(?:stood|was|were)\sat\s(?:£\s?)?$", re.IGNORECASE)
_THEN_TO: Final = re.compile(
    r"[^.;:()]{0,40}?,?\s(?:and\s)?(?:had\s|has\s)?(?:(?P<up>grew|grown|rose|risen|increased)"
    r"|fell|fallen|dropped|decreased|declined)\s(?:\w+ly\s)?to\s(?:£\s?)?",
    re.IGNORECASE,
)
_POINTS_ON: Final = re.compile(
    r"\s+(?:percentage\s+)?points?\s+(?:up\s+)?(?:on|from|above|below|higher\s+than|lower\s+than)"
    r"\s+(?:the\s+)?",
    re.IGNORECASE,
)
_APART: Final = re.compile(
    r"[^.;:()\d]{0,60}?(?:,|\s[–—-])\s*(?:up\s+|down\s+|which\s+is\s+)?(?:by\s+)?(?:£\s?)?",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"[^.;:()\d]{0,30}?\b(?:in|for|across)\s(?:the\s)?(?-i:[A-Z])(?!an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)"
    r"|[^.;:]{0,40}\bon\s(?:last|the\sprevious)\s",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(r"\s+(?:percentage\s+)?points?\b", re.IGNORECASE)
PARTS: Final = {"third": 33, "quarter": 25, "half": 50, "fifth": 20, "tenth": 10}
ROUGHLY: Final = 6
"""Points by which a change may miss what words say of it."""
_BY_A_PART: Final = re.compile(
    rf"\bby\s(?:about\s|around\s|nearly\s|almost\s)?((?:an?\s)?(?P<part>{'|'.join(PARTS)}))\b"
    r"[^.;:\d]{0,30}$",
    re.IGNORECASE,
)
_UP_BY: Final = re.compile(
    r"(?:\s+[a-z’'-]+){0,6}?(?:\s+(?:in|at|by|for)\s+[\w/ –-]{1,25}?)?,\s+(?:which\s+is\s+)?"
    rf"(?:(?P<up>up|an?\s+(?:{UP})\s+of)|down|an?\s+(?:{DOWN})\s+of)\s+(?:by\s+)?(?:£\s?)?",
    re.IGNORECASE,
)
_ON_FIRST: Final = re.compile(r"\s+(?:on|from)\s+(?:the\s+|a\s+total\s+of\s+)?(?:£\s?)?", re.I)
UNTOLD: Final = frozenset({Unit.AGE, Unit.DURATION, Unit.DATE})


@dataclass(frozen=True, slots=True)
class Pair:
    """A change from one number to another, the sentence, and where the second of them stands."""

    one: Claimed
    first: Claim
    last: Claim
    begin: int
    end: int
    is_from_to: bool = False


def found(read: Read) -> Iterator[Finding]:
    for one in read.said:
        for pair in pairs(one):
            yield from _sized(pair)
        for place in range(len(one.claims) - 1):
            yield from _moved(one, place)
        yield from _by_more(one)
        yield from _up_by(one)
        yield from _by_points(one)


def between(one: Claimed, place: int) -> str:
    return one.sentence.text[one.at[place].end : one.at[place + 1].start]


def alike(one: Claimed, place: int, other: int) -> bool:
    """Numbers of one unit, and neither of them about. Both ends of “from 5 to 9” are told."""
    unit = one.claims[place].unit
    about = one.at[place].is_about or one.at[other].is_about
    return unit is one.claims[other].unit and unit not in UNTOLD and not about


def pairs(one: Claimed) -> Iterator[Pair]:
    """“from 241 to 215”, “412 compared with 387”."""
    for place, (first, last) in enumerate(pairwise(one.claims)):
        if not alike(one, place, place + 1):
            continue
        if _FROM.search(one.sentence.text[: one.at[place].start]) and _TO.fullmatch(
            between(one, place)
        ):
            yield Pair(one, first, last, place, place + 1, is_from_to=True)
        elif _is_compared(one, place):
            yield Pair(one, last, first, place, place + 1)
        elif not place and _is_compared_first(one):
            yield Pair(one, first, last, 0, 1)


def _is_compared(one: Claimed, place: int) -> bool:
    behind = one.sentence.text[one.at[place + 1].end :]
    return bool(_COMPARED.fullmatch(between(one, place)) and not _ELSEWHERE.match(behind))


def _is_compared_first(one: Claimed) -> bool:
    """“Compared with 84 last year, there were 96”, of nothing else than the 84."""
    told = _AT_FIRST.match(one.sentence.text) and _THERE.fullmatch(between(one, 0))
    things = [claim.measure.split(" ", 1)[0].lower() for claim in one.claims[:2]]
    return bool(told) and (things[0] in {"", "last", "in", "the", things[1]})


def _moved(one: Claimed, place: int) -> Iterator[Finding]:
    """“Fell to 41 from 38”, “which stood at 640, grew to 610”: the other way than they say."""
    here, other = one.claims[place], one.claims[place + 1]
    if not alike(one, place, place + 1):
        return
    before, text = one.sentence.text[: one.at[place].start], between(one, place)
    if _TO_FIRST.search(before) and _FROM_THEN.fullmatch(text):
        way = way_of(one.sentence.text, one.at[place].start)
        if way and (here.value - other.value) * way < 0:
            yield turned(one, other, here, way=way)
    stood = _STOOD.search(before) and _THEN_TO.fullmatch(text)
    if stood and (other.value - here.value) * (1 if stood["up"] else -1) < 0:
        yield turned(one, here, other, way=1 if stood["up"] else -1)


def _sized(pair: Pair) -> Iterator[Finding]:
    """“by 36, from 241 to 215”, “from 241 to 215, a fall of 36”."""
    one, size = pair.one, None
    text, last = one.sentence.text, pair.end + 1
    much = _SO_MUCH.fullmatch(between(one, pair.end)) if last < len(one.claims) else None
    if much:
        size = one.claims[last]
        way = bool(much["up"]) - bool(much["down"])
        if not pair.is_from_to and (pair.last.value - pair.first.value) * way < 0:
            yield turned(one, pair.first, pair.last, way=way)
            return
    elif pair.begin and _MORE_THAN.fullmatch(between(one, pair.begin - 1)):
        size = one.claims[pair.begin - 1]
    elif pair.begin and _BY_THEN.fullmatch(between(one, pair.begin - 1)):
        size = (
            one.claims[pair.begin - 1] if _BY.search(text[: one.at[pair.begin - 1].start]) else None
        )
    if size is not None and not size.is_about:
        yield from weighed(one, pair.first, pair.last, size)
    yield from _by_a_part(pair)


def _by_a_part(pair: Pair) -> Iterator[Finding]:
    """“Rose by a third, from 60 to 70”: words are round, so that only what is far off is asked."""
    said = _BY_A_PART.search(pair.one.sentence.text[: pair.one.at[pair.begin].start])
    if not said or not pair.first.value or pair.first.unit is Unit.PERCENT:
        return
    true = 100 * abs(pair.last.value - pair.first.value) / pair.first.value
    if abs(true - PARTS[said["part"].lower()]) > ROUGHLY:
        yield Finding(
            kind=KIND,
            verdict=Verdict.EXPLAIN,
            quote=pair.one.sentence.quote,
            says=f"From {as_printed(pair.first)} to {as_printed(pair.last)} is not by {said[1]}.",
            arithmetic=f"{as_printed(pair.first)} -> {as_printed(pair.last)} is {float(true):.0f}%",
            consistent=f"words that {float(true):.0f}% bears out",
            rests_on=(pair.first.key, pair.last.key),
        )


def _by_more(one: Claimed) -> Iterator[Finding]:
    """“227 reports, 31 fewer than the 258 of the year before”."""
    for place in range(len(one.claims) - 2):
        last, size, first = one.claims[place : place + 3]
        more = MORE.fullmatch(between(one, place + 1))
        if (
            not more
            or not _APART.fullmatch(between(one, place))
            or not alike(one, place, place + 2)
        ):
            continue
        way = 1 if more["way"].lower() in {"more", "higher"} else -1
        if (last.value - first.value) * way < 0:
            yield turned(one, first, last, way=way)
        elif not size.is_about:
            yield from weighed(one, first, last, size)


def _up_by(one: Claimed) -> Iterator[Finding]:
    """“241, up 19 from 222”, “8,412 contacts in 2023/24, an increase of 14% on the 7,650 of …”."""
    for place in range(len(one.claims) - 2):
        last, size, first = one.claims[place : place + 3]
        much, on = (
            _UP_BY.fullmatch(between(one, place)),
            _ON_FIRST.fullmatch(between(one, place + 1)),
        )
        if not much or not on or size.is_about or not alike(one, place, place + 2):
            continue
        way = 1 if much["up"] else -1
        if (last.value - first.value) * way < 0:
            yield turned(one, first, last, way=way)
        else:
            yield from weighed(one, first, last, size)


def _by_points(one: Claimed) -> Iterator[Finding]:
    """“to 78%, up 12 percentage points on the 61% of last time”."""
    for place in range(len(one.claims) - 2):
        last, size, first = one.claims[place : place + 3]
        joined = _POINTS_ON.fullmatch(between(one, place + 1))
        if not joined or not _APART.fullmatch(between(one, place)) or size.is_about:
            continue
        if first.unit is Unit.PERCENT and alike(one, place, place + 2):
            yield from weighed(one, first, last, size)


def weighed(
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


def turned(
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
