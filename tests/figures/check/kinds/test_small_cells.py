"""One to five children beside what sets them apart may be known; partners and ages are not them."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.findings import Verdict
from village.figures.check.kinds import small_cells


@pytest.mark.parametrize(
    "text",
    [
        "Three Somali children were seen.",
        "Of the referrals, 4 girls were victims of sexual exploitation.",
        "130 children were at risk (62 girls, 67 boys, 1 transgender).",
        "5 of 6 are of black heritage.",
        "Two young people died.",
        "By gender: female 41, male 38, non-binary 2.",
        "One pupil was permanently excluded.",
        "Referrals by background: Bangladeshi (3), Turkish (12).",
        "Two boys were in a secure unit.",
        "Two disabled children were moved.",
    ],
)
def test_a_few_children_with_what_sets_them_apart_are_found(text: str) -> None:
    [finding] = small_cells.found(read(text))

    assert finding.verdict is Verdict.IDENTIFIES


@pytest.mark.parametrize(
    "text",
    [
        "The three partners and 2 workshops on Black history shaped the plan.",
        "Three young people helped to recruit a Black social worker.",
        "One boy said that teachers should learn British Sign Language.",
        "Two disabled access ramps were built.",
        "Children aged 3 to 5 with autism were seen.",
        "The rate was 2.5 White to 1 in 5 Black children.",
        "In 2024, 14 Somali children were seen.",
        "3% of children died in the film.",
        "Most were White British (19) or Turkish (12).",
        "1. Young people who are disabled come first.",
        "Three parents of disabled children joined the group.",
        "Four young people worked with the team on the review of homes.",
        "Key stage 2 pupils learned of suicide and its signs.",
        "Tier 4 children’s beds were full.",
        "The National Panel wrote of three children who died in other areas.",
        "Two families with three children each, and one family with one child.",
    ],
)
def test_others_that_are_counted_are_left_alone(text: str) -> None:
    assert [*small_cells.found(read(text))] == []


def test_cells_of_a_table_by_ethnicity_are_found_in_their_row() -> None:
    one = read("""
    | Ethnicity of children | Referred | Plans |
    | White British | 41 | 12 |
    | Somali | 9 | 3 |
    | Irish | 2 (4%) | 0 |
    """)

    assert [f.quote.text for f in small_cells.found(one)] == [
        "Somali | 9 | 3",
        "Irish | 2 (4%) | 0",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Subgroup | Meetings |\n| Education | 4 |\n| Training | 3 |",
        "| Ethnicity of children | % |\n| Somali | 3 |",
        "| Age of children | Places |\n| 4 | 12 |",
        "| Month | Notifications |\n| March | 3 |",
        "| School | Staff trained |\n| North | 4 |",
    ],
)
def test_cells_that_count_no_children_are_left_alone(table: str) -> None:
    assert [*small_cells.found(read(table))] == []
