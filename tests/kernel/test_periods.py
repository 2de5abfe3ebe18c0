"""Years and quarters: their edges, their words, and which of them a set of returns covers."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.kernel.periods import (
    Period,
    covered,
    joined,
    quarter_holding,
    quarter_named,
    quarters,
    year_ending,
    year_holding,
)

days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
short = st.integers(0, 500)
stretches = st.builds(lambda first, more: Period(first, first + timedelta(days=more)), days, short)


def days_of(periods: list[Period]) -> set[date]:
    """A second way: every day, one by one."""
    return {
        period.first + timedelta(days=n)
        for period in periods
        for n in range((period.last - period.first).days + 1)
    }


def test_a_year_runs_from_april_to_march() -> None:
    assert year_ending(2026) == Period(date(2025, 4, 1), date(2026, 3, 31))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot start"):
        Period(date(2026, 4, 2), date(2026, 4, 1))


@given(days)
def test_the_year_and_the_quarter_of_a_day_hold_it(day: date) -> None:
    year, quarter = year_holding(day), quarter_holding(day)

    assert day in quarter
    assert year.covers(quarter)
    assert (year.step, quarter.step) == ("year", "quarter")


@given(days)
def test_the_quarters_of_a_year_are_the_year(day: date) -> None:
    year = year_holding(day)

    assert joined(quarters(year)) == [year]
    assert len(days_of(list(quarters(year)))) == (year.last - year.first).days + 1


@given(stretches)
def test_a_period_is_read_back_from_its_key(period: Period) -> None:
    assert Period.parse(period.key) == period


@pytest.mark.parametrize("key", ["", "2026-04-01", "2026-04-01--", "--2026-04-01", "a--b"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(key)


LABELS = [
    (year_ending(2026), "year to March 2026"),
    (Period(date(2025, 4, 1), date(2025, 6, 30)), "April to June 2025"),
    (Period(date(2026, 1, 1), date(2026, 3, 31)), "January to March 2026"),
    (Period(date(2025, 10, 1), date(2026, 3, 31)), "October 2025 to March 2026"),
    (Period(date(2024, 4, 1), date(2026, 3, 31)), "April 2024 to March 2026"),
    (Period(date(2026, 2, 1), date(2026, 2, 28)), "February 2026"),
    (Period(date(2026, 7, 15), date(2026, 7, 15)), "15 July 2026"),
    (Period(date(2025, 12, 30), date(2026, 1, 2)), "30 December 2025 to 2 January 2026"),
]


@pytest.mark.parametrize(("period", "label"), LABELS)
def test_a_period_is_said_as_people_say_it(period: Period, label: str) -> None:
    assert period.label == label


@pytest.mark.parametrize(
    ("period", "months", "first"),
    [
        (year_ending(2026), 12, date(2024, 4, 1)),
        (year_ending(2026), 3, date(2025, 1, 1)),
        (Period(date(2026, 1, 1), date(2026, 3, 31)), 1, date(2025, 12, 1)),
        (Period(date(2026, 1, 1), date(2026, 3, 31)), 13, date(2024, 12, 1)),
    ],
)
def test_the_months_before_end_on_the_eve(period: Period, months: int, first: date) -> None:
    assert period.before(months) == Period(first, period.first - timedelta(days=1))


def test_quarters_that_touch_make_a_year_and_a_gap_unmakes_it() -> None:
    first, second, third, fourth = quarters(year_ending(2026))

    assert list(covered([third, first, fourth, second], "year")) == [year_ending(2026)]
    assert list(covered([first, second, fourth], "year")) == []
    assert list(covered([first, second, fourth], "quarter")) == [first, second, fourth]


def test_nothing_covers_nothing() -> None:
    assert list(covered([], "year")) == []


def test_a_return_of_a_single_day_covers_no_quarter() -> None:
    assert list(covered([Period(date(2026, 6, 30), date(2026, 6, 30))], "quarter")) == []


@given(st.lists(stretches, max_size=6))
def test_stretches_joined_hold_the_same_days_with_a_gap_between_each(given: list[Period]) -> None:
    found = joined(given)

    assert days_of(found) == days_of(given)
    assert all(b.first - a.last > timedelta(days=1) for a, b in pairwise(found))


@given(st.lists(stretches, max_size=5), st.sampled_from(["year", "quarter"]))
def test_a_period_is_covered_when_each_of_its_days_is(given: list[Period], step: str) -> None:
    held = days_of(given)
    every = [
        period
        for year in map(year_ending, range(2014, 2035))
        for period in ((year,) if step == "year" else quarters(year))
    ]

    assert list(covered(given, step)) == [one for one in every if days_of([one]) <= held]


SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    "text",
    [
        "April to June 2026", "Apr-Jun 2026", "apr – jun 2026", "Q1 2026/27", "2026-27 Q1",
        "Q1 2026/2027", "FY2026/27 Q1", "2026-04-01--2026-06-30", "2026-05-03",
        "Q1 26/27", "26-27 Q1", "Quarter 1 2026/27", "Qtr. 1, 2026-27", "Apr-Jun 26",
        "Apr - Jun '26",
    ],
)  # fmt: skip
def test_a_quarter_is_read_as_people_write_it(text: str) -> None:
    assert quarter_named(text) == SPRING


@pytest.mark.parametrize(
    "text",
    [
        "", "lately", "Q1 2026", "Q5 2026/27", "Q1 2026/28", "April 2026", "April to July 2026",
        "Q1 26/28", "Q12 2026/27",
        "1 Apr to 30 Jun 26", "Apr 2025 to Jun 2026", "2026-04-01--2026-07-31", "2026-13-01",
        "Ap to Ju 2026",
    ],
)  # fmt: skip
def test_what_is_no_quarter_or_could_be_two_is_not_guessed(text: str) -> None:
    assert quarter_named(text) is None


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_quarter_is_read_back_from_how_it_is_said(day: date) -> None:
    quarter = quarter_holding(day)

    assert quarter_named(quarter.label) == quarter_named(quarter.key) == quarter
