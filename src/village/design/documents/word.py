"""Writes a document as DOCX, with real headings, heads of tables and a language."""

import io
import zipfile
from datetime import datetime
from functools import singledispatch
from typing import Any

from village.design.documents.parts import (
    Document,
    Grid,
    Heading,
    Paragraph,
    Points,
    Signatures,
    Signing,
    held,
)

LANGUAGE = "en-GB"
PAGE_MM = 166
SIGNED = "Recorded in Village"

# Any throughout: what python-docx gives back is known by its own classes alone, brought late.


def docx_bytes(document: Document) -> bytes:
    """A file that Word and its kin open; all words in it are text, never fields or links."""
    import docx
    from docx.shared import Mm

    document.must_be_sound()
    book: Any = docx.Document()
    for section in book.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
    _dress(book)
    _name(book, document)
    book.add_heading(held(document.title), level=1)
    _facts(book, document.about)
    for part in document.parts:
        write(part, book)
    book.add_paragraph(held(document.made), style="Caption")
    whole = io.BytesIO()
    book.save(whole)
    return _dated(whole, document.day)


def _dated(written: io.BytesIO, day: datetime) -> bytes:
    """The same file, its parts dated by the day alone: otherwise each second would make another."""
    whole = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(whole, "w") as made:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, date_time=day.timetuple()[:6])
            made.writestr(part, source.read(name), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _dress(book: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    fonts = normal.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), "Arial")
    lang = normal.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): LANGUAGE})
    normal.element.rPr.append(lang)
    for level, size in ((1, 20), (2, 14), (3, 12), (4, 11)):
        style = book.styles[f"Heading {level}"]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor(0x1F, 0x4D, 0x3B)
        style.element.rPr.rFonts.attrib.clear()
        for where in ("w:ascii", "w:hAnsi", "w:cs"):
            style.element.rPr.rFonts.set(qn(where), "Arial")
    book.styles["Caption"].font.color.rgb = RGBColor(0x56, 0x5C, 0x50)


def _name(book: Any, document: Document) -> None:
    core = book.core_properties
    core.title, core.language = held(document.title)[:255], LANGUAGE
    core.author, core.comments = "Village", document.note
    core.created = core.modified = document.day.replace(tzinfo=None)
    head, foot = book.sections[0].header, book.sections[0].footer
    head.paragraphs[0].text = document.note
    foot.paragraphs[0].text = held(document.title)


def _facts(book: Any, facts: tuple[tuple[str, str], ...]) -> None:
    for name, value in facts:
        line = book.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{held(name)}: ").bold = True
        line.add_run(held(value))


@singledispatch
def write(part: object, _book: Any) -> None:
    raise TypeError(f"A document has no part of the kind {type(part).__name__}.")


@write.register
def _(part: Heading, book: Any) -> None:
    book.add_heading(held(part.text), level=part.level + 1)


@write.register
def _(part: Paragraph, book: Any) -> None:
    book.add_paragraph(held(part.text))


@write.register
def _(part: Points, book: Any) -> None:
    style = "List Number" if part.is_numbered else "List Bullet"
    for item in part.items:
        book.add_paragraph(held(item), style=style)


@write.register
def _(part: Grid, book: Any) -> None:
    from docx.shared import Mm

    book.add_paragraph(held(part.caption), style="Caption").paragraph_format.keep_with_next = True
    table = book.add_table(rows=1, cols=len(part.columns), style="Table Grid")
    table.autofit = False
    _repeat(table.rows[0])
    for row in part.rows:
        _fill(table.add_row().cells, row)
    _fill(table.rows[0].cells, part.columns, is_head=True)
    whole = sum(part.shares)
    for column, share in zip(table.columns, part.shares, strict=True):
        column.width = Mm(PAGE_MM * share / whole)
        for cell in column.cells:
            cell.width = column.width
    book.add_paragraph()


def _fill(cells: Any, texts: tuple[str, ...], *, is_head: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(held(text)).bold = is_head


def _repeat(row: Any) -> None:
    """Mark the heads as heads: said with each cell, and printed again on the next page."""
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))


@write.register
def _(part: Signatures, book: Any) -> None:
    for one in part.lines:
        _sign(one, book)


def _sign(one: Signing, book: Any) -> None:
    said = SIGNED if one.on else ""
    lines = (("Signed", said), ("Name", one.name), ("Role", one.role), ("Date", one.on))
    opening = book.add_paragraph()
    opening.add_run(held(one.body)).bold = True
    opening.paragraph_format.keep_with_next = True
    table = book.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in lines:
        row = table.add_row()
        _fill(row.cells, (name, value))
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    book.add_paragraph()
