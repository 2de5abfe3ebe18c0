"""Periods with two ends, and how long the document says that they are."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
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
_ENDS: Final = re.compile(
    rf"(?P<from_day>\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<from>{_MONTH})\s+(?P<from_year>20\d\d)"
    rf"\s*(?:to|until|till|through to|and|[-–—])\s*(?:the end of\s+)?"
    rf"(?P<to_day>\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<to>{_MONTH})\s+(?P<to_year>20\d\d)",
    re.IGNORECASE,
)
_LONG: Final = re.compile(
    r"\b(?P<number>\d{1,2}|[a-z]+(?:-[a-z]+)?)[\s-](?P<unit>months?|years?)\b"
    r"(?=[\s-]*(?:reporting |review |audit |long |full )?(?:period|time|span|window|timeframe)|\b)",
    re.IGNORECASE,
)
_OF_PERIOD: Final = re.compile(
    r"(?:this|the|these|past|last|over|during|a|covers?|covering|reporting)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


def spans_of(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Two ends, and a length in the same sentence that can be of nothing else."""
    for one in sentences:
        ends, longs = list(_ENDS.finditer(one.text)), list(_lengths(one.text))
        if len(ends) == 1 and len(longs) == 1:
            said, months = longs[0]
            first, last = _day(ends[0], "from"), _day(ends[0], "to")
            if first and last and first < last:
                yield Span(one, first, last, said, months)


def _lengths(text: str) -> Iterator[tuple[str, int]]:
    for found in _LONG.finditer(text):
        number = in_words(found["number"])
        behind = text[found.end() : found.end() + 20].lower()
        if number is None or not _is_of_period(text[: found.start()], behind):
            continue
        yield found[0], number * (12 if found["unit"].lower().startswith("year") else 1)


def _is_of_period(before: str, behind: str) -> bool:
    """“This 18-month reporting period”, not “reviewed after six months”."""
    named = re.match(r"[\s-]*(?:\w+\s+)?(?:period|span|timeframe|window)\b", behind)
    return bool(named and _OF_PERIOD.search(before))


def _day(found: re.Match[str], end: str) -> date | None:
    month = _NAMES.index(found[end][:3].lower()) + 1
    day, year = found[f"{end}_day"], int(found[f"{end}_year"])
    number = int(re.sub(r"\D", "", day)) if day else (1 if end == "from" else 0)
    if number:
        return date(year, month, number) if number <= 28 else _at_end(year, month)
    return _at_end(year, month)


def _at_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
