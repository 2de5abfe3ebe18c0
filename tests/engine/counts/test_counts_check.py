"""Each rule of a return of counts finds what it is for, in a CSV and in a workbook, and no more."""

from collections.abc import Callable

import pytest

from tests.engine.counts.makers import (
    GOOD,
    LABEL,
    QUARTER,
    SPEC,
    Line,
    as_csv,
    as_workbook,
    changed,
)
from village.engine.checks.counts import Rule, check
from village.engine.checks.findings import Checked, End, Severity
from village.engine.errors import WrongReturn
from village.engine.intake.received import Received
from village.engine.specs.counts import Mark, Place
from village.kernel.periods import Period

FORMS = pytest.mark.parametrize("put", [as_csv, as_workbook])
Put = Callable[..., Received]
BEFORE = {
    Place("notices"): (110, Mark.NOT_COLLECTED),
    Place("decided"): (80, 100),
}


def checked(lines: list[Line], put: Put = as_csv, **more: object) -> Checked:
    return check(put(lines), SPEC, **{"period": QUARTER, "previous": BEFORE, **more})


def found(result: Checked) -> dict[str, int]:
    return {one.rule: one.findings for one in result.ended(End.FOUND)}


@FORMS
def test_a_good_return_has_nothing_to_mend(put: Put) -> None:
    result = checked(list(GOOD), put)

    assert found(result) == {}
    assert result.rows == {"counts-police": 5}
    assert result.header == {"quarters": QUARTER.key}


@FORMS
@pytest.mark.parametrize(
    ("number", "cells", "rule", "row"),
    [
        (0, {"numerator": ""}, Rule.EMPTY, 2),
        (0, {"numerator": "0.37"}, Rule.SHARE, 2),
        (0, {"numerator": "37%"}, Rule.SHARE, 2),
        (1, {"numerator": "about seventy"}, Rule.TEXT, 3),
        (4, {"denominator": ""}, Rule.EMPTY, 6),
        (4, {"numerator": 119}, Rule.PART, 6),
        (3, {"numerator": 3}, Rule.GROUPS, 2),
        (3, {"group": "Robots"}, Rule.INDICATOR, 5),
        (4, {"indicator": "Burglaries"}, Rule.INDICATOR, 6),
        (3, {"quarter": "January to March 2026"}, Rule.QUARTER, 5),
        (3, {"quarter": "lately"}, Rule.QUARTER, 5),
        (0, {"numerator": 11_101}, Rule.TENFOLD, 2),
        (4, {"numerator": "not collected"}, Rule.STOPPED, 6),
    ],
)
def test_a_fault_is_found_where_it_stands(
    put: Put, number: int, cells: dict[str, object], rule: Rule, row: int
) -> None:
    result = checked(changed(number, **cells), put)

    assert rule in found(result)
    assert row in {issue.row for issue in result.issues if issue.rule == rule}


def test_less_than_nothing_is_no_count() -> None:
    assert found(checked(changed(1, numerator=-70), as_workbook)) == {Rule.TEXT: 1}


def test_a_missing_line_is_named() -> None:
    result = checked(list(GOOD[:-1]))

    assert found(result) == {Rule.MISSING: 1}
    assert [issue.value for issue in result.issues] == ["Notices decided in a day"]


def test_the_same_line_twice_is_found_once() -> None:
    assert found(checked([*GOOD, GOOD[-1]])) == {Rule.TWICE: 1}


@pytest.mark.parametrize("mark", ["suppressed", "c", "<5"])
def test_a_suppressed_group_fits_what_is_left_of_the_total(mark: str) -> None:
    assert found(checked(changed(3, numerator=mark))) == {}


def test_a_suppressed_group_for_which_nothing_is_left_is_found() -> None:
    assert found(checked(changed(3, numerator="c")[:1] + changed(1, numerator=72)[1:3]
                         + changed(3, numerator="c")[3:])) == {Rule.GROUPS: 1}  # fmt: skip


def test_groups_that_nobody_collects_may_fall_short_of_the_total() -> None:
    assert found(checked(changed(3, numerator="not collected"))) == {}


def test_an_explained_jump_is_a_question_and_no_error() -> None:
    result = checked(changed(0, numerator=11_101))

    assert result.outcome(Rule.TENFOLD).severity is Severity.QUERY


@pytest.mark.parametrize(
    ("before", "now", "asks"), [(1, 12, 0), (1, 21, 1), (200, 20, 0), (210, 20, 1)]
)
def test_only_jumps_that_chance_does_not_make_are_asked_about(
    before: int, now: int, asks: int
) -> None:
    lines = changed(4, numerator=now, denominator=1_000)

    result = checked(lines, previous={Place("decided"): (before, 900)})

    assert result.outcome(Rule.TENFOLD).findings == asks


def test_without_a_quarter_before_nothing_is_said_to_have_held() -> None:
    result = checked(list(GOOD), previous=None)

    assert {one.rule for one in result.ended(End.COULD_NOT_RUN)} == {Rule.TENFOLD, Rule.STOPPED}


def test_another_quarters_file_is_refused_in_one_sentence() -> None:
    lines = [("January to March 2026", *line[1:]) for line in GOOD]

    with pytest.raises(WrongReturn, match="is of January to March 2026; this return is of April"):
        checked(lines)


def test_another_agencys_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(WrongReturn, match="Nothing in the file is asked for by “Police counts”"):
        checked([(LABEL, "A and E attendances", "all", "all", 7, "", "")])


def test_years_of_the_past_come_in_one_file() -> None:
    earlier = [("Q4 2025/26", *line[1:]) for line in GOOD]

    result = checked([*earlier, *GOOD], period=None)

    assert found(result) == {}
    assert result.header["quarters"] == f"2026-01-01--2026-03-31, {QUARTER.key}"


def test_columns_stand_in_any_order_and_under_other_names() -> None:
    head = ("Comments", "Count", "Measure", "Reporting period", "Out of", "Split", "Category")
    lines = [(line[6], line[4], line[1], line[0], line[5], line[2], line[3]) for line in GOOD]

    assert found(check(as_csv(lines, head=head), SPEC, period=QUARTER, previous=BEFORE)) == {}


def test_a_formula_is_found_and_the_rest_is_read() -> None:
    result = checked(changed(0, numerator="=SUM(E3:E5)"), as_workbook)

    assert found(result) == {Rule.FORMULA: 1}
    assert [issue.column for issue in result.issues] == ["Numerator (E2)"]


YEARS = Period(QUARTER.before(3).first, QUARTER.last)
"""Two quarters, as years of the past are owed in one file."""


def earlier(**cells: object) -> list[Line]:
    """The good lines as of the quarter before."""
    return [("Q4 2025/26", *line[1:]) for line in changed(0, **cells)]


def test_what_nobody_counted_in_years_of_the_past_is_not_missed() -> None:
    result = checked([earlier()[0], *GOOD], period=YEARS, previous=None)

    assert found(result) == {}
    assert Rule.MISSING in {one.rule for one in result.ended(End.COULD_NOT_RUN)}


def test_in_years_of_the_past_each_quarter_is_weighed_against_the_one_before_it() -> None:
    result = checked([*earlier(numerator=11_101), *GOOD], period=YEARS, previous=None)

    assert found(result)[Rule.TENFOLD] == 1
    assert [issue.row for issue in result.issues if issue.rule == Rule.TENFOLD] == [7]


def test_a_quarter_outside_the_years_that_are_owed_is_found() -> None:
    result = checked([("Q1 2019/20", *GOOD[0][1:]), *GOOD], period=YEARS, previous=None)

    assert found(result) == {Rule.QUARTER: 1}
