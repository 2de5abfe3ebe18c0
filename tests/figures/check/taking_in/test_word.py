"""Word files, written by hand as Word and other programs write them."""

import zipfile
from io import BytesIO

import docx as other
import pytest

from tests.figures.check.taking_in.making import (
    MC,
    STYLES,
    W,
    cell,
    docx,
    packed,
    paragraph,
    table,
)
from village.figures.check.document import BlockKind
from village.figures.check.taking_in import Harmful, Untaken, take_in

NUMBERED = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def told(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in take_in(data, "report.docx").blocks]


def test_headings_items_and_paragraphs_come_in_order_by_their_styles() -> None:
    body = (
        paragraph("Our Year", style="Titel")
        + paragraph("Audits", style="Ours")
        + paragraph("We heard 98 children.")
        + paragraph("by letter", style="Bullet")
        + paragraph("by visit", settings=NUMBERED)
    )

    document = take_in(docx(body, more={"word/styles.xml": STYLES}), "report.docx")

    assert [(one.kind, one.level, one.text) for one in document.blocks] == [
        (BlockKind.HEADING, 1, "Our Year"),
        (BlockKind.HEADING, 2, "Audits"),
        (BlockKind.PARAGRAPH, 0, "We heard 98 children."),
        (BlockKind.ITEM, 0, "by letter"),
        (BlockKind.ITEM, 0, "by visit"),
    ]
    assert [one.place.section for one in document.blocks] == ["", "", "Audits", "Audits", "Audits"]
    assert [one.place.line for one in document.blocks] == [1, 2, 3, 4, 5]


def test_a_merged_cell_is_read_once_and_every_row_is_as_long() -> None:
    body = table(
        [cell("Area"), cell("Children", '<w:gridSpan w:val="2"/>')],
        [cell("North", '<w:vMerge w:val="restart"/>'), cell("12"), cell("14")],
        [cell("North", "<w:vMerge/>"), cell("15")],
    )

    (read,) = take_in(docx(body), "report.docx").blocks

    assert read.rows == (("Area", "Children", ""), ("North", "12", "14"), ("", "15", ""))


def test_a_table_within_a_cell_stands_after_the_one_that_holds_it() -> None:
    inner = table([cell("Boys"), cell("Girls")], [cell("7"), cell("9")])
    body = table([f"<w:tc>{paragraph('Whole')}{inner}</w:tc>"])

    outer, within = take_in(docx(body), "report.docx").blocks

    assert outer.rows == (("Whole",),)
    assert within.rows == (("Boys", "Girls"), ("7", "9"))


def test_what_is_deleted_hidden_or_a_fields_code_is_not_read() -> None:
    runs = (
        "<w:r><w:t>Of </w:t></w:r>"
        "<w:del><w:r><w:delText>92</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>93</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:instrText>PAGEREF 5</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t> children</w:t></w:r></w:hyperlink>"
    )

    assert told(docx(f"<w:p>{runs}</w:p>")) == [("paragraph", "Of 93 children")]


def test_a_box_of_text_is_read_once_though_word_writes_it_twice() -> None:
    box = f"<w:txbxContent>{paragraph('12 in the box')}</w:txbxContent>"
    run = (
        f"<w:r><mc:AlternateContent {MC}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    read = told(docx(f"<w:p><w:r><w:t>Beside it</w:t></w:r>{run}</w:p>"))

    assert read == [("paragraph", "Beside it"), ("paragraph", "12 in the box")]


def test_content_controls_footnotes_and_another_main_part_are_read() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{paragraph("-----")}</w:footnote>'
        f"<w:footnote>{paragraph('Of 30 audited.')}</w:footnote></w:footnotes>"
    )
    body = f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"

    read = told(docx(body, main="word/document2.xml", more={"word/footnotes.xml": notes}))

    assert read == [("paragraph", "In a control."), ("paragraph", "Of 30 audited.")]


def test_what_another_program_writes_is_read() -> None:
    made = other.Document()
    made.add_heading("Audit", 2)
    made.add_paragraph("93 of 98 agreed.", style="List Number")
    made.add_table(rows=1, cols=2).cell(0, 1).text = "Agreed"
    file = BytesIO()
    made.save(file)

    heading, item, grid = take_in(file.getvalue(), "report.docx").blocks

    assert (heading.level, heading.text) == (2, "Audit")
    assert (item.kind, item.text) == (BlockKind.ITEM, "93 of 98 agreed.")
    assert grid.rows == (("", "Agreed"),)


def test_text_from_right_to_left_keeps_its_order() -> None:
    words = "تقرير عن ٩٨ طفلا"

    assert told(docx(paragraph(f"\u200f{words}"))) == [("paragraph", words)]


def test_entities_are_refused() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )

    with pytest.raises(Harmful, match="defines words of its own"):
        take_in(packed({"word/document.xml": bomb}), "report.docx")


def test_entities_are_refused_before_they_are_multiplied() -> None:
    many = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "aaaaaaaaaa">{many}]><w:document {W} a="&e11;"/>'

    with pytest.raises(Harmful, match="defines words of its own"):
        take_in(packed({"word/document.xml": bomb}), "report.docx")


def test_entities_are_refused_in_any_coding() -> None:
    bomb = f'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document {W}><w:body/></w:document>'
    data = packed({"word/document.xml": '<?xml version="1.0" encoding="utf-16"?>' + bomb})
    made = BytesIO()

    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        new.writestr("word/document.xml", old.read("word/document.xml").decode().encode("utf-16"))

    with pytest.raises(Harmful, match="defines words of its own"):
        take_in(made.getvalue(), "report.docx")


def test_a_part_that_unpacks_without_end_is_refused_before_it_is_read() -> None:
    data = docx(paragraph(" " * 40_000_000))
    assert len(data) < 100_000

    with pytest.raises(Harmful, match="unpacks to more than any report holds"):
        take_in(data, "report.docx")


@pytest.mark.parametrize(
    "data",
    [
        docx(paragraph("Whole"))[:-60],
        packed({"word/document.xml": "<w:document"}),
        packed({"word/other.xml": "<a/>"}),
    ],
)
def test_a_damaged_file_is_told_of(data: bytes) -> None:
    with pytest.raises(Untaken, match=r"report\.docx: This .*file is cut short or damaged"):
        take_in(data, "report.docx")
