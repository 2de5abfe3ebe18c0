"""Months that a document writes in words, and the period that it says it is about."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from village.figures.check.read import Read

_STARTS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
MONTH_YEAR: Final = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH} ?(?:-|–|to|and) ?)?"
    rf"({_MONTH})\.?,? ?((?:19|20)\d\d)\b"
)
_PERIOD: Final = re.compile(
    rf"\b{_MONTH},? (?:19|20)\d\d ?(?:to|until|till|-|–|and) ?(?:the end of )?"
    rf"({_MONTH}),? ((?:19|20)\d\d)\b"
)
_ABOUT: Final = re.compile(r"(?i)\b(?:period|cover(?:s|ing)|annual report|this report|reporting)\b")
OPENING: Final = 60
"""Sentences in which a report says what it is about."""


def last_of(month: str, year: str) -> date:
    """The last day of a month, as printed in full or cut."""
    number = _STARTS.index(month[:3].lower()) // 4 + 1
    return add_months(date(int(year), number, 1), 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on; the 28th for a day that not every month has."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, min(day.day, 28))


def months_in(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """Each month with its year, and the month's last day; of a range the later end."""
    for match in MONTH_YEAR.finditer(text):
        yield match, last_of(match[1], match[2])


def period_end(read: Read) -> date | None:
    """The end of the first period from month to month that the document opens with, or None."""
    for sentence in read.sentences[:OPENING]:
        period = _PERIOD.search(sentence.text)
        if period and _ABOUT.search(sentence.text):
            return last_of(period[1], period[2])
    return None
