"""Headings without a body and announcements without a list are found where levels are known."""

from dataclasses import replace

from tests.figures.check.texts import read
from village.figures.check.kinds import dangling_headings


def test_a_heading_with_nothing_before_the_next_is_found() -> None:
    one = read("""
    # Report

    Words to begin with.

    ## Context of schools

    ## What we did

    We met.
    """)

    [finding] = dangling_headings.found(one)

    assert finding.quote.text == "Context of schools"


def test_a_last_heading_with_nothing_below_is_found() -> None:
    one = read("""
    # Report

    Words to begin with.

    ## Thanks
    """)

    assert [f.quote.text for f in dangling_headings.found(one)] == ["Thanks"]


def test_an_announcement_before_the_next_heading_is_found() -> None:
    one = read("""
    # Report

    ## Who was referred

    The backgrounds varied, with many children from:

    ## What changed

    We met.
    """)

    [finding] = dangling_headings.found(one)

    assert finding.quote.text.endswith("from:")


def test_a_heading_over_sub_headings_a_list_or_a_table_has_a_body() -> None:
    one = read("""
    # Report

    ## Findings

    ### Schools

    We found the following three things:

    - one thing

    ### Health

    | a | b |
    | c | d |

    ## Steps

    The board will take these steps:

    ### First

    It will meet.
    """)

    assert [*dangling_headings.found(one)] == []


def test_titles_on_the_first_page_are_no_empty_headings() -> None:
    one = read("""
    # Report

    # Of the partnership

    ## Foreword

    Words.
    """)

    assert [*dangling_headings.found(one)] == []


def test_without_levels_nothing_is_said_of_headings_and_labels_of_forms_are_none() -> None:
    one = read("""
    # Report

    Signed:

    # Next

    # Another

    Words.
    """)

    assert [*dangling_headings.found(one)] == []


def test_a_phrase_that_breaks_off_before_a_section_is_found_without_levels() -> None:
    one = read("""
    # Who came

    Words.

    The backgrounds varied, with many children from:

    # What we learned

    The panel learned that families who were visited early came back to ask for help again.
    """)

    assert len([*dangling_headings.found(one)]) == 1


def test_headings_of_a_pdf_are_guesses_and_nothing_is_said_of_them() -> None:
    one = read("""
    # Report

    Words.

    ## Referrals by month

    ## What we did

    We met.
    """)
    as_pdf = replace(one, document=replace(one.document, form="PDF"))

    assert len([*dangling_headings.found(one)]) == 1
    assert [*dangling_headings.found(as_pdf)] == []
