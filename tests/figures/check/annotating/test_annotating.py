"""Findings beside where they stand: nothing of the report is lost, and none of it is markup."""

import zipfile
from io import BytesIO

import docx as other
import pytest

from tests.figures.check.taking_in.making import docx, paragraph
from village.figures.check.annotating import commented, page
from village.figures.check.document import Document
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.taking_in import Harmful, Untaken, limits, take_in
from village.figures.claims import Place


def found(text: str, line: int, says: str = "That is no whole.") -> Finding:
    return Finding("parts and whole", Verdict.CANNOT, Quote(text, Place(None, line)), says)


def report() -> bytes:
    """A heading, two paragraphs, a table, and a paragraph whose only run is in a link."""
    made = other.Document()
    made.add_heading("Audit & review", 1)
    made.add_paragraph("Nothing of note.")
    made.add_paragraph("We heard 65 children: 29 and 37. Then <b>more</b>.")
    grid = made.add_table(rows=2, cols=2)
    for at, text in enumerate(("Area", "Children", "North", "12")):
        grid.cell(at // 2, at % 2).text = text
    file = BytesIO()
    made.save(file)
    return file.getvalue()


QUOTE = "We heard 65 children: 29 and 37."


def shown(data: bytes, *findings: Finding) -> str:
    return page(take_in(data, "report.docx"), findings)


def test_a_finding_stands_under_its_paragraph_with_its_quote_marked() -> None:
    html = shown(report(), found(QUOTE, 3))

    marked, _, rest = html.partition(f"<mark>{QUOTE}</mark>")
    assert "Nothing of note." in marked
    assert rest.index("That is no whole.") < rest.index("<table>")


def test_a_reports_words_are_no_markup() -> None:
    html = shown(report(), found("Then <b>more</b>.", 3, "<script>alert(1)</script>"))

    assert "<h2>Audit &amp; review</h2>" in html
    assert "<mark>Then &lt;b&gt;more&lt;/b&gt;.</mark>" in html
    assert "<script" not in html
    assert "<b>" not in html


def test_quotes_that_overlap_are_marked_once_and_no_word_is_lost() -> None:
    html = shown(report(), found(QUOTE, 3), found("29 and 37. Then", 3))

    body = html.replace("<mark>", "").replace("</mark>", "")
    assert "<p>We heard 65 children: 29 and 37. Then &lt;b&gt;more" in body
    assert html.count("<mark>") == 2


def test_a_row_of_a_table_is_marked() -> None:
    html = shown(report(), found("North | 12", 4))

    assert "<tr><td><mark>North</mark></td><td><mark>12</mark></td></tr>" in html


def test_a_finding_whose_quote_stands_nowhere_is_told_first() -> None:
    html = page(Document("report.txt", "plain text", ()), [found("Gone", 9)])

    assert "That is no whole." in html


def test_the_page_loads_nothing() -> None:
    assert "default-src 'none'" in shown(report())


def test_words_comments_stand_at_the_paragraph_that_is_quoted() -> None:
    data = report()

    made = commented(data, take_in(data, "report.docx"), [found(QUOTE, 3), found("North | 12", 4)])

    file = other.Document(BytesIO(made))
    assert ["That is no whole." in one.text for one in file.comments] == [True, True]
    marked = file.element.body.xpath("//w:p[w:commentRangeStart]")
    assert [one.text for one in marked] == [
        "We heard 65 children: 29 and 37. Then <b>more</b>.",
        "Area",
    ]


def test_a_commented_file_is_read_as_the_one_without_comments() -> None:
    data = report()
    document = take_in(data, "report.docx")

    made = commented(data, document, [found(QUOTE, 3)])

    assert take_in(made, "report.docx") == document


def test_empty_paragraphs_and_notes_do_not_move_a_comment() -> None:
    body = paragraph("") + paragraph("First.") + paragraph(" ") + paragraph("Of 9, 4 and 6.")
    data = whole(body)

    made = commented(data, take_in(data, "report.docx"), [found("Of 9, 4 and 6.", 2)])

    (marked,) = other.Document(BytesIO(made)).element.body.xpath("//w:p[w:commentRangeStart]")
    assert marked.text == "Of 9, 4 and 6."


def test_a_file_that_other_programs_cannot_open_gets_no_comments_but_one_message() -> None:
    data = docx(paragraph("Of 9, 4 and 6."))

    with pytest.raises(Untaken, match="Comments cannot be written into this Word file"):
        commented(data, take_in(data, "report.docx"), [found("Of 9, 4 and 6.", 1)])


def test_a_part_that_nobody_reads_may_not_unpack_without_end() -> None:
    made = BytesIO(whole(paragraph("Of 9, 4 and 6.")))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.png", bytes(limits.WHOLE_BYTES))
    data = made.getvalue()

    with pytest.raises(Harmful, match="unpacks to more than any report holds"):
        commented(data, take_in(data, "report.docx"), [])


def whole(body: str) -> bytes:
    """A hand-written file with the list of its parts, which the other program wants."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return docx(body, more={"[Content_Types].xml": types})
