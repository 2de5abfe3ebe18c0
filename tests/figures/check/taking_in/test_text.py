"""Plain text and Markdown: what a person typed, or a program took out of a page."""

import pytest

from village.figures.check.document import BlockKind
from village.figures.check.taking_in import Form, Untaken, limits, take_in


def told(text: str, name: str = "report.txt") -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in take_in(text.encode(), name).blocks]


WRAPPED = """\
Our Year

The partnership heard 98 children in the year, and
93 of them were safe-
guarded by the end of the same year.
A plan to safeguard all is made.

It met:
• on Mondays, in
the town hall
• on Fridays
- by telephone
1. by letter
"""


def test_wrapped_lines_are_paragraphs_items_and_headings() -> None:
    assert told(WRAPPED) == [
        ("heading", "Our Year"),
        (
            "paragraph",
            "The partnership heard 98 children in the year, and 93 of them were safeguarded by"
            " the end of the same year. A plan to safeguard all is made.",
        ),
        ("paragraph", "It met:"),
        ("item", "on Mondays, in the town hall"),
        ("item", "on Fridays"),
        ("item", "by telephone"),
        ("item", "by letter"),
    ]


def test_every_sign_knows_its_printed_line() -> None:
    block = take_in(WRAPPED.encode(), "report.txt").blocks[1]

    lines = [block.at(block.text.index(word)).line for word in ("The", "93", "guarded", "A plan")]

    assert lines == [3, 4, 5, 6]


def test_a_sentence_that_runs_over_empty_lines_is_one() -> None:
    spaced = (
        "The partnership has taken steps on parental factors, such as the Daily \n\n"
        "Meeting (DM) that replaced the conference, and heard 172 families in \n\n"
        "the first quarter.\n\n"
        "A new sentence stands alone.\n"
    )

    assert [text for _, text in told(spaced)] == [
        "The partnership has taken steps on parental factors, such as the Daily Meeting (DM) that"
        " replaced the conference, and heard 172 families in the first quarter.",
        "A new sentence stands alone.",
    ]


def test_a_bracket_that_is_open_goes_on_in_the_next_line() -> None:
    text = "138 calls were heard by the night team (Q1: \n0; Q2: 0; Q3: 56; Q4: 82)\n"

    assert told(text) == [
        ("paragraph", "138 calls were heard by the night team (Q1: 0; Q2: 0; Q3: 56; Q4: 82)")
    ]


def test_form_feeds_part_pages_and_their_running_heads_are_left_out() -> None:
    pages = [f"Annual report\n\nWe met {n * n} families.\n\nPage {n} of 5\n" for n in range(1, 6)]

    document = take_in("\f".join(pages).encode(), "report.txt")

    assert document.pages == 5
    assert [(one.place.page, one.text) for one in document.blocks] == [
        (n, f"We met {n * n} families.") for n in range(1, 6)
    ]


def test_a_hyphen_that_belongs_there_stays() -> None:
    assert told("A multi-\nagency plan was re-\nviewed.") == [
        ("paragraph", "A multi-agency plan was re-viewed.")
    ]
    assert told("It was reviewed. A plan was re-\nviewed again.") == [
        ("paragraph", "It was reviewed. A plan was reviewed again.")
    ]


def test_names_and_roles_one_under_another_are_no_headings() -> None:
    signed = "We thank you all.\n\nRobin Ash\nDirector of Children\n\nSam Oak\nChief Nurse\n"

    assert {kind for kind, _ in told(signed)} == {"paragraph"}


def test_an_amount_at_the_end_of_a_line_makes_no_heading() -> None:
    assert [kind for kind, _ in told("Chair and Scrutineer 15,100\n\nWords follow here.")] == [
        "paragraph",
        "paragraph",
    ]


def test_columns_parted_by_spaces_are_a_table() -> None:
    (read,) = take_in(
        b"Area    2024   2025\nNorth     12     14\nSouth     15     11\n", "r"
    ).blocks

    assert read.rows == (("Area", "2024", "2025"), ("North", "12", "14"), ("South", "15", "11"))


def test_text_from_right_to_left_keeps_its_order_and_loses_unseen_marks() -> None:
    assert told("\u202bتقرير عن ٩٨ طفلا\u202c\n") == [("paragraph", "تقرير عن ٩٨ طفلا")]


def test_marks_that_nobody_sees_part_no_number() -> None:
    assert told("9\u200b8 children and 1\u00a0136 episodes, ﬁve more.") == [
        ("paragraph", "98 children and 1 136 episodes, five more.")
    ]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_whatever_coding_it_has_it_is_read(coding: str) -> None:
    (block,) = take_in("It cost £2,196 – not more.".encode(coding), "report.txt").blocks

    assert block.text == "It cost £2,196 – not more."


MARKDOWN = """\
# Our Year

Of **98** children
[93](https://example.org) agreed.

- by letter
- by visit

| Area | Children |
|------|---------:|
| North | 12 |

## Audit
Heard ![a chart](chart.png)`6`.
"""


def test_markdown_is_read_without_its_marks() -> None:
    document = take_in(MARKDOWN.encode(), "report")

    assert document.form == Form.MARKDOWN
    assert [(one.kind, one.level, one.text or one.rows) for one in document.blocks] == [
        (BlockKind.HEADING, 1, "Our Year"),
        (BlockKind.PARAGRAPH, 0, "Of 98 children 93 agreed."),
        (BlockKind.ITEM, 0, "by letter"),
        (BlockKind.ITEM, 0, "by visit"),
        (BlockKind.TABLE, 0, (("Area", "Children"), ("North", "12"))),
        (BlockKind.HEADING, 2, "Audit"),
        (BlockKind.PARAGRAPH, 0, "Heard 6."),
    ]
    assert [one.place.line for one in document.blocks] == [1, 3, 6, 7, 9, 13, 14]


def test_a_number_before_a_title_makes_no_list() -> None:
    text = "**Plan**\n\n1. Our Year\n\nWords of it.\n\n2. Scrutiny\n\nMore.\n\n1. heard\n2. seen\n"

    read = [one.kind.value for one in take_in(text.encode(), "report").blocks]

    assert read == ["paragraph", "heading", "paragraph", "heading", "paragraph", "item", "item"]


def test_each_line_of_a_markdown_paragraph_has_its_number() -> None:
    block = take_in(MARKDOWN.encode(), "report").blocks[1]

    assert block.at(block.text.index("93")).line == 4


@pytest.mark.parametrize("name", ["report.txt", "report.md"])
def test_a_text_that_is_too_long_is_refused(name: str) -> None:
    with pytest.raises(Untaken, match="Check it in parts"):
        take_in(b"word " * (limits.SIGNS // 5 + 1), name)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Untaken, match="600 pages"):
        take_in(b"Words here.\f" * (limits.PAGES + 2), "report.txt")


@pytest.mark.parametrize("name", ["report.txt", "report.md"])
@pytest.mark.parametrize(("limit", "text"), [("BLOCKS", "A line.\n\n" * 6), ("LINES", "a\n" * 6)])
def test_more_blocks_or_lines_than_a_report_has_are_refused(
    name: str, limit: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, 5)

    with pytest.raises(Untaken, match="more than"):
        take_in(text.encode(), name)
