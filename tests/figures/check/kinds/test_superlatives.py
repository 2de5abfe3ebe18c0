"""Rankings without a measure are to be verified; those that name it are left alone."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import superlatives


@pytest.mark.parametrize(
    "text",
    [
        "The borough is one of the most deprived boroughs in London.",
        "By the Index of 2019 we are ranked as the 14th most deprived area in England.",
        "It is the 6th most deprived borough in London.",
        "Neglect is the most common form of harm across the UK.",
        "Our schools are among the top performing in London.",
        "Our schools are the best in the country.",
        "The town has the second highest poverty nationally.",
    ],
)
def test_a_ranking_without_a_measure_is_to_be_verified(text: str) -> None:
    [finding] = superlatives.found(read(text))

    assert finding.says.startswith("To verify:")


@pytest.mark.parametrize(
    "text",
    [
        "It is the second smallest borough in London in terms of area.",
        "By rank of average score it is the 14th most deprived area in England.",
        "It has the highest proportion of pupils with free meals in the country.",
        "It has the second highest population density in London.",
        "One of our greatest challenges is attendance.",
        "Neglect remains one of the most persistent issues in the country.",
        "The most deprived families were visited first.",
        "Boys were the largest group (26%) in London.",
    ],
)
def test_a_named_measure_and_a_turn_of_speech_are_left_alone(text: str) -> None:
    assert [*superlatives.found(read(text))] == []
