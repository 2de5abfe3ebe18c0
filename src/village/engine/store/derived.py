"""What is reckoned for an event out of two of its columns, as a table's spec says."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from village.engine.specs.tables import Reckoned, Reckoning, Value
from village.engine.specs.tables_clock import england_day
from village.kernel.days import OutsideCalendar, england

_HOUR: Final = timedelta(hours=1)


def reckon(one: Reckoned, found: Mapping[str, Value]) -> int | None:
    """The number of an event; None where a column is empty or the end lies before the start."""
    first, second = (found[name] for name in one.fields)
    return _BY_KIND[one.kind](first, second)


def _hours(start: Value, end: Value) -> int | None:
    if not isinstance(start, datetime) or not isinstance(end, datetime) or end < start:
        return None
    return -((start - end) // _HOUR)


def _days(start: Value, end: Value) -> int | None:
    first, last = _day(start), _day(end)
    return (last - first).days if first and last and first <= last else None


def _working_days(start: Value, end: Value) -> int | None:
    first, last = _day(start), _day(end)
    if not first or not last or last < first:
        return None
    try:
        return england().between(first, last)
    except OutsideCalendar:
        return None


def _per_cent(part: Value, whole: Value) -> int | None:
    if not isinstance(part, int) or not isinstance(whole, int) or whole <= 0:
        return None
    return part * 100 // whole


def _day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return england_day(value)
    return value if isinstance(value, date) else None


_BY_KIND: Final[Mapping[Reckoning, Callable[[Value, Value], int | None]]] = {
    Reckoning.HOURS: _hours,
    Reckoning.DAYS: _days,
    Reckoning.WORKING_DAYS: _working_days,
    Reckoning.PER_CENT: _per_cent,
}
