"""Changes told without a number are found; hopes, feelings and changes with numbers are not."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import no_base


@pytest.mark.parametrize(
    "text",
    [
        "There was a marked reduction in exclusions.",
        "This year has seen a significant increase in referrals.",
        "Significant reductions in boys who go missing.",
        "Waiting times fell.",
        "Referrals have more than doubled.",
        "There was an upward trend in absences.",
        "We saw fewer children this year.",
        "The number of arrests has risen sharply since 2019.",
        "Outcomes are significantly worse than in the region.",
    ],
)
def test_a_change_without_a_number_is_found(text: str) -> None:
    assert len([*no_base.found(read(text))]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "There was a marked reduction in exclusions, from 40 to 31.",
        "There was a marked reduction in exclusions. They fell from forty to thirty.",
        "There was a reduction in boys who go missing.\n\n- 93 boys went missing, after 120.",
        "We will achieve a reduction in exclusions.",
        "The plan aims to see a marked increase in attendance.",
        "There was a significant increase in awareness of neglect.",
        "Training led to increased focus and motivation.",
        "The group made significant strides.",
        "This is a significant report.",
        "Leaders want fewer exclusions.",
    ],
)
def test_numbers_hopes_and_feelings_are_left_alone(text: str) -> None:
    assert [*no_base.found(read(text))] == []


def test_a_number_about_something_else_is_no_base() -> None:
    one = read("- Panels closed 3 files.\n\n- There was a marked increase in referrals.")

    assert len([*no_base.found(one)]) == 1
