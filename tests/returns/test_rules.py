"""What may become of an edition, how a return stands, and which file is of another period."""

from datetime import date
from itertools import product

import pytest

from village.evidence.returns.rules import (
    LIVE,
    TONES,
    WITH_ROWS,
    State,
    another_period,
    may_become,
    mostly_outside,
    standing,
    wrong_year,
)
from village.kernel.periods import Period, year_ending

DUE = date(2026, 7, 31)
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
STEPS = {
    ("received", "checked"),
    ("received", "refused"),
    ("checked", "accepted"),
    ("checked", "refused"),
    ("checked", "superseded"),
    ("accepted", "superseded"),
    ("accepted", "withdrawn"),
}


@pytest.mark.parametrize(("now", "then"), list(product(State, State)))
def test_an_edition_takes_these_steps_and_no_other(now: State, then: State) -> None:
    assert may_become(now, then) == ((now.value, then.value) in STEPS)


def test_what_has_ended_never_lives_again() -> None:
    ended = set(State) - set(LIVE)

    assert ended == {State.REFUSED, State.SUPERSEDED, State.WITHDRAWN}
    assert not any(may_become(now, then) for now in ended for then in State)
    assert not ended & set(WITH_ROWS)


@pytest.mark.parametrize(
    ("live", "day", "words"),
    [
        (None, date(2026, 7, 30), "expected"),
        (None, date(2026, 7, 31), "expected"),
        (None, date(2026, 8, 1), "late"),
        (State.RECEIVED, date(2026, 8, 1), "received"),
        (State.CHECKED, date(2026, 8, 1), "checked"),
        (State.ACCEPTED, date(2026, 8, 1), "accepted"),
    ],
)
def test_a_return_stands_as_its_live_edition_or_by_its_day(live, day, words) -> None:
    assert standing(live, due_on=DUE, day=day) == words
    assert words in TONES


@pytest.mark.parametrize(
    ("read", "owed", "is_wrong"),
    [
        (year_ending(2026), year_ending(2026), False),
        (year_ending(2025), year_ending(2026), True),
        (year_ending(2027), year_ending(2026), True),
        (QUARTER, year_ending(2026), True),
        (None, year_ending(2026), True),
    ],
)
def test_a_file_of_another_year_is_not_what_is_owed(read, owed, is_wrong) -> None:
    assert bool(wrong_year(read, owed)) is is_wrong


@pytest.mark.parametrize(
    ("rows", "outside", "is_wrong"),
    [(0, 0, False), (10, 0, False), (10, 5, False), (10, 6, True), (1, 1, True)],
)
def test_a_table_whose_rows_mostly_lie_elsewhere_is_of_another_period(
    rows, outside, is_wrong
) -> None:
    summary = {"table_rows": rows, "outside": outside}

    assert bool(mostly_outside(summary, QUARTER)) is is_wrong
    assert bool(another_period(QUARTER, QUARTER, summary)) is is_wrong


def test_a_census_says_nothing_of_rows_outside() -> None:
    assert another_period(QUARTER, QUARTER, {}) is None
