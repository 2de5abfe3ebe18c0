"""Days and clock times as tables write them, and England's clock turned into UTC.

Standard library without a time zone database, so that it also runs where none is installed.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100
_HOUR = timedelta(hours=1)
_WHEN = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4}))"
    r"(?:[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)


class When(NamedTuple):
    """A day as written, with its time of day and its distance from UTC where they are written."""

    day: date
    clock: time | None = None
    zone: timedelta | None = None


@lru_cache(maxsize=8192)
def when(text: str) -> When | None:
    """Read dd/mm/yyyy or yyyy-mm-dd, with or without a time; None where it is neither."""
    found = _WHEN.fullmatch(text)
    if found is None:
        return None
    part = found.groupdict()
    try:
        day = date(*(int(part[sign] or part[f"{sign}2"]) for sign in "ymd"))
        clock = _time(part["time"]) if part["time"] else None
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return When(day, clock, _zone(part["zone"]))


def _time(text: str) -> time:
    hour, minute, *second = text.split(":")
    return time(int(hour), int(minute), int(float(second[0])) if second else 0)


def _zone(text: str | None) -> timedelta | None:
    if text is None or text == "Z":
        return None if text is None else timedelta()
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timedelta(minutes=-minutes if text[0] == "-" else minutes)


def to_utc(moment: datetime, *, zone: timedelta | None = None) -> datetime | None:
    """A clock time without a zone is England's; None where the clocks jumped over it.

    The hour that October has twice is taken as its first. Source: Summer Time Order 2002 (last
    Sundays of March and October, at 01:00 UTC).
    """
    if zone is not None:
        return (moment - zone).replace(tzinfo=UTC)
    starts, ends = _summer(moment.year)
    if starts <= moment < starts + _HOUR:
        return None
    summer = starts <= moment < ends + _HOUR
    return (moment - _HOUR if summer else moment).replace(tzinfo=UTC)


def england_day(moment: datetime) -> date:
    """The calendar day in England of a moment in UTC."""
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    starts, ends = _summer(naive.year)
    return (naive + _HOUR if starts <= naive < ends else naive).date()


@lru_cache(maxsize=512)
def _summer(year: int) -> tuple[datetime, datetime]:
    """When summer time starts and ends that year: moments in UTC, written without a zone."""
    return _last_sunday(year, month=3), _last_sunday(year, month=10)


def _last_sunday(year: int, *, month: int) -> datetime:
    last = date(year, month, 31)
    return datetime.combine(last - timedelta(days=last.isoweekday() % 7), time(1))
