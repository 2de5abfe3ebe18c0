"""The days that a district's telling runs over, all from its as-at date."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from village.engine.synthetic.people import birthday
from village.kernel.periods import Period, quarter_holding

YEARS_BEFORE = 5
"""How long before the oldest return referrals begin, so that its open cases have a past."""

QUARTERS = 9
"""Of police returns: two years and a quarter."""


@dataclass(frozen=True)
class Span:
    """as_at: where the district's clock stands."""

    as_at: date

    @cached_property
    def newest(self) -> int:
        """The census year whose reference date, 31 March, came last."""
        return self.as_at.year - (self.as_at < date(self.as_at.year, 3, 31))

    @cached_property
    def census_years(self) -> tuple[int, ...]:
        return (self.newest - 2, self.newest - 1, self.newest)

    @cached_property
    def first_return(self) -> date:
        """The first day of the oldest census year."""
        return year_start(self.census_years[0])

    @cached_property
    def first_referral(self) -> date:
        return birthday(self.first_return, -YEARS_BEFORE)

    @cached_property
    def first_birth(self) -> date:
        """Whoever was born earlier had grown up before the oldest census year."""
        return birthday(self.first_return, -18)

    @cached_property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters that the police have returned, oldest first."""
        found = [quarter_holding(self.as_at)]
        for _ in range(QUARTERS):
            found.append(quarter_holding(found[-1].first - timedelta(days=1)))
        return tuple(reversed(found[1:]))

    @cached_property
    def listed_on(self) -> date:
        """The day at which the newest person list stands."""
        return self.quarters[-1].last


def year_start(year: int) -> date:
    """The first day of the census year that ends on 31 March of `year`."""
    return date(year - 1, 4, 1)


def year_end(year: int) -> date:
    """The reference date of a census year."""
    return date(year, 3, 31)


def census_year(day: date) -> int:
    """The census year that a day falls in."""
    return day.year + (day.month > 3)
