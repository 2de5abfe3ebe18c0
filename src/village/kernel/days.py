"""Working days of England, counted on a dated list of bank holidays."""

import csv
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_SATURDAY = 5


class OutsideCalendar(ValueError):
    """A day lies beyond the years whose holidays are known, so nothing can be counted."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without the holidays, between two days, both included.

    Every question costs one binary search, so a rule may ask for each row of a return.
    """

    holidays: frozenset[date]
    first: date
    last: date
    _working: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        span = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=n) for n in range(span))
        working = (d for d in days if d.weekday() < _SATURDAY and d not in self.holidays)
        object.__setattr__(self, "_working", tuple(working))

    def is_working(self, day: date) -> bool:
        """Tell whether offices are open on a day."""
        self._inside(day)
        return day.weekday() < _SATURDAY and day not in self.holidays

    def add(self, day: date, working_days: int) -> date:
        """Give the n-th working day after a day; before it when n is negative; itself at 0."""
        self._inside(day)
        if working_days == 0:
            return day
        if working_days > 0:
            place = bisect_right(self._working, day) + working_days - 1
        else:
            place = bisect_left(self._working, day) + working_days
        if not 0 <= place < len(self._working):
            raise self._outside()
        return self._working[place]

    def between(self, start: date, end: date) -> int:
        """Count the working days after start, up to and including end.

        So the next working day is 1, the same day 0, and an end before its start is negative.
        """
        self._inside(start)
        self._inside(end)
        return bisect_right(self._working, end) - bisect_right(self._working, start)

    def _inside(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise self._outside()

    def _outside(self) -> OutsideCalendar:
        # The day itself stays out of the message: it may be a row's value.
        return OutsideCalendar(
            f"A day lies outside the working-day calendar of {self.first} to {self.last}; "
            "add the bank holidays of the missing years."
        )


@cache
def england() -> WorkingDays:
    """Give the calendar of England and Wales, 2012 to 2028.

    Source: GOV.UK, UK bank holidays, with the one-off days of 2012, 2022 and 2023.
    """
    text = (files(__package__) / "holidays.csv").read_text(encoding="utf-8")
    holidays = frozenset(date.fromisoformat(row["day"]) for row in csv.DictReader(text.split("\n")))
    first, last = min(holidays).year, max(holidays).year
    return WorkingDays(holidays, date(first, 1, 1), date(last, 12, 31))


def age_on(birth: date, day: date) -> int:
    """Give the completed years of age on a day; one born on 29 February turns on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
