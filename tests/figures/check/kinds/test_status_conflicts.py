"""A piece of work told as done and as not done is found; the next one of its kind is another."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import status_conflicts


@pytest.mark.parametrize(
    "text",
    [
        "The board undertook a Rapid Review of the case. A Rapid Review report was not required.",
        "The Early Help Strategy was published.\n\nThe Early Help Strategy is still in draft.",
        "The Child Sexual Abuse Audit was cancelled. Findings of the Child Sexual Abuse Audit, "
        "which was completed in May, are on our site.",
        "The Joint Neglect Audit has been completed. The Joint Neglect Audit did not take place.",
        "| Work | State |\n| School Attendance Survey | Completed |\n"
        "| School Attendance Survey | Not started |",
    ],
)
def test_done_and_not_done_are_found_with_both_places(text: str) -> None:
    [finding] = status_conflicts.found(read(text))

    assert finding.other is not None
    assert "done" in finding.says


@pytest.mark.parametrize(
    "text",
    [
        "The Joint Neglect Audit was completed. Another Joint Neglect Audit is planned.",
        "The Joint Neglect Audit was completed in 2023. The Joint Neglect Audit will be carried "
        "out in 2025.",
        "The Early Help Strategy was published. Its actions are still in progress.",
        "The Early Help Strategy was published. The Youth Safety Strategy is still in draft.",
        "| Work | State |\n| School Attendance Survey | Completed |\n"
        "| Pupil Voice Survey | Planned |",
        "A Rapid Review was completed for Child A. A Rapid Review of Child B is under way.",
    ],
)
def test_another_piece_of_work_is_left_alone(text: str) -> None:
    assert [*status_conflicts.found(read(text))] == []
