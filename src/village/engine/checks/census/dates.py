"""Comparing dates of which either may be missing: a comparison with a missing date is false."""

from datetime import date

_SATURDAY = 5


def before(one: date | None, other: date | None) -> bool:
    """Whether both are there and the one comes first."""
    return one is not None and other is not None and one < other


def is_weekend(day: date | None) -> bool:
    """Saturday or Sunday; bank holidays are not weekends."""
    return day is not None and day.weekday() >= _SATURDAY


def covers(
    day: date | None,
    *,
    start: date | None,
    end: date | None,
    last: date,
    end_counts: bool,
) -> bool:
    """Whether a day lies in an interval from its start, which counts, to its end.

    end_counts: whether the end day itself is inside. last: the last day inside an interval that
    has no end. Without a day or a start nothing is covered.
    """
    if day is None or start is None or day < start:
        return False
    if end is None:
        return day <= last
    return day <= end if end_counts else day < end


def birthday(birth: date, *, age: int) -> date:
    """The day of turning an age; one born on 29 February turns on 1 March."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)
