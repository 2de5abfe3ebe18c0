"""Workbooks of counts that went wrong, each made of the one that the site hands out."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

COUNTS = {"F2": 120, "F3": 70, "F4": 48, "F5": 2, "F6": 90, "I6": 118, "K2": "A new form."}
"""Good answers, by the cells of the workbook that the site hands out."""
SPOTS = {
    "F2": "c0-all-all-above",
    "F3": "c0-sex-female-above",
    "F4": "c0-sex-male-above",
    "F5": "c0-sex-not-known-above",
    "F6": "c1-all-all-above",
    "I6": "c1-all-all-below",
}
"""The question on the page that each cell of the workbook answers."""
Change = Callable[[Worksheet], object]


def saved(book: openpyxl.Workbook) -> bytes:
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


@dataclass(frozen=True)
class Typed:
    """A slip in the workbook that the site hands out.

    rule: the one kind that is found. says: what its sentence names. where: rows of the sheet.
    beside: what the page says beside a count. left: what stands on the page, where it is other
    than what was typed.
    """

    name: str
    change: Change
    rule: str
    says: str
    where: str
    beside: dict[str, str]
    left: dict[str, str] = field(default_factory=dict)


def put(**cells: Any) -> Change:
    def change(sheet: Worksheet) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return change


def merged(ranges: str) -> Change:
    return lambda sheet: sheet.merge_cells(ranges)


def as_percentage(sheet: Worksheet) -> None:
    """All of them, which a spreadsheet keeps as 1 and shows as 100%."""
    sheet["F6"] = 1
    sheet["F6"].number_format = "0%"


def with_quarter_before(sheet: Worksheet) -> None:
    """Last quarter's rows below this one's."""
    for row in list(sheet.iter_rows(min_row=2, max_row=6, values_only=True)):
        sheet.append(["January to March 2026", *row[1:]])


TYPED = (
    Typed(
        "a pasted percentage", put(F6="76%"), "CT-percentage", "percentage", "row 6",
        {"F6": "The file had 76% here. Enter how many there were"}, {"F6": "76%"},
    ),
    Typed(
        "a share that was computed elsewhere", put(F6=0.7627), "CT-percentage", "fraction", "row 6",
        {"F6": "The file had 0.7627 here"}, {"F6": "0.7627"},
    ),
    Typed(
        "a hundred per cent, which is kept as 1", as_percentage, "CT-percentage", "percentage",
        "row 6", {"F6": "The file had 100% here"}, {"F6": "100%"},
    ),
    Typed(
        "words in a number", put(F3="about 70"), "CT-not-a-count", "not a count", "row 3",
        {"F3": "Enter a whole number, “suppressed” or “not collected”"}, {"F3": "about 70"},
    ),
    Typed(
        "an error of a spreadsheet", put(F3="#REF!"), "CT-not-a-count", "not a count", "row 3",
        {"F3": "Enter a whole number"}, {"F3": "#REF!"},
    ),
    Typed(
        "less than nothing", put(F3=-70), "CT-not-a-count", "not a count", "row 3",
        {"F3": "Enter a whole number"}, {"F3": "-70"},
    ),
    Typed(
        "an empty cell", put(F5=None), "CT-empty", "A count is empty", "row 5",
        {"F5": "Enter a count: 0 where there were none"}, {"F5": ""},
    ),
    Typed(
        "a date that a spreadsheet made of 1-5",
        put(F5=date(2026, 5, 1)), "CT-date", "date", "row 5",
        {"F5": "The file had a date here"}, {"F5": "01/05/2026"},
    ),
    Typed(
        "a formula whose result was never saved", put(F2="=SUM(F3:F5)"), "CT-formula", "formula",
        "row 2", {"F2": "Cell F2 held a formula without a saved result"}, {"F2": ""},
    ),
    Typed(
        "two counts in one merged cell", merged("F3:F4"), "CT-merged",
        "F3:F4 of the sheet “Counts” is merged", "rows 3, 4",
        {"F3": "In the workbook F3:F4 is merged", "F4": "In the workbook F3:F4 is merged"},
        {"F4": ""},
    ),
    Typed(
        "a merged label", merged("B2:B5"), "CT-merged", "B2:B5 of the sheet “Counts”", "rows 2, 3",
        dict.fromkeys(("F2", "F3", "F4", "F5"), "In the workbook B2:B5 is merged"),
    ),
    Typed(
        "a locked label typed over", put(D4="Robots"), "CT-indicator", "indicator or group",
        "row 4", {"F4": "In row 4 of the file a label was typed over"},
    ),
    Typed(
        "a locked indicator typed over", put(B6="Burglaries"), "CT-indicator", "indicator or group",
        "row 6", {"F6": "In row 6 of the file a label was typed over"},
    ),
    Typed(
        "a locked quarter typed over", put(A4="January to March 2026"), "CT-quarter", "quarter",
        "row 4", {"F4": "Row 4 of the file names another quarter"},
    ),
    Typed(
        "a quarter that cannot be read", put(A4="lately"), "CT-quarter", "quarter",
        "row 4", {"F4": "Row 4 of the file names another quarter"},
    ),
    Typed(
        "two quarters in one workbook", with_quarter_before, "CT-quarter", "quarter",
        "rows 7, 8, 9, 10, 11", {"": "Row 7 of the file is of another quarter"},
    ),
    Typed(
        "an indicator's row deleted", lambda sheet: sheet.delete_rows(6), "CT-missing",
        "are missing: Decided in a day", "", {"F6": "The file had no row for this"},
        {"F6": "", "I6": ""},
    ),
    Typed(
        "a row that was copied", lambda sheet: sheet.append([c.value for c in sheet[6]]),
        "CT-twice", "twice", "row 7", {"": "Row 7 of the file repeats a count"},
    ),
    Typed(
        "a column deleted", lambda sheet: sheet.delete_cols(9), "CT-column",
        "“Denominator” is not in the file", "row 6", {"I6": "The file had no such column"},
        {"I6": ""},
    ),
    Typed(
        "numerator and denominator in each other's place", put(F6=118, I6=90),
        "CT-part-above-whole", "larger than the denominator", "row 6",
        {"F6": "Look whether the two changed places", "I6": "Look whether the two"},
        {"F6": "118", "I6": "90"},
    ),
    Typed(
        "groups that do not add up", put(F4=60), "CT-groups-and-total", "do not add up", "row",
        {"F2": "The groups do not add up to this"}, {"F4": "60"},
    ),
)  # fmt: skip


def with_part(whole: bytes, name: str, old: str, new: str) -> bytes:
    """The workbook with something else in one of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as parts, zipfile.ZipFile(packed, "w") as changed:
        for part in parts.namelist():
            text = parts.read(part)
            if part == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            changed.writestr(part, text)
    return packed.getvalue()


def rename(sheet: Worksheet) -> None:
    sheet.title = "Q1 return FINAL"


def move_columns(sheet: Worksheet) -> None:
    """The counts before everything else."""
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        for cell, value in zip(row, [*values[5:8], *values[:5], *values[8:]], strict=True):
            cell.value = value


def title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "Vale Police, spring 2026"


GOOD_ENOUGH: dict[str, Change] = {
    "a renamed sheet": rename,
    "columns that were moved": move_columns,
    "a title above the column names": title_above,
    "a number kept as text": put(F2="120 ", F3=" 70"),
    "a thousands separator": put(F6="1,204", I6="1 304"),
    "a star for a small number": put(F5="*"),
    "a letter for a small number": put(F5="c"),
    "less than five": put(F5="<5"),
    "a dash where nobody counts": put(F3="-", F4="-", F5="-"),
    "n/a where nobody counts": put(F3="n/a", F4="N/A", F5="na"),
    "a comment left out": put(K2=None),
}


Whole = Callable[[openpyxl.Workbook], bytes]


@dataclass(frozen=True)
class Refused:
    """A file that is refused whole: what, where and what to do, in parts of three sentences."""

    name: str
    make: Whole
    says: str
    where: str
    mend: str
    file: str = "counts.xlsx"


def on_sheet(change: Change) -> Whole:
    def make(book: openpyxl.Workbook) -> bytes:
        change(book["Counts"])
        return saved(book)

    return make


def in_all_rows(column: str, value: str) -> Whole:
    return on_sheet(put(**{f"{column}{row}": value for row in range(2, 7)}))


def another_agencys(sheet: Worksheet) -> None:
    for row in range(2, 7):
        sheet[f"B{row}"] = "Health visits"


def with_macro(book: openpyxl.Workbook) -> bytes:
    whole = io.BytesIO(saved(book))
    with zipfile.ZipFile(whole, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 a program of no note")
    return whole.getvalue()


def copied_twice(book: openpyxl.Workbook) -> bytes:
    book["Counts"].title = "This one"
    book.copy_worksheet(book["This one"]).title = "Or this one"
    return saved(book)


def too_many_sheets(book: openpyxl.Workbook) -> bytes:
    for number in range(255):
        book.create_sheet(f"Ward {number}")
    return saved(book)


def hidden_sheet(book: openpyxl.Workbook) -> bytes:
    book["Counts"].sheet_state = "hidden"
    book.active = 0
    return saved(book)


def without(columns: int, *, at: int) -> Whole:
    return on_sheet(lambda sheet: sheet.delete_cols(at, columns))


def as_csv(book: openpyxl.Workbook) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(book["Counts"].iter_rows(values_only=True))
    return text.getvalue()


def compound(*names: str) -> bytes:
    """The head and the directory of a file in the form that Office used before 2007."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return bytes(head) + entries.ljust(512, b"\0")


def zipped(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as parts:
        for name in names:
            parts.writestr(name, b"something")
    return whole.getvalue()


REFUSED = (
    Refused(
        "last quarter's workbook", in_all_rows("A", "January to March 2026"),
        "is of January to March 2026; this return is of April to June 2026", "sheet “Counts”",
        "the workbook of this quarter",
    ),
    Refused(
        "another agency's workbook", on_sheet(another_agencys),
        "Nothing in the file is asked for by “Made-up counts”", "sheet “Counts”",
        "Download the workbook of this return",
    ),
    Refused("a macro file", with_macro, "holds macros", "The file", "Save As", "counts.xlsm"),
    Refused(
        "a password", lambda _: compound("Root Entry", "EncryptionInfo", "EncryptedPackage"),
        "locked with a password", "The file", "Encrypt with Password",
    ),
    Refused(
        "an old workbook", lambda _: compound("Root Entry", "Workbook"), "in the old form (.xls)",
        "The file", "Save As", "counts.xls",
    ),
    Refused(
        "an OpenDocument sheet", lambda _: zipped("mimetype", "content.xml"), "(.ods)", "The file",
        "Save it as Excel workbook", "counts.ods",
    ),
    Refused(
        "a Numbers spreadsheet", lambda _: zipped("Index/Document.iwa", "preview.jpg"),
        "(.numbers)", "The file", "Export To, Excel", "counts.numbers",
    ),
    Refused(
        "a PDF by another name", lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF", "The file",
        "CSV or XLSX",
    ),
    Refused(
        "a workbook cut short", lambda book: saved(book)[:4000],
        "a workbook that is damaged or cut short", "The file", "Send the CSV or XLSX",
    ),
    Refused(
        "a workbook without its end", lambda book: saved(book)[:-1000], "damaged or cut short",
        "The file", "Open it in Excel or LibreOffice",
    ),
    Refused(
        "more sheets than anybody reads", too_many_sheets, "more than 255 sheets", "The file",
        "Copy the sheet",
    ),
    Refused(
        "two sheets alike", copied_twice, "More than one sheet holds these columns", "The file",
        "call it “Made-up counts”",
    ),
    Refused("a hidden sheet", hidden_sheet, "“Counts” is hidden", "The file", "Unhide"),
    Refused(
        "the numerators' column deleted", without(1, at=6), "“Numerator” was not found",
        "sheet “Counts”, row 1", "Name the columns",
    ),
    Refused(
        "the groups' columns deleted", without(2, at=3),
        "“Breakdown” and “Group” are not in the file", "sheet “Counts”", "Put it back",
    ),
    Refused(
        "one row", on_sheet(lambda sheet: sheet.delete_rows(2, 5)),
        "column names but no rows", "sheet “Counts”", "Download the workbook",
    ),
    Refused(
        "nothing at all", on_sheet(lambda sheet: sheet.delete_rows(1, 6)), "nothing in it",
        "sheet “Counts”", "",
    ),
    Refused(
        "a CSV in UTF-16", lambda book: as_csv(book).encode("utf-16"), "UTF-16", "The file",
        "CSV UTF-8", "counts.csv",
    ),
    Refused(
        "a CSV of last quarter",
        lambda book: as_csv(book).replace("April to June", "January to March").encode(),
        "The file is of January to March 2026", "The file", "this quarter", "counts.csv",
    ),
    Refused(
        "a CSV of one row", lambda book: as_csv(book).splitlines()[0].encode(),
        "column names but no rows", "The file", "Download the workbook", "counts.csv",
    ),
    Refused(
        "a CSV with a value too many",
        lambda book: as_csv(book).replace("Male,", "Male,Boys,", 1).encode(), "values, but there",
        "row 4", "comma", "counts.csv",
    ),
    Refused("XML", lambda _: b"<?xml version='1.0'?><A/>", "is XML", "The file", "CSV or XLSX"),
)  # fmt: skip


IN_CSV = {
    "a percentage": ("Female,Notices sent,70", "Female,Notices sent,70%", "CT-percentage", "F3"),
    "words": ("Female,Notices sent,70", "Female,Notices sent,seventy", "CT-not-a-count", "F3"),
    "a formula": ("Female,Notices sent,70", "Female,Notices sent,=35+35", "CT-not-a-count", "F3"),
    "nothing": ("Female,Notices sent,70", "Female,Notices sent,", "CT-empty", "F3"),
    "a group typed over": ("Male,Notices sent", "Robots,Notices sent", "CT-indicator", "F4"),
}
