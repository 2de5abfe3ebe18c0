"""Spreadsheets as they stand: every sheet, every row, formulas by what they came to."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from village.engine.errors import EngineError
from village.engine.intake import sheets
from village.engine.intake.received import receive
from village.engine.intake.sheets import sheet_rows


def read(data: bytes) -> list[tuple[str, int, tuple[str, ...]]]:
    received = receive(io.BytesIO(data), name="The file")
    return [(row.sheet, row.number, row.texts) for row in sheet_rows(received)]


def book(*pages: tuple[str, list[list[object]]]) -> bytes:
    made = openpyxl.Workbook()
    del made["Sheet"]
    for title, rows in pages:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.csv", "Name\r\nAda Example")
    return out.getvalue()


def test_every_sheet_is_read_and_a_day_is_written_as_people_write_it() -> None:
    data = book(
        ("2023", [["Quarter", "Contacts"], ["Q1", 12]]), ("2024", [["On", date(2024, 4, 1)]])
    )

    rows = read(data)

    assert rows == [
        ("2023", 1, ("Quarter", "Contacts")),
        ("2023", 2, ("Q1", "12")),
        ("2024", 1, ("On", "01/04/2024")),
    ]


def test_a_csv_is_one_sheet_without_a_name_and_blank_rows_are_counted() -> None:
    rows = read("Name;Email\n\nAda Example;ada@example.org\n".encode("utf-8-sig"))

    assert rows == [("", 1, ("Name", "Email")), ("", 3, ("Ada Example", "ada@example.org"))]


def test_a_formula_is_read_by_what_it_came_to_when_it_was_saved() -> None:
    import xlsxwriter

    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.add_worksheet("Sums").write_formula(0, 0, "=SUM(B1:B9)", None, 41)
    made.close()

    rows = read(out.getvalue())

    assert rows == [("Sums", 1, ("41",))]


def test_a_hidden_sheet_is_left_alone() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(("Seen", [["a"]]), ("Hidden", [["b"]]))))
    made["Hidden"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)

    rows = read(out.getvalue())

    assert rows == [("Seen", 1, ("a",))]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<?xml version='1.0'?><a/>", "XML, not a spreadsheet"),
        (zipped(), "zip archive"),
        (b"%PDF-1.7 something", "PDF"),
        (b"", "empty"),
        (book(("Nothing", [])), "holds no row"),
        (book(*((f"Sheet {n}", [["a"]]) for n in range(41))), "41 sheets"),
    ],
)
def test_what_cannot_be_brought_is_refused_in_one_sentence_that_says_what_to_do(
    data: bytes, what: str
) -> None:
    with pytest.raises(EngineError) as told:
        read(data)

    assert what in told.value.what
    assert told.value.mend


@pytest.mark.parametrize(
    ("bound", "most"), [("MOST_ROWS", 3), ("MOST_CELLS", 3), ("MOST_LETTERS", 3)]
)
def test_more_than_a_person_can_look_at_is_refused(
    monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(sheets, bound, most)

    with pytest.raises(EngineError) as told:
        read(b"a\nb\nc\nd\n")

    assert "The file holds more than" in told.value.what
