"""Files that nobody should send, and that everybody sends one day."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from tests.journeys.house import House

Make = Callable[[House], bytes]

COUNCIL, POLICE = "data-lead-council", "data-lead-police"
MOST = 12_000_000
"""Bytes of the largest file that the house of these journeys takes."""
BAD_LINE = 50_000
CLAIM = '<dimension ref="A1:XFD1048576"/>'
LAST_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@dataclass(frozen=True)
class Brought:
    """A file under the name that its sender gave it, and what the page must say to it.

    says, where, mend: parts of the three sentences. by: whose return it is sent for: the council's
    census, or the police's quarter.
    """

    name: str
    make: Make
    says: str
    where: str
    mend: str
    by: str = COUNCIL

    def put(self, house: House, folder: Path) -> Path:
        path = folder / self.name
        path.write_bytes(self.make(house))
        return path


def census(house: House) -> bytes:
    return house.made_up("cin-census-2026.xml").read_bytes()


def quarter(house: House) -> bytes:
    return house.made_up("police-missing-2026-04-01--2026-06-30.csv").read_bytes()


def lines_of(house: House) -> list[str]:
    return quarter(house).decode("utf-8-sig").splitlines()


def bomb(house: House) -> bytes:
    """A thousand million words in a few lines, were they ever spelt out."""
    entities = "".join(f'<!ENTITY w{n} "{f"&w{n - 1};" * 10 if n else "word"}">' for n in range(10))
    doctype = f"<!DOCTYPE Message [{entities}]>"
    return re.sub(rb"<Message>", f"{doctype}<Message>&w9;".encode(), census(house), count=1)


def with_doctype(house: House) -> bytes:
    doctype = b'<!DOCTYPE Message SYSTEM "http://example.org/message.dtd"><Message>'
    return census(house).replace(b"<Message>", doctype, 1)


def truncated(house: House) -> bytes:
    whole = census(house)
    return whole[: len(whole) * 2 // 3]


def picture(_: House) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(2000)


def census_in_utf_16(house: House) -> bytes:
    """As its first line says, so it can be read."""
    text = census(house).decode("utf-8-sig")
    return re.sub('encoding="[^"]*"', 'encoding="utf-16"', text, count=1).encode("utf-16")


def quarter_in_utf_16(house: House) -> bytes:
    return quarter(house).decode("utf-8-sig").encode("utf-16")


def with_formula(house: House) -> bytes:
    """The first child's forenames ask to be computed."""
    head, first, *rest = lines_of(house)
    cells = first.split(",")
    cells[1] = '"=HYPERLINK(""http://example.org"")"'
    return "\r\n".join([head, ",".join(cells), *rest, ""]).encode()


def with_bad_line(house: House) -> bytes:
    """A long table of which one line, far down, has lost its last value."""
    head, first, *_ = lines_of(house)
    lines = [head, *[first] * (BAD_LINE + 5)]
    lines[BAD_LINE - 1] = first.rpartition(",")[0]
    return "\r\n".join(lines).encode()


def too_large(house: House) -> bytes:
    return census(house) + b"\n" * MOST


def census_of_another_year(house: House) -> bytes:
    return house.made_up("cin-census-2025.xml").read_bytes()


def quarter_of_another_year(house: House) -> bytes:
    return house.made_up("police-missing-2025-04-01--2025-06-30.csv").read_bytes()


def workbook(lines: list[str]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line.split(","))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def with_formula_cell(house: House) -> bytes:
    head, first, *rest = lines_of(house)
    cells = first.split(",")
    cells[1] = "=1+1"
    return workbook([head, ",".join(cells), *rest])


def with_macro(house: House) -> bytes:
    """The quarter as a workbook that brings a program along."""
    saved = io.BytesIO(workbook(lines_of(house)))
    with zipfile.ZipFile(saved, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 a program of no note")
    return saved.getvalue()


def claiming_the_largest_sheet(house: House) -> bytes:
    """Two honest rows in a sheet that claims a million rows by sixteen thousand columns."""
    return claiming(house, last="")


def with_a_value_in_the_last_cell(house: House) -> bytes:
    return claiming(house, last=LAST_CELL)


def claiming(house: House, *, last: str) -> bytes:
    """A workbook of a few thousand bytes. last: what stands below its rows."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(lines_of(house)[:3]))) as honest,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts,
    ):
        for name in honest.namelist():
            part = honest.read(name).decode()
            if name.startswith("xl/worksheets/"):
                part = re.sub("<dimension[^>]*/>", CLAIM, part)
                part = part.replace("</sheetData>", f"{last}</sheetData>")
            parts.writestr(name, part)
    assert CLAIM in part_of(packed, "xl/worksheets/sheet1.xml")
    assert packed.tell() < 7_000
    return packed.getvalue()


def part_of(packed: io.BytesIO, name: str) -> str:
    with zipfile.ZipFile(packed) as parts:
        return parts.read(name).decode()


REFUSED = (
    Brought("bomb.xml", bomb, "document type or entities", "line", "without a DOCTYPE"),
    Brought("doctype.xml", with_doctype, "document type", "line", "without a DOCTYPE"),
    Brought("half.xml", truncated, "cut off", "line", "Export it again"),
    Brought("picture.xml", picture, "bytes that are not text", "The file", "that your system"),
    Brought("list.csv", quarter, "The census is an XML file", "The file", "XML file"),
    Brought("utf16.csv", quarter_in_utf_16, "UTF-16", "The file", "CSV UTF-8", POLICE),
    Brought("formula.csv", with_formula, "like a formula", "row 2", "by their values", POLICE),
    Brought("long.csv", with_bad_line, "18 values", f"row {BAD_LINE}", "comma", POLICE),
    Brought("macro.xlsx", with_macro, "macros", "The file", "Save As", POLICE),
    Brought("formula.xlsx", with_formula_cell, "holds a formula", "cell B2", "Values", POLICE),
    Brought(
        "huge.xlsx",
        with_a_value_in_the_last_cell,
        "beyond column",
        "cell XFD1048576",
        "Delete the columns",
        POLICE,
    ),
    Brought("census.csv", census, "The file is XML", "The file", "CSV or XLSX", POLICE),
)
