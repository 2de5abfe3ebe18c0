"""A workbook is read as spreadsheets write it, and as the spreadsheet library understands it."""

import io
import random
from datetime import UTC, date, datetime, time

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import numbers

from tests.engine.tables.makers import (
    EPISODE_HEADERS,
    MAIN,
    PERSON_HEADERS,
    SMALL_HEADER,
    SMALL_ROW,
    episode,
    inline,
    line,
    packed,
    parts,
    person,
    rows,
    sheet_xml,
    small,
    spec,
    table,
    values,
    workbook,
)
from village.engine.intake import workbook as reader
from village.engine.intake.workbook_parts import Style, style
from village.engine.specs.tables import Unreadable

READ = ("C1", "Ada", date(2015, 2, 1), date(2026, 4, 3), "F")


def saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def book_of(*found: tuple[object, ...], title: str = "Sheet") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in found:
        book.active.append(row)
    return book


def test_a_workbook_of_text_reads_as_the_same_csv_would():
    content = saved(book_of(PERSON_HEADERS, person()))

    (row,) = rows(content, spec("person-list"), name="list.xlsx")

    assert row.values[0] == "C1"
    assert row.values[6] == date(2015, 3, 31)
    assert (row.number, row.line) == (2, 2)


def test_true_date_cells_and_numbers_are_read_as_what_they_are():
    headers = ("Child ID", "Born on", "Seen on", "Sex")
    content = saved(book_of(headers, (17, date(2015, 2, 1), datetime(2026, 4, 3), "Female")))

    assert values(content) == [("17", None, date(2015, 2, 1), date(2026, 4, 3), "F")]


def test_a_moment_cell_is_england_s_clock():
    cells = dict(zip(EPISODE_HEADERS, episode(), strict=True))
    cells |= {"Missing from": datetime(2026, 7, 4, 21, 30), "Returned": datetime(2026, 7, 5, 0, 0)}
    content = saved(book_of(tuple(cells), tuple(cells.values())))

    (row,) = rows(content, spec("police-missing"))

    place = spec("police-missing").places
    assert row.values[place["missing_from"]] == datetime(2026, 7, 4, 20, 30, tzinfo=UTC)
    assert row.values[place["returned_at"]] == datetime(2026, 7, 4, 23, 0, tzinfo=UTC)


def test_a_bare_number_in_a_date_column_is_no_date():
    content = saved(book_of(("Child ID", "Born on"), ("C1", 42036)))

    (row,) = rows(content)

    assert isinstance(row.values[2], Unreadable)
    assert row.shown(2) == "42036"


def test_an_id_that_the_spreadsheet_turned_into_a_date_is_unreadable():
    (row,) = rows(saved(book_of(("Child ID", "Name"), (date(2026, 12, 1), "Ada"))))

    assert isinstance(row.values[0], Unreadable)
    assert row.shown(0) == "01/12/2026"


def test_a_day_alone_is_no_moment():
    cells = dict(zip(EPISODE_HEADERS, episode(), strict=True)) | {"Missing from": date(2026, 7, 4)}
    book = book_of(tuple(cells), tuple(cells.values()))
    book.active.cell(2, 9).number_format = "dd/mm/yyyy"

    (row,) = rows(saved(book), spec("police-missing"))

    assert isinstance(row.values[8], Unreadable)


def test_days_that_count_from_1904_are_the_same_days():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Child ID", "Born on"])
        sheet.write(1, 0, "C1")
        sheet.write_datetime(1, 1, date(2015, 2, 1), book.add_format({"num_format": 14}))

    assert values(held.getvalue())[0][2] == date(2015, 2, 1)


def test_serials_before_march_1900_follow_the_spreadsheet_s_calendar():
    body = line(1, "Child ID", "Born on") + (
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><v>2</v></c><c r="B3" s="1"><v>61</v></c></row>'
    )

    assert [row[2] for row in values(workbook(body))] == [date(1900, 1, 1), date(1900, 3, 1)]


@pytest.mark.parametrize("serial", ["-1", "2958466", "1e300", "NaN"])
def test_a_serial_beyond_the_calendar_is_unreadable_and_not_empty(serial):
    body = line(1, "Child ID", "Born on") + (
        f'<row r="2">{inline("A2", "C1")}<c r="B2" s="1"><v>{serial}</v></c></row>'
    )

    (row,) = rows(workbook(body))

    assert isinstance(row.values[2], Unreadable)


def test_an_error_of_the_spreadsheet_is_unreadable():
    body = SMALL_HEADER + (f'<row r="2">{inline("A2", "C1")}<c r="B2" t="e"><v>#N/A</v></c></row>')

    (row,) = rows(workbook(body))

    assert isinstance(row.values[1], Unreadable)


def test_a_written_out_date_of_the_strict_format_is_read():
    body = SMALL_HEADER + (
        f'<row r="2">{inline("A2", "C1")}<c r="C2" t="d"><v>2015-02-01</v></c>'
        '<c r="D2" t="d"><v>2026-04-03T00:00:00</v></c></row>'
    )
    strict = {
        name: text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, text in parts(body).items()
    }

    assert values(packed(strict)) == [("C1", None, date(2015, 2, 1), date(2026, 4, 3), None)]


def test_elements_with_a_prefix_and_cells_without_places_are_read():
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>Child ID</x:t></x:is></x:c>'
        '<x:c t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c></x:row>'
        '<x:row><x:c><x:v>7</x:v></x:c><x:c t="str"><x:v>Ada</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )

    found = values(packed({**parts(""), "xl/worksheets/sheet1.xml": sheet}))

    assert found == [("7", "Ada", None, None, None)]


def test_rich_text_is_read_whole_and_its_reading_aid_left_out():
    rich = (
        '<c r="B2" t="inlineStr"><is><r><t>A</t></r><r><t xml:space="preserve">da </t></r>'
        "<rPh><t>aid</t></rPh><r><t>B_x000D_</t></r></is></c>"
    )
    body = SMALL_HEADER + f'<row r="2">{inline("A2", "C1")}{rich}</row>'

    assert values(workbook(body))[0][1] == "Ada B"


@pytest.mark.parametrize("escaped", ["_xD800_", "_xDC00__xD800_", "_x0000_"])
def test_half_a_sign_or_a_control_sign_is_unreadable(escaped):
    (row,) = rows(workbook(SMALL_HEADER + line(2, "C1", f"Ada{escaped}")))

    assert isinstance(row.values[1], Unreadable)


def test_the_size_that_a_sheet_claims_is_not_believed():
    claims = '<dimension ref="A1:A1"/>'
    content = {
        **parts(""),
        "xl/worksheets/sheet1.xml": sheet_xml(SMALL_HEADER + SMALL_ROW, before=claims),
    }

    assert values(packed(content)) == [READ]


def test_blank_and_formatted_rows_are_passed_over_and_rows_keep_their_numbers():
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 900))
    body = SMALL_HEADER + SMALL_ROW + blank + line(900, "C2", " ")

    assert [(row.number, row.values[0]) for row in rows(workbook(body))] == [(2, "C1"), (900, "C2")]


def test_of_many_sheets_the_one_that_fits_is_read_and_said_to_be():
    content = workbook(
        line(1, "How to fill this in"), SMALL_HEADER + SMALL_ROW, line(1, "Codes"),
        titles=["Guidance", "Rows", "Codes"],
    )  # fmt: skip

    found = table(content)

    assert found.sheet == "Rows"
    assert [note.message for note in found.notes] == [
        "The sheet “Rows” was read; the other 2 sheets were not."
    ]


def test_of_a_hundred_sheets_the_one_with_the_return_s_name_is_read():
    bodies = [SMALL_HEADER + line(2, f"C{n}") for n in range(100)]
    titles = [*(f"Month {n}" for n in range(99)), "small LIST"]

    found = table(workbook(*bodies, titles=titles))

    assert found.sheet == "small LIST"
    assert next(found.rows()).values[0] == "C99"
    assert found.notes[0].message.endswith("the other 99 sheets were not.")


def test_a_hidden_sheet_is_left_alone():
    content = workbook(SMALL_HEADER + line(2, "old"), SMALL_HEADER + SMALL_ROW, hidden=[0])

    assert table(content).sheet == "Sheet2"


FORMATS = [
    ("dd/mm/yyyy", Style(day=True, time=False)),
    ("[$-809]d mmmm yyyy;@", Style(day=True, time=False)),
    ("yyyy-mm-dd hh:mm:ss", Style(day=True, time=True)),
    ("[h]:mm:ss", Style(day=False, time=True)),
    ("hh:mm", Style(day=False, time=True)),
    ("General", Style(day=False, time=False)),
    ("0.00", Style(day=False, time=False)),
    ('0 "days"', Style(day=False, time=False)),
    ("#,##0;[Red]-#,##0", Style(day=False, time=False)),
    ("0.00E+00", Style(day=False, time=False)),
    ("\\d0", Style(day=False, time=False)),
    ("_-£* #,##0.00_-", Style(day=False, time=False)),
]


@pytest.mark.parametrize(("code", "shape"), FORMATS)
def test_a_number_format_says_whether_its_numbers_are_days_or_times(code, shape):
    assert style(code) == shape
    assert (shape.day or shape.time) == bool(numbers.is_date_format(code))


def cells_of_any_kind(chance: random.Random) -> list[object]:
    return [
        chance.choice(["Ada", "Zoë  & <b>", "", None, " 007 ", "line\nline"]),
        chance.choice([0, -3, 10**12, 1.5, 2e-7, None]),
        chance.choice([True, False, None]),
        chance.choice([date(2026, 2, 28), date(1900, 3, 1), date(2199, 12, 31), None]),
        chance.choice([datetime(2026, 3, 29, 1, 30), datetime(1999, 12, 31, 23, 59, 59), None]),
    ]


def as_library(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def alike(cell: object) -> object:
    """Both readers' cells in one form: blanks are none, days have midnight."""
    if isinstance(cell, str) and not cell.strip():
        return None
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    return cell


@pytest.mark.parametrize("seed", range(8))
def test_the_own_reader_agrees_with_the_spreadsheet_library(seed):
    chance = random.Random(seed)
    content = saved(book_of(*(cells_of_any_kind(chance) for _ in range(60))))
    book = reader.inspect(io.BytesIO(content), name="list.xlsx")

    found = {record.number: list(record.cells) for record in reader.records(book, book.sheets[0])}

    for number, row in enumerate(as_library(content), start=1):
        cells = found.get(number, [])
        cells += [None] * (len(row) - len(cells))
        assert [alike(cell) for cell in cells] == [alike(cell) for cell in row]


def test_a_workbook_of_another_writer_reads_the_same():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Any title")
        sheet.write_row(0, 0, ["Child ID", "Name", "Born on", "Seen on", "Sex"])
        sheet.write_row(1, 0, ["C1", "Ada", "01/02/2015"])
        sheet.write_datetime(
            1, 3, datetime(2026, 4, 3), book.add_format({"num_format": "d mmm yy"})
        )
        sheet.write(1, 4, "F")

    assert values(held.getvalue()) == [READ]
    assert values(workbook(SMALL_HEADER + SMALL_ROW), small()) == [READ]
