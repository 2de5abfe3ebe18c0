"""One hidden number in a line with its total is given away; two, or no total, are not."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import hidden_cells


def test_a_row_with_one_hidden_number_and_its_total_is_worked_out() -> None:
    one = read("""
    | Year | Girls | Boys | Unknown | Total |
    | 2023 | 40 | 31 | * | 74 |
    | 2024 | 38 | 30 | 7 | 75 |
    """)

    [finding] = hidden_cells.found(one)

    assert finding.arithmetic == "74 - 40 - 31 = 3"


def test_a_column_is_worked_out_too() -> None:
    one = read("""
    | Group | Children |
    | Irish | <5 |
    | Turkish | 1,012 |
    | Polish | 31 |
    | Total | 1,047 |
    """)

    assert [f.arithmetic for f in hidden_cells.found(one)] == ["1047 - 1012 - 31 = 4"]


@pytest.mark.parametrize(
    "row",
    [
        "| 2023 | 40 | * | * | 74 |",
        "| 2023 | 40 | 31 | * | * |",
        "| 2023 | 40 | 31 | 3 | 74 |",
        "| 2023 | 40% | 31% | * | 74 |",
        "| 2023 | 60 | 31 | * | 74 |",
    ],
)
def test_what_cannot_be_worked_out_is_left_alone(row: str) -> None:
    one = read(f"| Year | Girls | Boys | Unknown | Total |\n{row}")

    assert [*hidden_cells.found(one)] == []


def test_a_number_held_back_in_words_is_worked_out() -> None:
    one = read("Of 44 girls, 31 (70%) had a plan, 9 had none and fewer than six were unknown.")

    [finding] = hidden_cells.found(one)

    assert finding.arithmetic == "44 - 31 - 9 = 4"


@pytest.mark.parametrize(
    "text",
    [
        "Of 44 girls, most had a plan and fewer than six had none.",
        "Of 44 girls, 31 had a plan and fewer than six were unknown.",
        "Of 44 girls, 39 had a plan, fewer than six had none and fewer than six were unknown.",
        "Fewer than six of the 44 girls had a plan.",
    ],
)
def test_words_that_hold_back_enough_are_left_alone(text: str) -> None:
    assert [*hidden_cells.found(read(text))] == []
