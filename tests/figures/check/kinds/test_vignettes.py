"""A child or family told closely is found; many children, ages of groups and rules are not."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.findings import Verdict
from village.figures.check.kinds import vignettes


@pytest.mark.parametrize(
    "text",
    [
        "Child D was 15 years old and of Somali heritage. He was stabbed in May 2023.",
        "Family C: three children (16, 12, 9). Their mother disclosed assault by their father.",
        "The review is of a 14-year-old girl in a secure unit who was found by her mother.",
        "Child E was the victim of a stabbing in early 2022.",
        "Young Person B arrived unaccompanied in 2021 and lived in a hostel.",
    ],
)
def test_a_story_of_one_is_found(text: str) -> None:
    [finding] = vignettes.found(read(text))

    assert finding.verdict is Verdict.IDENTIFIES
    assert " and " in finding.says


@pytest.mark.parametrize(
    "text",
    [
        "Learning from the review of Child D was shared with schools.",
        "Children aged 11 to 15 of Black heritage were excluded more often in 2023.",
        "A 14-year-old may be at risk when adults look away.",
        "Child protection plans rose in May 2023. Most parents agreed.",
        "Following the death of Child M in 2019 a review was published.",
        "Family Hubs opened in May 2023 for parents of Turkish heritage.",
        "The recommendations for Child B and Child C were joined in 2023.",
        "Learning from Child J, published in 2021, was shared. The panel wrote of deaths. "
        "Lessons for mothers and fathers stand out.",
        "Each looked-after child aged 13-17 in foster care has an advocate.",
    ],
)
def test_groups_rules_and_bare_letters_are_left_alone(text: str) -> None:
    assert [*vignettes.found(read(text))] == []


def test_a_story_ends_where_another_child_begins() -> None:
    one = read("Child A likes music. Child B was 15, Somali, and was stabbed in May 2023.")

    assert ["“Child B”" in f.says for f in vignettes.found(one)] == [True]


def test_one_child_is_one_finding() -> None:
    one = read(
        "Child D was 15 years old, Somali, and died in May 2023. Child D, aged 15 and Somali, was "
        "stabbed in a hostel."
    )

    assert len([*vignettes.found(one)]) == 1


def test_families_told_one_after_another_are_found_each_with_less() -> None:
    one = read("""
    - Family A: the mother disclosed violence and moved to her sister.
    - Family B: the father was arrested and left.
    - Family C: the plan went on.
    """)

    assert ["“Family A”" in f.says for f in vignettes.found(one)] == [True, False]
