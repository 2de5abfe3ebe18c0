"""Periods with two ends, and how long the document says that they are."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from village.figures.check.numbers import in_words
from village.figures.check.sentences import Sentence
from village.figures.check.ties import Span

_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun",
                 "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_ENDS: Final = re.compile(
    rf"{_WEEKDAY}(?P<from_day>\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<from>{_MONTH})"
    rf"(?:\s+(?P<from_year>20\d\d))?"
    rf"\s*(?:to|until|till|through to|and|[-–—])\s*(?:the end of\s+)?{_WEEKDAY}"
    rf"(?P<to_day>\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<to>{_MONTH})\s+(?P<to_year>20\d\d)",
    re.IGNORECASE,
)
_LONG: Final = re.compile(
    r"\b(?P<half>half-year|half year|six-month period)\b"
    r"|\b(?P<number>\d{1,2}|[a-z]+(?:-[a-z]+)?)[\s-](?P<unit>months?|years?|weeks?)\b",
    re.IGNORECASE,
)
_OF_PERIOD: Final = re.compile(
    r"(?:this|the|these|past|last|over|during|a|an|our|covers?|covering|reporting|for)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"\b(?:over|under|about|around|roughly|nearly|almost|approximately|some|than|least|most)\s$",
    re.I,
)
_NAMED: Final = re.compile(
    r"[\s-]*(?:\w+\s+){0,2}?(?:period|span|timeframe|window|plan|strategy|programme|pilot)\b", re.I
)
_PERIOD_OF: Final = re.compile(r"^[^.;:\d]{0,30}\b(?:period|span|total)\sof\s$", re.IGNORECASE)
_POINTING: Final = re.compile(r"\b(?:these|this|those)\s+$", re.IGNORECASE)


def spans_of(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Two ends, and a length in the same sentence, or behind it as “these 21 months”, that can be
    of nothing else."""
    for one, behind in pairwise([*sentences, None]):
        if one is None:
            continue
        ends = list(_ENDS.finditer(one.text))
        if len(ends) != 1:
            continue
        longs = list(_lengths(one.text, ends[0]))
        if not longs and behind is not None and behind.block == one.block:
            longs = list(_pointing(behind.text))
        first, last = _day(ends[0], "from"), _day(ends[0], "to")
        if len(longs) == 1 and first and last and first < last:
            yield Span(one, first, last, *longs[0])


Long = tuple[str, int, bool]
"""As it is said, how many, and whether of weeks."""


def _lengths(text: str, ends: re.Match[str]) -> Iterator[Long]:
    for found in _LONG.finditer(text):
        before, behind = text[: found.start()], text[found.end() :]
        if _ABOUT.search(before):
            continue
        between = text[found.end() : ends.start()]
        beside = found.end() <= ends.start() and _BESIDE.fullmatch(between)
        named = _NAMED.match(behind) and _OF_PERIOD.search(before)
        after = found.start() >= ends.end() and _PERIOD_OF.search(text[ends.end() : found.start()])
        if beside or named or after:
            yield from _long(found)


_BESIDE: Final = re.compile(r"[^.;:\d]{0,30}?(?:,\s*from\s+|\(\s*|\s)", re.IGNORECASE)


def _pointing(text: str) -> Iterator[Long]:
    for found in _LONG.finditer(text):
        if _POINTING.search(text[: found.start()]):
            yield from _long(found)


def _long(found: re.Match[str]) -> Iterator[Long]:
    if found["half"]:
        yield found[0], 6, False
        return
    number, unit = in_words(found["number"]), found["unit"].lower()
    if number is not None:
        yield found[0], number * (12 if unit.startswith("year") else 1), unit.startswith("week")


def _day(found: re.Match[str], end: str) -> date | None:
    month = _NAMES.index(found[end][:3].lower()) + 1
    day, year = found[f"{end}_day"], int(found[f"{end}_year"] or found["to_year"])
    number = int(re.sub(r"\D", "", day)) if day else (1 if end == "from" else 0)
    if number:
        return date(year, month, number) if number <= 28 else _at_end(year, month)
    return _at_end(year, month)


def _at_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
