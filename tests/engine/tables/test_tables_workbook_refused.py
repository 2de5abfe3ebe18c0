"""A workbook that would harm its reader, or cannot be trusted, is refused with one message."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest

from tests.engine.tables.makers import (
    MAIN,
    RELATED,
    SHEET,
    SMALL_HEADER,
    SMALL_ROW,
    inline,
    line,
    packed,
    parts,
    relations_xml,
    rows,
    sheet_xml,
    workbook,
)
from village.engine.errors import EngineError, Hostile, Unreadable, WrongReturn

GOOD = workbook(SMALL_HEADER + SMALL_ROW)
BOOK = "list.xlsx"
IN_SHEET = "list.xlsx, sheet “Sheet1”"


def refused(content: bytes) -> EngineError:
    with pytest.raises(EngineError) as caught:
        rows(content, name=BOOK)
    return caught.value


def with_part(name: str, text: str | bytes, *, body: str = SMALL_HEADER + SMALL_ROW) -> bytes:
    return packed({**parts(body), name: text})


def with_body(body: str) -> bytes:
    return workbook(SMALL_HEADER + body)


def with_cell(cell: str) -> bytes:
    return with_body(f'<row r="2">{inline("A2", "C1")}{cell}</row>')


def with_link(kind: str, target: str) -> bytes:
    link = (
        f'<Relationship Id="rId9" Type="{RELATED}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return with_part("xl/worksheets/_rels/sheet1.xml.rels", relations_xml(link))


def named(name: str, *, attributes: int = 0, system: int = 3) -> bytes:
    held = io.BytesIO(GOOD)
    info = zipfile.ZipInfo(name)
    info.external_attr, info.create_system = attributes << 16, system
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(info, "../../etc/passwd")
    return held.getvalue()


def patched(content: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """Change the directory's entry of the sheet; `change` gets the bytes and where it begins."""
    held = bytearray(content)
    at = held.rfind(SHEET.encode()) - 46
    assert held[at : at + 4] == b"PK\x01\x02"
    change(held, at)
    return bytes(held)


def declared(content: bytes, size: int) -> bytes:
    """The sheet's unpacked size, as the directory and the part's own header declare it."""

    def change(held: bytearray, at: int) -> None:
        struct.pack_into("<L", held, at + 24, size)
        (offset,) = struct.unpack_from("<L", held, at + 42)
        struct.pack_into("<L", held, offset + 22, size)

    return patched(content, change)


def locked(content: bytes) -> bytes:
    def change(held: bytearray, at: int) -> None:
        held[at + 8] |= 1

    return patched(content, change)


def lying_over_another(content: bytes) -> bytes:
    def change(held: bytearray, at: int) -> None:
        struct.pack_into("<L", held, at + 42, 10)

    return patched(content, change)


def claiming_parts(count: int) -> bytes:
    held = bytearray(GOOD)
    at = held.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", held, at + 8, count, count)
    return bytes(held)


def twice() -> bytes:
    held = io.BytesIO(GOOD)
    with pytest.warns(UserWarning), zipfile.ZipFile(held, "a") as archive:
        archive.writestr(SHEET, sheet_xml(SMALL_HEADER + line(2, "other")))
    return held.getvalue()


def of_large_zip(content: bytes) -> bytes:
    """With the locator of a directory of its own before the directory's end."""
    at = content.rfind(b"PK\x05\x06")
    return content[:at] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + content[at:]


BOMB = "<!DOCTYPE bomb [" + '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">' + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
BOMB_SHEET = BOMB + sheet_xml(SMALL_HEADER + line(2, "&b;"))
SPACES = sheet_xml(SMALL_HEADER + " " * 200_000_000)

HOSTILE = {
    "a bomb of 200 MB": (
        lambda: with_part(SHEET, SPACES),
        "The workbook unpacks to far more than it seems to hold.",
    ),
    "a bomb aside": (
        lambda: with_part("xl/media/picture.png", b"\x00" * 40_000_000),
        "The workbook unpacks to far more than it seems to hold.",
    ),
    "a declared size beyond reason": (
        lambda: declared(GOOD, 300_000_000),
        "The workbook unpacks to far more than it seems to hold.",
    ),
    "too many parts": (
        lambda: packed({**parts(SMALL_HEADER + SMALL_ROW), **{f"x{n}": "" for n in range(2000)}}),
        "The workbook claims more than 2,000 parts.",
    ),
    "a claim of too many parts": (
        lambda: claiming_parts(65_000),
        "The workbook claims more than 2,000 parts.",
    ),
    "a directory of the large kind": (
        lambda: of_large_zip(GOOD),
        "The workbook claims more than 2,000 parts.",
    ),
    "one part twice": (twice, "The workbook holds two parts of the same name."),
    "parts over each other": (
        lambda: lying_over_another(GOOD),
        "Parts of the workbook lie over each other.",
    ),
    "a path upwards": (lambda: named("../evil.xml"), "A part of the workbook points outside it."),
    "a path from the root": (lambda: named("/etc/x"), "A part of the workbook points outside it."),
    "a path of Windows": (
        lambda: named("xl\\..\\..\\x"),
        "A part of the workbook points outside it.",
    ),
    "a drive": (lambda: named("C:/x"), "A part of the workbook points outside it."),
    "a link": (lambda: named("xl/x", attributes=0o120777), "A part of the workbook is a link."),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"\xd0\xcf"), "The workbook holds macros."),
    "macros by another name": (
        lambda: with_part(
            "[Content_Types].xml",
            '<Types><Override PartName="/xl/workbook.xml" ContentType="application/'
            'vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        ),
        "The workbook holds macros.",
    ),
    "a macro sheet": (
        lambda: with_part("xl/macrosheets/sheet1.xml", "<x/>"),
        "The workbook holds macros.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "what"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_is_refused_with_one_message(make, what):
    fault = refused(make())

    assert isinstance(fault, Hostile)
    assert fault.what == what
    assert fault.where == BOOK
    assert fault.mend.endswith(("and send that.", "which leaves them out."))


DOCTYPES = {
    "of the sheet": (SHEET, BOMB_SHEET),
    "of the texts": ("xl/sharedStrings.xml", OUTSIDE + "<sst/>"),
    "of the workbook's types": ("[Content_Types].xml", OUTSIDE + "<Types/>"),
    "of a part that nobody reads": ("docProps/app.xml", OUTSIDE + "<x/>"),
    "in UTF-16": ("docProps/app.xml", ('<?xml version="1.0"?>' + OUTSIDE).encode("utf-16")),
    "over the border of two chunks": ("x.xml", " " * ((1 << 18) - 4) + OUTSIDE + "<x/>"),
}


@pytest.mark.parametrize(("part", "text"), DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused_wherever_it_stands(part, text):
    fault = refused(with_part(part, text))

    assert isinstance(fault, Hostile)
    assert fault.what == (
        "A part of the workbook declares a document type, which a workbook never needs."
    )
    assert fault.where == f"list.xlsx, part {part}"


NOISE = "".join(random.Random(1).choices("abcdefgh", k=3_000_000))

DAMAGED = {
    "cut short": lambda: GOOD[: len(GOOD) // 2] + b"xl/workbook",
    "cut within its directory": lambda: GOOD[:-30] + b"xl/workbook",
    "changed within": lambda: packed(parts(SMALL_HEADER + SMALL_ROW), level=0).replace(
        b"Ada", b"Eda"
    ),
    "a header that lies about a bomb": lambda: declared(with_part(SHEET, SPACES), 900_000),
    "not well formed": lambda: with_part(SHEET, "<worksheet><sheetData><row></sheetData>"),
    "without its workbook": lambda: packed({"xl/workbook.txt": "x"}),
    "without its sheet": lambda: packed({k: v for k, v in parts("").items() if k != SHEET}),
    "rows out of order": lambda: with_body(line(5, "C1") + line(4, "C2")),
    "a row twice": lambda: with_body(line(2, "C1") + line(2, "C2")),
    "a row beyond the last": lambda: with_body('<row r="1048577"/>'),
    "a row without a number": lambda: with_body('<row r="two"/>'),
    "cells out of order": lambda: with_body(
        f'<row r="2">{inline("B2", "x")}{inline("A2", "y")}</row>'
    ),
    "a cell of another row": lambda: with_body(f'<row r="2">{inline("A3", "x")}</row>'),
    "a cell beyond the last column": lambda: with_cell('<c r="XFE2"><v>1</v></c>'),
    "a text that does not exist": lambda: with_cell('<c r="B2" t="s"><v>7</v></c>'),
    "a text before the first": lambda: with_cell('<c r="B2" t="s"><v>-1</v></c>'),
    "a style that does not exist": lambda: with_cell('<c r="B2" s="99"><v>7</v></c>'),
    "a number that is none": lambda: with_cell('<c r="B2"><v>seven</v></c>'),
    "a value of 3 MB": lambda: with_cell(inline("B2", NOISE)),
    "a tag of 3 MB": lambda: with_body(f'<row r="2" x="{NOISE}"></row>'),
}


@pytest.mark.parametrize("make", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_workbook_is_refused_with_one_message(make):
    fault = refused(make())

    assert isinstance(fault, Unreadable)
    assert fault.what == "The workbook is damaged or cut short."
    assert fault.where == BOOK
    assert "save it as a new .xlsx file, and send that" in fault.mend


FORMULAS = {
    "plain": '<c r="B2"><f>1+1</f><v>2</v></c>',
    "shared": '<c r="B2"><f t="shared" si="0"/><v>2</v></c>',
    "of an array": '<c r="B2"><f t="array" ref="B2:B9">A1:A8</f></c>',
    "without a kept value": '<c r="B2" t="str"><f>WEBSERVICE("x")</f></c>',
}


@pytest.mark.parametrize("cell", FORMULAS.values(), ids=FORMULAS)
def test_a_formula_is_refused_naming_sheet_and_cell(cell):
    fault = refused(with_cell(cell))

    assert isinstance(fault, Unreadable)
    assert fault.what == "The cell holds a formula."
    assert fault.where == f"{IN_SHEET}, cell B2"
    assert fault.mend == "Copy the whole sheet, choose Paste Special, Values, and save it."


def test_a_text_that_begins_like_a_formula_is_refused_as_in_a_csv():
    fault = refused(with_body(line(2, "C1", "=1+1")))

    assert fault.what.startswith("A value begins like a formula")
    assert fault.where == f"{IN_SHEET}, row 2, column B (“Name”)"


LINKED = {
    "another workbook": lambda: with_part("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    "an object elsewhere": lambda: with_link("oleObject", "file://server/share/x.doc"),
    "a sheet elsewhere": lambda: with_link("worksheet", "http://example.org/sheet.xml"),
}


@pytest.mark.parametrize("make", LINKED.values(), ids=LINKED)
def test_links_to_other_sources_are_refused(make):
    fault = refused(make())

    assert isinstance(fault, Unreadable)
    assert fault.what == "The workbook is linked to other workbooks or sources."
    assert "Break Link" in fault.mend


def test_an_address_in_a_cell_is_no_link_to_another_source():
    found = rows(with_link("hyperlink", "mailto:lead@example.org"), name=BOOK)

    assert len(found) == 1


def test_a_locked_workbook_is_told_to_lose_its_password():
    fault = refused(locked(GOOD))

    assert isinstance(fault, Unreadable)
    assert "take the password off" in fault.mend


OTHERS = {
    "an old or encrypted workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "an OpenDocument sheet": packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
    ),
    "a binary workbook": with_part("xl/workbook.bin", b"\x83\x01"),
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
def test_another_kind_of_workbook_is_told_how_to_save(content):
    fault = refused(content)

    assert isinstance(fault, Unreadable)
    assert fault.where == BOOK
    assert ".xlsx" in fault.mend


def test_a_workbook_whose_sheets_are_all_hidden_is_refused():
    fault = refused(packed(parts(SMALL_HEADER + SMALL_ROW, hidden=[0])))

    assert fault.what == "Every sheet of the workbook is hidden."


def test_two_sheets_that_fit_equally_are_not_guessed_between():
    fault = refused(
        workbook(SMALL_HEADER + SMALL_ROW, SMALL_HEADER + SMALL_ROW, titles=["May", "June"])
    )

    assert fault.what == "More than one sheet holds these columns: “May”, “June”."
    assert fault.mend == "Put all rows on one sheet, and call it “Small list”."


def test_a_workbook_of_other_columns_is_another_return():
    fault = refused(workbook(line(1, "Course", "Places") + line(2, "Level 3", "20")))

    assert isinstance(fault, WrongReturn)
    assert fault.where == IN_SHEET


def test_a_sheet_without_rows_is_refused():
    fault = refused(workbook(SMALL_HEADER))

    assert fault.what == "It has column names but no rows."
    assert fault.where == IN_SHEET


def test_merged_column_names_are_refused_where_a_value_has_no_name():
    header = f'<row r="1">{inline("A1", "Child ID")}{inline("C1", "Name")}</row>'

    fault = refused(workbook(header + line(2, "C1", "stray", "Ada")))

    assert fault.what == "A value stands in a column without a name."
    assert fault.where == f"{IN_SHEET}, row 2, column B"


def test_a_value_right_of_all_names_is_refused():
    fault = refused(with_cell(inline("H2", "stray")))

    assert fault.where == f"{IN_SHEET}, row 2, column H"


def test_a_value_in_the_last_column_of_all_is_refused_by_its_cell():
    fault = refused(with_cell('<c r="XFD2"><v>1</v></c>'))

    assert fault.what == "A value stands beyond column KN, the last that is read."
    assert fault.where == f"{IN_SHEET}, cell XFD2"


def test_more_sheets_than_anyone_reads_are_refused():
    fault = refused(workbook(*[SMALL_HEADER] * 256))

    assert fault.what == "The workbook has more than 255 sheets."


def test_nothing_of_the_library_s_words_or_the_rows_is_in_a_message():
    fault = refused(with_cell('<c r="B2"><v>Ada Example</v></c>'))

    assert "Ada" not in str(fault)
    assert fault.__cause__ is None
    assert MAIN not in str(fault)
