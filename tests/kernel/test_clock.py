from datetime import UTC, date, datetime, timedelta

from village.kernel.clock import LONDON, StandingClock, SystemClock, clock_of

DAY = date(2026, 7, 15)


def test_the_date_stands_and_the_time_of_day_runs() -> None:
    moments = iter([datetime(2027, 1, 3, 9, 0, tzinfo=UTC), datetime(2027, 1, 4, 9, 1, tzinfo=UTC)])
    clock = StandingClock(DAY, world=lambda: next(moments))

    first, second = clock.now(), clock.now()

    assert first == datetime(2026, 7, 15, 9, 0, tzinfo=LONDON)
    assert second - first == timedelta(minutes=1)


def test_the_standing_clock_tells_londons_time_of_day_in_summer() -> None:
    clock = StandingClock(DAY, world=lambda: datetime(2026, 8, 1, 23, 30, tzinfo=UTC))

    assert clock.now() == datetime(2026, 7, 15, 0, 30, tzinfo=LONDON)


def test_without_a_day_the_worlds_clock_is_taken() -> None:
    assert clock_of(None) == SystemClock()
    assert clock_of(DAY).now().date() == DAY
    assert SystemClock().now().utcoffset() is not None
