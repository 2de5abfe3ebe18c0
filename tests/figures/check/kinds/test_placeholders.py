"""Gaps that were to be filled in are found, and questions, deadlines and quotations are not."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.findings import Verdict
from village.figures.check.kinds import placeholders


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Only x% of families came back.", "x%"),
        ("In all, xx children were seen.", "xx"),
        ("The grant came to £xx this year.", "£xx"),
        ("Sponsor: TBC", "TBC"),
        ("To be confirmed", "To be confirmed"),
        ("Lead officer: to be confirmed", "to be confirmed"),
        ("TO BE ADDED BEFORE PRINT", "TO BE ADDED"),
        ("Board sponsor: [board member]", "[board member]"),
        ("Signed by [name and role]", "[name and role]"),
        ("INSERT SIGNATURES OF THE THREE CHIEFS", "INSERT SIGNATURES"),
        ("(insert chart here)", "insert chart"),
        ("ANALYSIS TO COME", "ANALYSIS TO COME"),
        ("Narrative to follow from health.", "Narrative to follow"),
        ("Foreword to come.", "Foreword to come"),
        ("Sponsor: ?", "?"),
        ("Referrals rose to ??? in March.", "???"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
        ("Published on dd/mm/yyyy.", "dd/mm/yy"),
        ("See Error! Bookmark not defined.", "Error!"),
    ],
)
def test_a_gap_is_found_with_its_words(text: str, gap: str) -> None:
    [finding] = placeholders.found(read(text))

    assert gap in finding.says
    assert finding.verdict is Verdict.TIDY
    assert text.startswith(finding.quote.text)


@pytest.mark.parametrize(
    "text",
    [
        "Why is this important?",
        "What would help you most? Tell us.",
        "The threshold has to be agreed by all three partners.",
        "The audit is to be completed by March.",
        "A date will be confirmed with schools.",
        "One girl said: “I told [name] what happened and she listened.”",
        "A mother said: “She listened. She knew [name] and me. It helped.”",
        "Read the [annual plan](#plan) for more.",
        "The quotation is as printed [sic].",
        "Attendance was 94% in years to come of the plan.",
        "The rate was 4.5% and the figure 12.",
        "Dates are written dd/mm/yyyy in the return.",
        "An INSERT statement was stopped.",
        "Annex XX of the convention applies.",
        "Staff were invited to come and add their names.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert [*placeholders.found(read(text))] == []


def test_a_question_mark_alone_in_a_cell_is_a_gap() -> None:
    one = read("""
    | Priority | Sponsor |
    | Neglect | ? |
    | Play | Chair |
    """)

    [finding] = placeholders.found(one)

    assert finding.quote.text == "Neglect | ?"
