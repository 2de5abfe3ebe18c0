"""Passages of our own: what is right is left alone, what is wrong is found with its verdict."""

from pathlib import Path

import pytest
import yaml

from tests.figures.check.blind import FIRST, passages
from tests.figures.check.texts import TODAY, document
from village.figures.check.checking import check
from village.figures.check.findings import Verdict

PASSAGES = yaml.safe_load(Path(__file__).with_name("own.yaml").read_text(encoding="utf-8"))
OF_NUMBERS = {
    "blown up", "borrowed number", "change", "change across a break", "length of a period",
    "money that does not balance", "one measure, two values", "options to 100",
    "part of a whole", "parts and whole", "percentage of its count", "reachable percentage",
    "stages in order", "what is left for the others", "words against a number",
    "words against a series",
}  # fmt: skip


@pytest.mark.parametrize("text", PASSAGES["right"])
def test_what_is_right_is_left_alone(text: str) -> None:
    told = check(document(text), today=TODAY)

    assert [one.says for one in told if one.kind in OF_NUMBERS] == []
    assert [one.says for one in told if one.verdict is Verdict.CANNOT] == []


@pytest.mark.parametrize("case", PASSAGES["wrong"], ids=lambda case: case["text"][:40])
def test_what_is_wrong_is_found_with_its_verdict(case: dict[str, str]) -> None:
    told = [one for one in check(document(case["text"]), today=TODAY) if one.kind in OF_NUMBERS]

    assert [(one.kind, one.verdict.value) for one in told] == [(case["kind"], case["verdict"])]
    assert told[0].says
    assert told[0].consistent


def test_what_is_guessed_is_never_called_impossible() -> None:
    texts = [*(one["text"] for one in PASSAGES["wrong"]), *(one.text for one in passages(FIRST))]
    told = [one for text in texts for one in check(document(text), today=TODAY)]

    guessed = [one for one in told if one.is_guess]

    assert len(guessed) > 10
    assert [one.says for one in guessed if one.verdict is Verdict.CANNOT] == []


def test_what_was_mended_is_left_alone() -> None:
    wrong = "Of the 140 visits, 96 were made in time, leaving 34 that were late."
    right = wrong.replace("34", "44")

    found = [[one.kind for one in check(document(text), today=TODAY)] for text in (wrong, right)]

    assert found == [["parts and whole"], []]


@pytest.mark.parametrize(
    "text",
    [
        "5 of 5 of 5 of " * 400,
        "Of the 500, " + "5 were in, " * 400,
        "There were 900 contacts. " + "The other 6 left. " * 300,
        "46% said very, " * 400,
        "\n".join(["| Area | 2022-23 | 2023-24 | Change |", *["| North | 5 | 6 | +20% |"] * 300]),
        "| Contacts | Contacts |\n| Of whom | Of which |",
        "All 0 of the 0 schools were above 0% (0%, 0%, 0%).",
        "Contacts rose from 0 to 0, a rise of 0%. This is a fall on 0.",
    ],
)
def test_odd_documents_are_read_to_their_end(text: str) -> None:
    told = check(document(text), today=TODAY)

    assert all(one.says and one.quote.text for one in told)
