"""PDFs, written by hand and by another program."""

import subprocess
import sys

import pytest
import typst

from tests.figures.check.taking_in.making import flate_bomb, pdf
from village.figures.check.document import BlockKind
from village.figures.check.taking_in import Harmful, Untaken, take_in

INSIDE = "from village.figures.check.taking_in import inside; inside.confine(); "


def test_lines_are_joined_and_hyphens_at_their_ends_taken_out() -> None:
    page = [
        ("Our Year", 70, 780, 20),
        ("The multi-agency audit was of safe-", 70, 740),
        ("guarding. Its multi-", 70, 726),
        ("agency panel met 12 times.", 70, 712),
        ("A second paragraph stands apart.", 70, 680),
    ]

    document = take_in(pdf([page]), "report.pdf")

    assert [(one.kind, one.text) for one in document.blocks] == [
        (BlockKind.HEADING, "Our Year"),
        (
            BlockKind.PARAGRAPH,
            "The multi-agency audit was of safeguarding. Its multi-agency panel met 12 times.",
        ),
        (BlockKind.PARAGRAPH, "A second paragraph stands apart."),
    ]
    assert document.pages == 1


def test_each_number_has_its_page_and_its_printed_line() -> None:
    pages = [
        [("Nothing of note.", 70, 780)],
        [("Of all the children", 70, 780), ("in it", 70, 766)],
    ]

    block = take_in(pdf(pages), "report.pdf").blocks[-1]

    assert block.text == "Of all the children in it"
    assert (block.at(0).page, block.at(0).line) == (2, 1)
    assert (block.at(block.text.index("in it")).page, block.at(21).line) == (2, 2)


def test_what_stands_on_every_page_is_left_out() -> None:
    pages = [
        [
            ("Annual report 2026", 70, 800),
            (f"It heard {n * n} children.", 70, 700),
            (f"{n}", 300, 20),
        ]
        for n in range(2, 9)
    ]

    document = take_in(pdf(pages), "report.pdf")

    assert [one.text for one in document.blocks] == [
        f"It heard {n * n} children." for n in range(2, 9)
    ]


def test_a_page_that_is_only_a_picture_is_named_and_an_empty_one_is_not() -> None:
    running = ("Annual report", 70, 800)
    pages = [[running, (f"Words {n * n} here.", 70, 700)] if n < 3 else [running] for n in range(5)]

    document = take_in(pdf([*pages, []], drawn=[1, 4]), "report.pdf")

    assert document.pictures == (4,)
    assert document.pages == 6


def test_a_report_of_nothing_but_pictures_says_so_for_each_page() -> None:
    document = take_in(pdf([[], []], drawn=[1, 2]), "scan.pdf")

    assert (document.blocks, document.pictures) == ((), (1, 2))


def test_columns_of_numbers_are_a_table() -> None:
    cells = [("Area", "2024", "2025"), ("North", "12", "14"), ("South", "15", "11")]
    page = [
        (word, 70 + 120 * column, 780 - 16 * row)
        for row, words in enumerate(cells)
        for column, word in enumerate(words)
    ]

    (read,) = take_in(pdf([page]), "report.pdf").blocks

    assert read.rows == tuple(cells)


def test_a_row_that_stands_alone_is_joined_to_no_sentence() -> None:
    page = [("Domestic abuse", 70, 780), ("16", 300, 780), ("Parental issues", 70, 766)]

    assert [one.text for one in take_in(pdf([page]), "report.pdf").blocks] == [
        "Domestic abuse 16",
        "Parental issues",
    ]


def test_text_from_right_to_left_is_read_in_the_order_of_its_words() -> None:
    words = "تقرير عن 98 طفلة في السنة، منهم 93 حضروا."
    source = f'#set text(lang: "ar", dir: rtl, font: "DejaVu Sans Mono")\n{words}'

    (block,) = take_in(typst.compile(source.encode()), "report.pdf").blocks

    assert block.text == words


def test_names_with_amounts_are_a_table_without_a_header() -> None:
    amounts = ["Salaries 199,082", "Training 1,364", "Subtotal 200,446"]

    (read,) = take_in(
        pdf([[(text, 70, 780 - 14 * row) for row, text in enumerate(amounts)]]), "report.pdf"
    ).blocks

    assert read.rows[0] == ("", "")
    assert read.rows[1:] == tuple(tuple(text.rsplit(" ", 1)) for text in amounts)


def test_what_another_program_writes_is_read() -> None:
    source = """
    #set heading(numbering: "1.1")
    = Our Year
    Of 98 children 93 were safeguarded, extraordinarily comprehensively.
    - boys #sym.dash.em 12
    - girls
    == Audit
    #table(columns: 3, [Area], [2024], [2025], [North], [12], [14])
    """

    document = take_in(typst.compile(source.encode()), "report.pdf")

    kinds = [(one.kind, one.level, one.text or one.rows) for one in document.blocks]
    assert kinds == [
        (BlockKind.HEADING, 1, "1 Our Year"),
        (
            BlockKind.PARAGRAPH,
            0,
            "Of 98 children 93 were safeguarded, extraordinarily comprehensively.",
        ),
        (BlockKind.ITEM, 0, "boys — 12"),
        (BlockKind.ITEM, 0, "girls"),
        (BlockKind.HEADING, 2, "1.1 Audit"),
        (BlockKind.TABLE, 0, (("Area", "2024", "2025"), ("North", "12", "14"))),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([[("x", 9, 9)]], locked=True), "locked with a password"),
        (pdf([[("x", 9, 9)]] * 2000), "longer than 2,000,000 signs of text or 600 pages"),
        (b"%PDF-1.7\nnothing of the kind", "cut short or damaged"),
        (pdf([[("Whole", 9, 9)]])[:150], "cut short or damaged"),
        (pdf([[]]), "nothing to read"),
    ],
)
def test_what_cannot_be_read_is_one_message(data: bytes, says: str) -> None:
    with pytest.raises(Untaken, match=says) as refused:
        take_in(data, "report.pdf")

    assert refused.value.where == "report.pdf"
    assert refused.value.mend


def test_a_page_that_unpacks_without_end_is_refused_by_the_childs_limit() -> None:
    data = flate_bomb(1_200_000_000)
    assert len(data) < 2_000_000

    with pytest.raises(Harmful, match="more memory or time than a report may"):
        take_in(data, "report.pdf")


@pytest.mark.parametrize(
    "does",
    [
        "bytearray(2 << 30)",
        "import os; os.write(os.open('/tmp/village-written', os.O_CREAT | os.O_WRONLY), b'x')",
        "len([open('/dev/null') for _ in range(99)])",
    ],
)
def test_the_child_can_take_no_memory_write_no_file_and_open_few(does: str) -> None:
    ended = subprocess.run([sys.executable, "-c", INSIDE + does], capture_output=True, check=False)

    assert ended.returncode != 0


def test_the_child_knows_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from village.figures.check.taking_in import pdf as reader

    monkeypatch.setenv("VILLAGE_KEYS", "a key")
    given = {}
    run = subprocess.run

    def seen(*words: object, **options: object) -> object:
        given.update(options)
        return run(*words, **options)

    monkeypatch.setattr(reader.subprocess, "run", seen)
    take_in(pdf([[("Some words.", 9, 9)]]), "report.pdf")

    assert "VILLAGE_KEYS" not in given["env"]
    assert given["close_fds"] is True
