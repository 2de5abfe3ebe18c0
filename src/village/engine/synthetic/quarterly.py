"""Files of a return that comes every quarter, and how an agency's system writes into them."""

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final, TextIO

from village.engine.synthetic.recording import Written
from village.engine.synthetic.span import Span
from village.kernel.periods import Period

MADE_UP: Final = "Made-up data"
OpenQuarter = Callable[[Period], TextIO]
"""Gives the text file of a quarter; whoever gave it closes it."""


class QuarterFiles:
    """One file a quarter, oldest first, each with its header; days are written day/month/year."""

    def __init__(self, span: Span, columns: Iterable[str], *, open_quarter: OpenQuarter) -> None:
        self.quarters = span.quarters
        self.first, self.last = self.quarters[0].first, self.quarters[-1].last
        self.rows = 0
        self._files = [csv.writer(open_quarter(q), lineterminator="\r\n") for q in self.quarters]
        for file in self._files:
            file.writerow((*columns, MADE_UP))

    def place(self, on: date) -> int | None:
        """Which quarter holds a day; None for one before or after them all."""
        if not self.first <= on <= self.last:
            return None
        return next(place for place, quarter in enumerate(self.quarters) if on in quarter)

    def open_in(self, since: date, until: date | None) -> range:
        """The quarters in which something stood open, that of its end included."""
        within = [
            place
            for place, quarter in enumerate(self.quarters)
            if since <= quarter.last and (until is None or until >= quarter.first)
        ]
        return range(within[0], within[-1] + 1) if within else range(0)

    def write(self, place: int, row: Iterable[str]) -> None:
        self._files[place].writerow((*row, "yes"))
        self.rows += 1


def as_day(day: date | None, *, by: date | None = None) -> str:
    """A day; empty where there is none, or none by then."""
    return "" if day is None or (by is not None and day > by) else f"{day:%d/%m/%Y}"


def as_moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%d/%m/%Y %H:%M}"


def as_flag(said: bool) -> str:
    return "yes" if said else "no"


def particulars(record: Written) -> tuple[str, str, str, str]:
    """Forenames, surname, date of birth, sex."""
    return record.forenames, record.surname, as_day(record.born), record.sex
