"""`village figures-check`: true findings, true exit codes, and nothing left behind."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run
from tests.figures.check.taking_in.making import docx as packed
from tests.figures.check.taking_in.making import flate_bomb, paragraph, pdf
from village.figures.check import telling
from village.figures.check.document import Document
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.claims import Place

WRONG = "The audit was of 30 children. Decisions were agreed for 93 out of 98 children (94%)."
RIGHT = "The partnership met on Mondays."
AUDIT = Quote("93 out of 98 children (94%)", Place(3, 12, "Audit"))
FOUND = Finding(
    "percentage of its count",
    Verdict.CANNOT,
    AUDIT,
    "94% is not what 93 of 98 are.",
    arithmetic="93 / 98 = 94.9%",
    consistent="95%",
    other=Quote("92 out of 98", Place(4, 2)),
    is_guess=True,
)


def test_a_wrong_percentage_is_told_with_its_quote_and_its_arithmetic(run: Run, here: Path) -> None:
    (here / "report.txt").write_text(WRONG)

    ran = run("figures-check", "report.txt", "--on", "2026-07-15")

    assert ran.exit_code == 1
    assert "cannot be right: " in ran.said
    assert "(94%)" in ran.said
    assert "94.9%" in ran.said
    assert ran.said.splitlines()[-1].startswith("1 finding in report.txt (plain text): 1 cannot")


def test_where_nothing_is_wrong_one_line_says_so(run: Run, here: Path) -> None:
    (here / "report.docx").write_bytes(packed(paragraph(RIGHT)))

    ran = run("figures-check", "report.docx")

    assert (ran.exit_code, ran.said) == (0, "Nothing was found in report.docx (DOCX).\n")


def test_pages_without_text_are_named_and_are_no_clean_end(run: Run, here: Path) -> None:
    page = [(RIGHT, 70, 700)]
    (here / "report.pdf").write_bytes(pdf([page, [], [], page, []], drawn=[2, 3, 5]))

    ran = run("figures-check", "report.pdf")

    assert ran.exit_code == 1
    assert "Pages 2-3 and 5 have no text" in ran.said
    assert "Nothing was found in report.pdf (PDF, 5 pages)." in ran.said


def test_another_program_gets_the_same_as_json(run: Run, here: Path) -> None:
    (here / "report.txt").write_text(WRONG)

    told = json.loads(run("figures-check", "report.txt", "--json").said)

    assert told["counts"]["cannot be right"] == 1
    assert told["findings"][0]["place"] == {"page": None, "line": 1, "section": ""}
    assert "94%" in told["findings"][0]["quote"]


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("none.txt", None, 2, "There is no such file."),
        ("report.pdf", pdf([[("x", 9, 9)]], locked=True), 3, "locked with a password"),
        ("report.docx", b"no Word file at all", 3, "it holds plain text"),
        ("report.txt", b"  \n", 3, "There is nothing to read in this file."),
        ("report.pdf", flate_bomb(1_200_000_000), 4, "more memory or time"),
    ],
)
def test_what_cannot_be_read_is_one_message(
    run: Run, here: Path, name: str, data: bytes | None, code: int, says: str
) -> None:
    if data is not None:
        (here / name).write_bytes(data)

    ran = run("figures-check", name)

    assert ran.exit_code == code
    assert says in ran.said
    assert f"Where: {name}" in ran.said
    assert "What to do: " in ran.said


def test_a_folder_is_no_report(run: Run, here: Path) -> None:
    assert run("figures-check", here).exit_code == 2


def test_a_day_that_is_none_is_not_understood(run: Run, here: Path) -> None:
    (here / "report.txt").write_text(RIGHT)

    assert run("figures-check", "report.txt", "--on", "2026-02-30").exit_code == 2


def test_nothing_is_left_on_the_disk(run: Run, here: Path) -> None:
    (here / "report.pdf").write_bytes(pdf([[(WRONG, 20, 700)]]))

    run("figures-check", "report.pdf")
    run("figures-check", "none.pdf")

    assert [path.name for path in here.rglob("*")] == ["report.pdf"]


def test_the_report_is_written_with_its_findings_where_one_asks(run: Run, here: Path) -> None:
    (here / "report.docx").write_bytes(report(WRONG))

    web = run("figures-check", "report.docx", "--out", "checked.html")
    word = run("figures-check", "report.docx", "--out", "checked.docx")

    assert (web.exit_code, word.exit_code) == (1, 1)
    assert "94.9%" in (here / "checked.html").read_text()
    comments = docx.Document(str(here / "checked.docx")).comments
    assert any("94.9%" in one.text for one in comments)
    assert (here / "checked.html").stat().st_mode & 0o077 == 0
    assert len(list(here.rglob("*"))) == 3


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("checked.pdf", "Findings are written as a page or as Word's comments."),
        ("report.html", "Something lies there already."),
        ("checked.docx", "Comments can be written into a Word file alone."),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_left(
    run: Run, here: Path, name: str, says: str
) -> None:
    (here / "report.html").write_text(f"<p>{WRONG}")

    ran = run("figures-check", "report.html", "--out", name)

    assert ran.exit_code == 2
    assert says in ran.said
    assert [path.name for path in here.rglob("*")] == ["report.html"]
    assert (here / "report.html").read_text() == f"<p>{WRONG}"


def report(text: str) -> bytes:
    """As another program writes it."""
    made, file = docx.Document(), BytesIO()
    made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


def test_a_reports_words_are_no_markup_and_move_no_cursor(run: Run, here: Path) -> None:
    (here / "report.txt").write_text(WRONG.replace("children (", "[bold]\u009b2J\u202echildren ("))

    ran = run("figures-check", "report.txt")

    assert "[bold]" in ran.said
    assert "\u009b" not in ran.said
    assert "\u202e" not in ran.said


def test_a_finding_is_told_whole() -> None:
    document = Document("report.pdf", "PDF", (), pages=1)

    assert telling.as_text(document, [FOUND]).splitlines() == [
        "cannot be right: percentage of its count: 94% is not what 93 of 98 are.",
        "Quote: “93 out of 98 children (94%)” (page 3, “Audit”, line 12)",
        "Arithmetic: 93 / 98 = 94.9%",
        "Consistent would be: 95%",
        "It conflicts with: “92 out of 98” (page 4, line 2)",
        f"A guess: {telling.GUESS}",
        "",
        "1 finding in report.pdf (PDF, 1 page): 1 cannot be right.",
    ]


def test_plain_values_go_through_json_unchanged() -> None:
    plain = telling.as_plain(Document("report.pdf", "PDF", (), pages=1, pictures=(1,)), [FOUND])

    assert json.loads(json.dumps(plain)) == plain
    assert plain["pages_without_text"] == [1]
