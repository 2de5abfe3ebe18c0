from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.kernel.days import OutsideCalendar, WorkingDays, age_on, england

calendar_days = st.dates(date(2012, 6, 1), date(2028, 6, 1))


def easter(year: int) -> date:
    """The anonymous Gregorian computus, a second way to the same Sundays."""
    a, b, c = year % 19, *divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def slow_count(calendar: WorkingDays, start: date, end: date) -> int:
    span = (end - start).days
    return sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, span + 1))


@pytest.mark.parametrize("year", range(2012, 2029))
def test_the_list_holds_both_easter_days_of_each_year(year: int) -> None:
    sunday = easter(year)

    assert {sunday - timedelta(days=2), sunday + timedelta(days=1)} <= england().holidays


@pytest.mark.parametrize("year", range(2012, 2029))
def test_each_year_has_eight_holidays_and_its_one_off_days(year: int) -> None:
    one_off = {2012: 1, 2022: 2, 2023: 1}

    of_year = [d for d in england().holidays if d.year == year]

    assert len(of_year) == 8 + one_off.get(year, 0)
    assert all(d.weekday() < 5 for d in of_year)


@pytest.mark.parametrize(
    "day",
    [
        date(2012, 6, 5),
        date(2020, 5, 8),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
        date(2022, 1, 3),
        date(2021, 12, 28),
        date(2026, 12, 28),
    ],
)
def test_moved_and_one_off_holidays_are_no_working_days(day: date) -> None:
    assert not england().is_working(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30), date(2012, 5, 28)])
def test_a_holiday_that_was_moved_away_leaves_a_working_day(day: date) -> None:
    assert england().is_working(day)


@pytest.mark.parametrize(
    ("start", "working_days", "expected"),
    [
        (date(2026, 7, 15), 1, date(2026, 7, 16)),
        (date(2026, 7, 17), 1, date(2026, 7, 20)),
        (date(2026, 7, 18), 1, date(2026, 7, 20)),
        (date(2026, 7, 15), 0, date(2026, 7, 15)),
        (date(2026, 7, 18), 0, date(2026, 7, 18)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 7, 20), -1, date(2026, 7, 17)),
        (date(2026, 7, 19), -1, date(2026, 7, 17)),
        (date(2026, 3, 31), 15, date(2026, 4, 23)),
    ],
)
def test_working_days_are_added_over_weekends_and_holidays(
    start: date, working_days: int, expected: date
) -> None:
    assert england().add(start, working_days) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 7, 15), date(2026, 7, 15), 0),
        (date(2026, 7, 17), date(2026, 7, 20), 1),
        (date(2026, 7, 17), date(2026, 7, 19), 0),
        (date(2026, 7, 20), date(2026, 7, 17), -1),
        (date(2026, 4, 2), date(2026, 4, 7), 1),
    ],
)
def test_working_days_between_leave_out_the_start(start: date, end: date, expected: int) -> None:
    assert england().between(start, end) == expected


@given(calendar_days, st.integers(0, 120))
def test_counting_agrees_with_a_slow_walk(start: date, span: int) -> None:
    end = start + timedelta(days=span)

    assert england().between(start, end) == slow_count(england(), start, end)


@given(calendar_days, st.integers(1, 100))
def test_the_nth_working_day_after_is_n_working_days_away(start: date, n: int) -> None:
    due = england().add(start, n)

    assert england().is_working(due)
    assert england().between(start, due) == n


@given(calendar_days, st.integers(1, 100))
def test_the_nth_working_day_before_is_n_working_days_back(start: date, n: int) -> None:
    due = england().add(start, -n)

    assert england().is_working(due)
    assert england().between(due - timedelta(days=1), start - timedelta(days=1)) == n


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1)])
def test_a_day_beyond_the_list_is_refused_and_not_named(day: date) -> None:
    with pytest.raises(OutsideCalendar) as fault:
        england().is_working(day)

    assert str(day) not in str(fault.value)
    assert "2012-01-01 to 2028-12-31" in str(fault.value)


def test_a_count_that_runs_over_the_end_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        england().add(date(2028, 12, 20), 20)
    with pytest.raises(OutsideCalendar):
        england().add(date(2012, 1, 4), -5)
    with pytest.raises(OutsideCalendar):
        england().between(date(2028, 12, 20), date(2029, 1, 2))


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(2010, 7, 15), date(2026, 7, 14), 15),
        (date(2010, 7, 15), date(2026, 7, 15), 16),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (date(2026, 7, 15), date(2026, 7, 15), 0),
    ],
)
def test_age_counts_completed_years(birth: date, day: date, years: int) -> None:
    assert age_on(birth, day) == years
