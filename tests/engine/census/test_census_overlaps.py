"""Overlaps and limits agree with slow, plain ways of finding them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from village.engine.checks.census import years
from village.engine.checks.census.dates import birthday, covers
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.overlaps import overlapping
from village.engine.checks.census.run import Checking
from village.engine.checks.findings import End
from village.engine.specs.census import Assessment, Child, CinPlan, CpPlan, Episode
from village.kernel.days import age_on, england

R = date(2026, 3, 31)
GROUND = Ground(terms=years.terms("2025-26"), reference_date=R, calendar=england())
DAYS = st.integers(0, 40).map(lambda number: R - timedelta(days=number - 3))
MAYBE = st.none() | DAYS


def days_of(start: date, end: date | None) -> set[date]:
    last = R if end is None else end
    return {start + timedelta(days=n) for n in range((last - start).days + 1)}


def ended(code: str, child: Child) -> End:
    checking = Checking([years.rule(code)], GROUND)
    checking.see(child)
    return checking.tallies[code].outcome().end


@given(st.lists(st.tuples(DAYS, MAYBE), max_size=4))
def test_plans_overlap_exactly_where_they_share_a_day(
    spans: list[tuple[date, date | None]],
) -> None:
    spans = [(start, end) for start, end in spans if days_of(start, end)]
    cin = tuple(CinPlan(start_date=start, end_date=end) for start, end in spans)
    protection = tuple(CpPlan(start_date=start, end_date=end) for start, end in spans)

    found = ended("4014", Child(episodes=(Episode(cin_plans=cin),)))
    found_of_protection = ended("8940", Child(episodes=(Episode(cp_plans=protection),)))

    shared = any(
        days_of(*one) & days_of(*other) for i, one in enumerate(spans) for other in spans[:i]
    )
    assert (found is End.FOUND) is shared
    assert found_of_protection is found


@given(st.lists(st.tuples(DAYS, MAYBE), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_records_decides_nothing(spans, chance) -> None:
    records = [
        Assessment(row=n, actual_start_date=s, authorisation_date=e)
        for n, (s, e) in enumerate(spans)
    ]
    shuffled = chance.sample(records, len(records))

    def pairs(of: list[Assessment]) -> set[frozenset[int]]:
        found = overlapping(
            of,
            start=lambda one: one.actual_start_date,
            runs_on=lambda one, day: day <= (one.authorisation_date or R),
        )
        return {frozenset((one.row, other.row)) for one, other in found}

    assert pairs(records) == pairs(shuffled)


@given(DAYS, DAYS, MAYBE, st.booleans())
def test_an_interval_covers_the_days_between_its_ends(
    day: date, start: date, end: date | None, end_counts: bool
) -> None:
    inside = days_of(start, end) - ({end} if end and not end_counts else set())

    assert covers(day, start=start, end=end, last=R, end_counts=end_counts) is (day in inside)


@given(st.dates(date(2025, 9, 1), R))
def test_an_assessment_is_late_after_45_working_days_counted_one_by_one(start: date) -> None:
    assessment = Assessment(actual_start_date=start)

    found = ended("8670Q", Child(episodes=(Episode(assessments=(assessment,)),)))

    calendar, day, working = england(), start, 0
    while day < R:
        working += calendar.is_working(day)
        day += timedelta(days=1)
    assert (found is End.FOUND) is (working > 45)


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_a_birthday_is_the_first_day_of_that_age(born: date, age: int) -> None:
    day = birthday(born, age=age)

    assert age_on(born, day) == age
    assert age_on(born, day - timedelta(days=1)) == age - 1
