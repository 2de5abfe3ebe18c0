"""A handful blown up into hundreds is found; sums, shares and estimates of many are not."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import extrapolation


def test_a_few_children_that_stand_for_hundreds_are_found() -> None:
    text = "Though few (3 children, after 5 last time), this could represent 300 to 500 a year."

    [finding] = extrapolation.found(read(text))

    assert finding.arithmetic == "500 / 3 = 167 times what was seen"


def test_the_few_may_stand_in_the_sentence_before() -> None:
    text = "Two families declined help. Scaled up, that is 180 families across the borough."

    assert len([*extrapolation.found(read(text))]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Of 900 children seen this could represent 1,200 a year.",
        "Two children could represent the school at the meeting in 2024.",
        "Three young people would mean 4 places at the table.",
        "Two boys were seen, which would represent 20% of the class.",
        "The cost would equate to 45 pounds a head.",
    ],
)
def test_other_sums_are_left_alone(text: str) -> None:
    assert [*extrapolation.found(read(text))] == []
