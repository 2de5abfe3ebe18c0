"""Years and quarters as the partnership counts them: a year ends on 31 March."""

import re
from calendar import month_name
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = tuple(month_name)[1:]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed stretch of days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period that ends on {self.last} cannot start on {self.first}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other is one of this."""
        return self.first <= other.first and other.last <= self.last

    def before(self, months: int) -> "Period":
        """So many months (1 or more) up to its eve, for one that begins on the first of a month."""
        years, month = divmod(self.first.month - 1 - months, 12)
        return Period(
            date(self.first.year + years, month + 1, self.first.day), self.first - timedelta(days=1)
        )

    @property
    def step(self) -> str:
        """`year`, `quarter`, or `period` where it is neither."""
        if self == year_ending(self.last.year):
            return "year"
        return "quarter" if self in quarters(year_holding(self.first)) else "period"

    @property
    def label(self) -> str:
        """As people say it: `year to March 2026`, `April to June 2026`, `15 July 2026`."""
        if self.step == "year":
            return f"year to March {self.last.year}"
        if self.first == self.last:
            return _day(self.first)
        if self.first.day != 1 or (self.last + timedelta(days=1)).day != 1:
            return f"{_day(self.first)} to {_day(self.last)}"
        first, last = _month(self.first), _month(self.last)
        if first == last:
            return last
        start = MONTHS[self.first.month - 1] if self.first.year == self.last.year else first
        return f"{start} to {last}"

    @property
    def key(self) -> str:
        """As files and addresses say it: `2025-04-01--2026-03-31`."""
        return f"{self.first.isoformat()}--{self.last.isoformat()}"

    @classmethod
    def parse(cls, key: str) -> "Period":
        """Read a key back; ValueError where it is none."""
        first, _, last = key.partition("--")
        return cls(date.fromisoformat(first), date.fromisoformat(last))


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def year_ending(year: int) -> Period:
    """The year from 1 April of the year before to 31 March of `year`."""
    return Period(date(year - 1, 4, 1), date(year, 3, 31))


def year_holding(day: date) -> Period:
    """The year to 31 March that holds a day."""
    return year_ending(day.year + (day >= date(day.year, 4, 1)))


def quarters(year: Period) -> tuple[Period, ...]:
    """The four quarters of a year to 31 March, April to June first."""
    starts = [date(year.first.year, month, 1) for month in (4, 7, 10)]
    starts.append(date(year.last.year, 1, 1))
    ends = [*(start - timedelta(days=1) for start in starts[1:]), year.last]
    return tuple(Period(first, last) for first, last in zip(starts, ends, strict=True))


def quarter_holding(day: date) -> Period:
    """The quarter that holds a day."""
    return next(quarter for quarter in quarters(year_holding(day)) if day in quarter)


def covered(coverage: Collection[Period], step: str) -> Iterator[Period]:
    """Each year or quarter that the given stretches cover without a gap, oldest first."""
    stretches = joined(coverage)
    if not stretches:
        return
    for year in range(stretches[0].first.year, stretches[-1].last.year + 2):
        whole = year_ending(year)
        for period in (whole,) if step == "year" else quarters(whole):
            if any(stretch.covers(period) for stretch in stretches):
                yield period


def joined(coverage: Collection[Period]) -> list[Period]:
    """The same days in as few stretches as there can be, oldest first."""
    found: list[Period] = []
    for stretch in sorted(coverage):
        if found and stretch.first <= found[-1].last + timedelta(days=1):
            found[-1] = Period(found[-1].first, max(found[-1].last, stretch.last))
        else:
            found.append(stretch)
    return found


_QUARTER = re.compile(r"\bq(?:tr|uarter)?[ .]*([1-4])\b")
_YEARS = re.compile(r"(?<!\d)(?:20)?(\d\d)[-/](?:20)?(\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:20|')?(\d\d)(?!\d)")


def quarter_named(text: str) -> Period | None:
    """A quarter as people write it; None where it is none, or could be one of two.

    April to June 2026, Apr-Jun 26, Q1 2026/27 or Quarter 1 26-27 (quarters of the year from
    April), 2026-04-01--2026-06-30, or any day of it as 2026-04-01. “Q1 2026” says no year from
    April.
    """
    words = " ".join(text.replace("–", "-").casefold().split())
    return _by_key(words) or _by_number(words) or _by_months(words)


def _by_key(words: str) -> Period | None:
    try:
        if "--" not in words:
            return quarter_holding(date.fromisoformat(words))
        period = Period.parse(words)
    except ValueError:
        return None
    return period if period.step == "quarter" else None


def _by_number(words: str) -> Period | None:
    number, years = _QUARTER.search(words), _YEARS.search(words)
    if not number or not years or int(years[2]) != (int(years[1]) + 1) % 100:
        return None
    return quarters(year_ending(2001 + int(years[1])))[int(number[1]) - 1]


def _by_months(words: str) -> Period | None:
    years = {int(year) for year in _YEAR.findall(words)}
    months = [
        place for word in re.findall(r"[a-z]+", words) if (place := _month_named(word)) is not None
    ]
    if len(months) != 2 or len(years) != 1:
        return None
    found = quarter_holding(date(2000 + years.pop(), months[0], 1))
    return found if (found.first.month, found.last.month) == tuple(months) else None


def _month_named(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), None)
