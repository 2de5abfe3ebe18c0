"""Promises whose day has passed unreported are found, and kept, future and past ones are not."""

from datetime import date

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import overdue


@pytest.mark.parametrize(
    "text",
    [
        "A plan for girls will be drawn up by October 2024.",
        "We plan to launch a toolkit by September 2023.",
        "The audit on neglect is scheduled for November 2024.",
        "The team will be delivering training October – December 2024.",
        "The arrangements, to be published 20th December 2024, are in draft.",
        "Completion: April 2025 to March 2026",
    ],
)
def test_a_month_that_has_passed_is_found(text: str) -> None:
    [finding] = overdue.found(read(text))

    assert "has passed" in finding.says


def test_a_wait_is_reckoned_from_the_month_named_before() -> None:
    one = read("""
    # Annual report

    This report covers the period September 2022 to March 2024.

    # Audit

    The audit was held in December 2022. It looked at ninety cases.

    - Conduct another review in 12 months, on the closed cases.
    """)

    [finding] = overdue.found(one)

    assert finding.arithmetic == "December 2022 + 12 months = December 2023"
    assert "inside the period of the document" in finding.says
    assert finding.other is not None


def test_another_promise_starts_no_wait() -> None:
    one = read("""
    The audit was held in April 2023. A toolkit will be printed by September 2023. The audit will
    be rerun within six months.
    """)

    assert [f.arithmetic for f in overdue.found(one)] == [
        "",
        "April 2023 + 6 months = October 2023",
    ]


def test_a_yearly_promise_is_due_a_year_later() -> None:
    one = read("The survey of pupils was held in May 2023. It will be repeated annually.")

    [finding] = overdue.found(one)

    assert finding.arithmetic == "May 2023 + 12 months = May 2024"


@pytest.mark.parametrize(
    "text",
    [
        "By November 2023, the taskforce had resolved ninety cases.",
        "The guidance was published in December 2023.",
        "The audit planned for December 2024 was held a month later.",
        "Children will be seen within 24 hours.",
        "Two reviews were held in 12 months.",
        "The child had been missing twice in 3 months when the audit of May 2023 was conducted.",
        "A plan will be drawn up by October 2031.",
        "The strategy was launched in July 2023 and will guide us.",
    ],
)
def test_the_past_the_future_and_plain_durations_are_left_alone(text: str) -> None:
    assert [*overdue.found(read(text))] == []


def test_a_promise_that_the_document_reports_later_is_kept() -> None:
    one = read("""
    A survey of school attendance will be run by May 2024.

    # A year on

    The school attendance survey was completed and found little change.
    """)

    assert [*overdue.found(one)] == []


def test_nothing_is_overdue_before_its_day() -> None:
    text = "A plan for girls will be drawn up by October 2024."

    assert [*overdue.found(read(text, today=date(2024, 10, 31)))] == []
    assert len([*overdue.found(read(text, today=date(2024, 11, 1)))]) == 1


def test_a_row_of_an_action_plan_is_overdue_unless_it_is_done() -> None:
    one = read("""
    | Action | Owner | By when | State |
    | Publish the strategy | Council | March 2026 | Complete |
    | Write the protocol | Health | May 2026 | In progress |
    | Train the staff | Police | December 2026 | On track |
    """)

    assert [f.quote.text.split(" | ")[0] for f in overdue.found(one)] == ["Write the protocol"]
