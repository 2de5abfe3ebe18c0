"""What leaves as CSV or XLSX says what it is, and starts no formula anywhere."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.design import sheets
from village.design.sheets import Label, csv_lines, plain, safe, xlsx_bytes
from village.design.tables import Table
from village.figures.counts import Count, Withheld

LABEL = Label(
    title="Issues of the census",
    definition="Each row is one thing that a rule found.",
    source="Children in need census 2026",
    audience="the agency that sent it",
    by="Amara Osei",
    at=datetime(2026, 7, 15, 8, 5, tzinfo=UTC),
)
HOSTILE = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u200b=1",
    "\ufeff=1",
    "'=1",
    "＝1",
    "=cmd|' /C calc'!A0",
    '";=1+1;"',
]
WORDS = st.text(max_size=40) | st.sampled_from(HOSTILE)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def made_csv(*rows: list[object], columns: str = "A|B") -> list[list[str]]:
    table = Table.of("T", columns, rows)
    text = "".join(csv_lines(LABEL, table.columns, table.rows))
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@given(WORDS)
def test_no_text_begins_like_a_formula(text):
    out = safe(text)

    assert not out.lstrip().startswith(FORMULA)
    assert "\n" not in out
    assert "\x00" not in out
    assert len(out) <= sheets.MOST_CELL


def test_a_cell_ends_where_excel_stops_reading_and_never_in_the_middle_of_a_sign():
    out = safe("\U00010000" * 20_000)

    assert len(out.encode("utf-16-le")) // 2 <= sheets.MOST_CELL
    assert set(out) == {"\U00010000"}


@given(st.lists(st.lists(WORDS | st.integers() | st.none(), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_a_csv_begins_like_a_formula_and_no_row_is_lost(rows):
    lines = made_csv(*rows)

    body = lines[lines.index(["A", "B"]) + 1 :]
    assert len(body) == len(rows)
    for line in body:
        for cell in line:
            assert cell.lstrip("-").isdigit() or not cell.lstrip().startswith(FORMULA), cell


@given(WORDS, WORDS, WORDS)
def test_no_cell_of_a_workbook_is_a_formula(title, head, cell):
    label = Label(title, cell, cell, cell, cell, LABEL.at)
    table = Table.of(title, "A", [(cell,)], note=cell)

    book = zipfile.ZipFile(io.BytesIO(xlsx_bytes(label, [table])))

    parts = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
    assert parts
    assert not any("<f>" in part or "<f " in part for part in parts)
    assert not any("hyperlink" in part for part in parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_each_known_trick_is_taken_for_text(text):
    assert safe(text).lstrip("; ").startswith(("'", '"'))


@pytest.mark.parametrize("text", ["", "0", "12 High Street", "a=b", "O'Brien", "31/03/2026"])
def test_harmless_text_stays_as_it_is(text):
    assert safe(text) == text


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (True, "Yes"),
        (0, 0),
        (-3, -3),
        (Decimal("0.1"), 0.1),
        (float("nan"), ""),
        (float("inf"), ""),
        (Count(3), 3),
        (Count(0), 0),
        (Withheld(), "not shown"),
        (date(2026, 3, 31), "2026-03-31"),
        (datetime(2026, 7, 15, 8, 5, tzinfo=UTC), "2026-07-15T09:05+01:00"),
    ],
)
def test_a_cell_is_written_as_what_it_is(cell, written):
    assert plain(cell) == written
    assert type(plain(cell)) is type(written)


def test_a_withheld_number_is_never_nought_in_any_sheet():
    table = Table.of("T", "A|#B", [("x", Withheld())])

    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(LABEL, [table])))

    assert [cell.value for cell in book["T"][4]] == ["x", "not shown"]
    assert made_csv(["x", Withheld()])[-1] == ["x", "not shown"]


def test_a_sheet_says_what_it_is_who_it_is_for_and_when_it_was_made():
    lines = dict(line for line in made_csv(["x", 1])[:6])

    assert lines["Title"] == "Issues of the census"
    assert lines["What it is"] == "Each row is one thing that a rule found."
    assert lines["Who may read it"] == "the agency that sent it"
    assert lines["Made for"] == "Amara Osei"
    assert lines["Made on"] == "15 July 2026, 9:05am"


def test_a_made_up_house_says_so_on_every_sheet_and_in_the_file_name(demo):
    table = Table.of("T", "A", [("x",)])

    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(LABEL, [table, table])))
    response = sheets.response("csv", LABEL, table)

    for name in ("T", "T 2"):
        assert book[name]["A2"].value == sheets.MADE_UP
    assert sheets.MADE_UP in [cell.value for cell in book["About"]["B"]]
    assert "made-up-issues-of-the-census-2026-07-15.csv" in response["Content-Disposition"]
    assert sheets.MADE_UP in b"".join(response.streaming_content).decode()


def test_a_real_house_does_not_call_its_data_made_up():
    assert sheets.MADE_UP not in "".join(csv_lines(LABEL, (), ()))


def test_the_rows_of_a_csv_are_drawn_one_by_one():
    taken = []

    def rows():
        for number in range(1000):
            taken.append(number)
            yield (number,)

    lines = csv_lines(LABEL, Table.of("T", "A", []).columns, rows())
    for _ in range(10):
        next(lines)

    assert len(taken) < 5


def test_sheet_names_are_what_excel_allows_and_no_two_alike():
    captions = ["A/B: [x]?", "a b   x", "About", "", "x" * 40, "x" * 41, "\U00010000" * 31]

    names = sheets.sheet_names([Table.of(caption, "A", []) for caption in captions])

    assert len({name.casefold() for name in [*names, "About"]}) == len(captions) + 1
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_a_file_that_is_worked_through_begins_with_its_heads_and_ends_on_its_label() -> None:
    table = Table.of("T", "A|B", [("1", "2")])

    lines = list(csv_lines(LABEL, table.columns, table.rows, is_worked=True))

    assert lines[0] == '\ufeff"A","B"\r\n'
    assert lines[2].strip() == ""
    assert lines[3].startswith('"Title"')
    assert sum("\ufeff" in line for line in lines) == 1
