"""Page references: beyond the document, all one, or to another page than what they name."""

from tests.figures.check.texts import read
from village.figures.check.findings import Verdict
from village.figures.check.kinds import page_references

PAGES = """
# Report of the partnership

{words}

--- page ---

# Neglect and its toolkit

Words.

--- page ---

# Voice of children

Words.
"""


def test_a_page_that_the_document_does_not_have_is_found() -> None:
    one = read(PAGES.format(words="More is said in the annex (page 31)."))

    [finding] = page_references.found(one)

    assert finding.verdict is Verdict.EXPLAIN
    assert "page 31; the document has 3" in finding.says


def test_references_that_all_lead_to_one_page_are_one_finding() -> None:
    one = read("""
    | Theme | What |
    | Health (page 3) | a |
    | Play (page 3) | b |
    | Homes (page 3) | c |
    """)

    [finding] = page_references.found(one)

    assert "All 3 page references" in finding.says


def test_a_heading_that_stands_elsewhere_is_found() -> None:
    one = read(
        PAGES.format(words="See Neglect and its toolkit (page 3) and the rest.").replace(
            "--- page ---\n\n# Voice", "--- page ---\n\nWords.\n\n--- page ---\n\n# Voice"
        )
    )

    [finding] = page_references.found(one)

    assert finding.consistent == "page 2"


def test_right_references_page_numbers_and_other_books_are_left_alone() -> None:
    one = read(
        PAGES.format(
            words="See Neglect and its toolkit (page 2) and Voice of children (page 3).\n\n"
            "Page 90\n\nPage 90 of 99\n\nThe guidance says so on page 71 of Working Together."
        )
    )

    assert [*page_references.found(one)] == []


def test_printed_numbers_may_begin_after_the_cover() -> None:
    one = read(PAGES.format(words="See Neglect and its toolkit (page 1)."))

    assert [*page_references.found(one)] == []
