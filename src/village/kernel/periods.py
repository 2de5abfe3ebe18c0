"""Years and quarters as the partnership counts them: a year ends on 31 March."""

from calendar import month_name
from collections.abc import Iterator
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
        return self.first <= other.first and other.last <= self.last

    @property
    def step(self) -> str:
        """`year`, `quarter`, or `period` where it is neither."""
        if self == year_ending(self.last.year):
            return "year"
        return "quarter" if self in quarters(year_holding(self.first)) else "period"

    @property
    def label(self) -> str:
        """As people say it: `year to March 2026`, `April to June 2026`."""
        if self.step == "year":
            return f"year to March {self.last.year}"
        return f"{MONTHS[self.first.month - 1]} to {MONTHS[self.last.month - 1]} {self.last.year}"

    @property
    def key(self) -> str:
        """As files and addresses say it: `2025-04-01--2026-03-31`."""
        return f"{self.first.isoformat()}--{self.last.isoformat()}"

    @classmethod
    def parse(cls, key: str) -> "Period":
        first, _, last = key.partition("--")
        return cls(date.fromisoformat(first), date.fromisoformat(last))


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


def covered(coverage: list[Period], step: str) -> Iterator[Period]:
    """Each year or quarter that the given stretches cover without a gap, oldest first."""
    if not coverage:
        return
    joined = list(_joined(sorted(coverage)))
    for year in range(joined[0].first.year, joined[-1].last.year + 2):
        whole = year_ending(year)
        for period in (whole,) if step == "year" else quarters(whole):
            if any(stretch.covers(period) for stretch in joined):
                yield period


def _joined(coverage: list[Period]) -> Iterator[Period]:
    current = coverage[0]
    for stretch in coverage[1:]:
        if stretch.first <= current.last + timedelta(days=1):
            current = Period(current.first, max(current.last, stretch.last))
            continue
        yield current
        current = stretch
    yield current
