"""Documents go out as DOCX and PDF from one structure, and no word in them is ever markup."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import docx
import pytest

from village.design.documents import (
    Document,
    Grid,
    Heading,
    Paragraph,
    Part,
    Points,
    Signatures,
    Signing,
    docx_bytes,
    pdf_bytes,
    response,
)
from village.design.documents.pdf import OUTSIDE, told

AT = datetime(2026, 7, 15, 9, 30, tzinfo=UTC)
HOSTILE = '#eval("1+1") #include("/etc/passwd") *b* $x$ <b>&amp; @ref \\ // `r` [x] = = {{ 1 }}'
WHOLE: tuple[Part, ...] = (
    Heading("Purpose"),
    Paragraph("To see whether children are safe."),
    Heading("Fields"),
    Grid("Columns", ("Column", "Why"), (("Sex", "To compare"),) * 60, (1, 3)),
    Heading("Conditions", 2),
    Points(("Keep it closed", "Tell nobody"), is_numbered=True),
    Points(("A", "B")),
    Heading("Signatures"),
    Signatures((Signing("Vale Council", "Milo Lead", "agency lead", "3 April 2026"),)),
    Signatures((Signing("Vale Police"),)),
)


def document(*parts: Part, title: str = "An agreement") -> Document:
    return Document(title, (("In force", "1 April 2026"),), parts, "Viktor", AT)


def words_of(data: bytes) -> str:
    book = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in book.paragraphs), *cells])


def test_the_pdf_says_that_it_meets_the_standard_and_in_which_language() -> None:
    made = pdf_bytes(document(*WHOLE))

    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made
    assert re.search(rb"/Lang ?\(en-GB\)", made)
    assert b"/MarkInfo" in made
    assert b"/StructTreeRoot" in made


@pytest.mark.parametrize("write", [pdf_bytes, docx_bytes])
def test_the_same_document_is_the_same_file_all_day(write) -> None:
    later = replace(document(*WHOLE), at=AT + timedelta(hours=3))

    assert write(document(*WHOLE)) == write(later)


def test_the_docx_has_real_headings_heads_of_tables_and_a_language() -> None:
    made = docx_bytes(document(*WHOLE))

    book = docx.Document(io.BytesIO(made))
    headings = [(p.style.name, p.text) for p in book.paragraphs if p.style.name[:7] == "Heading"]
    assert headings == [
        ("Heading 1", "An agreement"),
        ("Heading 2", "Purpose"),
        ("Heading 2", "Fields"),
        ("Heading 3", "Conditions"),
        ("Heading 2", "Signatures"),
    ]
    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    styles = zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml").decode()
    assert "w:tblHeader" in body
    assert 'w:val="en-GB"' in styles
    assert book.core_properties.title == "An agreement"


def test_who_signed_stands_there_and_who_has_not_has_a_line() -> None:
    words = words_of(docx_bytes(document(*WHOLE)))

    assert "Vale Council" in words
    assert "3 April 2026" in words
    assert "Vale Police" in words
    assert words.count("Recorded in Village") == 1


@pytest.mark.parametrize(
    "part",
    [
        Heading(HOSTILE),
        Paragraph(HOSTILE),
        Points((HOSTILE,)),
        Grid(HOSTILE, (HOSTILE,), ((HOSTILE,),)),
        Signatures((Signing(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)),
    ],
    ids=lambda part: type(part).__name__,
)
def test_words_that_look_like_markup_stand_as_they_were_typed(part: Part) -> None:
    written = document(part, title=HOSTILE)

    assert HOSTILE in words_of(docx_bytes(written))
    assert pdf_bytes(written).startswith(b"%PDF-")
    assert HOSTILE in str(told(written)).replace("\\\\", "\\").replace("\\'", "'")


def test_signs_that_the_typeface_lacks_become_boxes_and_the_pdf_is_still_made() -> None:
    made = pdf_bytes(document(Paragraph("Żółć Ελλάδα Київ 中文 عربى 😀 \x00\ud800")))

    assert made.startswith(b"%PDF-")


def test_the_typeface_has_every_sign_that_is_let_through() -> None:
    let_through = "".join(chr(code) for code in range(0x20, 0x3000) if not OUTSIDE.match(chr(code)))

    assert pdf_bytes(document(Paragraph(let_through))).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((Heading("A", 2),), "skips a level"),
        ((Heading("A"), Heading("B", 3)), "skips a level"),
        ((Grid("T", ("A", "B"), (("one",),)),), "not a cell for each column"),
    ],
)
def test_what_a_screen_reader_could_not_follow_is_refused(parts, why: str) -> None:
    for write in (pdf_bytes, docx_bytes):
        with pytest.raises(ValueError, match=why):
            write(document(*parts))


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_demonstrations_document_says_that_it_is_made_up(kind: str, settings) -> None:
    settings.DEMO = True

    answer = response(kind, document(*WHOLE))

    assert re.search(
        rf'filename="made-up-an-agreement-2026-07-15\.{kind}"', answer["Content-Disposition"]
    )
    assert document().note.startswith("MADE-UP DATA")
    if kind == "docx":
        book = docx.Document(io.BytesIO(answer.content))
        assert "MADE-UP DATA" in book.sections[0].header.paragraphs[0].text
