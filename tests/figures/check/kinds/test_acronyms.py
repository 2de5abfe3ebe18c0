"""Abbreviations: explained nowhere, never used, mistyped, or of two meanings."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.findings import Verdict
from village.figures.check.kinds import acronyms


def said(text: str) -> list[str]:
    return [finding.says for finding in acronyms.found(read(text))]


def test_one_that_is_explained_nowhere_is_found_once_with_its_uses() -> None:
    assert said("The ZQP met. Members of the ZQP agreed.") == [
        "“ZQP” is used 2 times and explained nowhere."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Early Years Forum (EYF) met. The EYF agreed.",
        "EYF (Early Years Forum) met. The EYF agreed.",
        "The Multi-Agency Safeguarding Hub (MASH) took it. MASH decided.",
        "Not in Education, Employment or Training (NEET) is the word. NEET fell.",
        "Return home interviews (RHIs) were held. Each RHI was late.",
        "# Glossary\n\nEYF Early Years Forum\n\n# Work\n\nThe EYF met.",
        "The EYF met.\n\n| Short | Long |\n| EYF | Early Years Forum |",
        "The NHS, the UK and each GP agreed.",
        "THE WHOLE BOARD MET IN MAY",
        "The STEP group met. One step was taken.",
        "Phase II began under section 47.",
        "The QX met.",
    ],
)
def test_an_explained_or_well_known_one_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_a_slip_of_an_explained_one_names_what_was_meant() -> None:
    text = "A Community Learning Review Panel (CLRP) met. The CLRP closed. Then the CRLP began."

    assert said(text) == ["“CRLP” looks like a slip of “CLRP”."]


def test_one_that_is_explained_and_never_used_is_found() -> None:
    assert said("The Early Years Forum (EYF) met.") == ["“EYF” is explained and never used."]


def test_what_a_glossary_explains_for_nothing_is_one_finding() -> None:
    found = said("# Glossary\n\nEYF Early Years Forum\n\nLTP Learning and Teaching Panel")

    assert found == ["The list explains what the document never uses: EYF, LTP."]


def test_two_meanings_need_explaining_and_show_both_places() -> None:
    one = read(
        "The Local Strategic Panel (LSP) met. The LSP agreed.\n\n"
        "Each Lead School Practitioner (LSP) wrote. The LSP is kind."
    )

    [finding] = acronyms.found(one)

    assert finding.verdict is Verdict.EXPLAIN
    assert finding.other is not None
    assert "Local Strategic Panel" in finding.says


def test_one_meaning_in_two_spellings_is_one_meaning() -> None:
    text = (
        "Children’s Social Care (CSC) met. CSC agreed. Children Social Care (CSC) wrote. "
        "The Child and Family Forum (CFF) met. The Child & Family Forum (CFF) ended. CFF grew."
    )

    assert said(text) == []
