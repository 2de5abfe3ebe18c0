"""An Annex A workbook is read however its sheets, headers, dates and codes are dressed."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.engine.annex_a.lists import (
    ENGLAND,
    GOOD,
    changed,
    having,
    of_sheets,
    opened,
    received,
    sheets_of,
    spec_of,
    table_of,
)
from village import kit
from village.engine.checks.returns import recognise
from village.engine.errors import Unreadable, WrongReturn
from village.engine.intake.received import receive
from village.engine.intake.tables_set import read
from village.engine.specs.tables import Unreadable as Unread
from village.engine.specs.tables import Value

SHEETS = sheets_of(GOOD)


def retitled(number: int, title: str) -> dict[str, list[list[Any]]]:
    """The good workbook with one sheet under another name."""
    names = {f"List {number}": title}
    return {names.get(name, name): rows for name, rows in SHEETS.items()}


def with_header(was: str, now: str, *, of: str = "List 7") -> dict[str, list[list[Any]]]:
    head, *rows = SHEETS[of]
    return {**SHEETS, of: [[now if cell == was else cell for cell in head], *rows]}


def value(sheets: dict[str, list[list[Any]]], name: str, *, of: str = "annex_protection") -> Value:
    table = opened(sheets).tables[of]
    return next(table.rows()).values[table.spec.places[name]]


def of_contact(cell: object, name: str = "contacted_on") -> Value:
    lists = changed(having("contacts", **{name: cell}))  # type: ignore[arg-type]
    return value(sheets_of(lists), name, of="annex_contacts")


@pytest.mark.parametrize(
    "title", ["List 1", "1. Contacts", "List_1 Contacts", "list 1 - contacts", "CONTACTS"]
)
def test_a_sheet_is_found_by_its_declared_names(title: str) -> None:
    assert opened(retitled(1, title)).tables["annex_contacts"].sheet == title


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Was the Child Seen Alone?", "Was the Child\nSeen  Alone"),
        ("Was the Child Seen Alone?", "was the child seen alone? (Y/N)"),
        ("Was the Child Seen Alone?", "Seen alone"),
        ("Was the Child Seen Alone?", " Was the Child Seen Alone ??"),
    ],
)
def test_a_dirty_header_is_known_by_declared_names_alone(was: str, now: str) -> None:
    assert value(with_header(was, now), "seen_alone") is True


@pytest.mark.parametrize("name", ["Gender", "Sex", "Child's sex", "GENDER (M/F)"])
def test_gender_and_sex_are_one_column(name: str) -> None:
    assert value(with_header("Gender", name), "sex") == "F"


def test_an_unknown_header_is_named_and_never_guessed() -> None:
    found = opened(with_header("Was the Child Seen Alone?", "Seen by themselves"))

    assert (
        value(with_header("Was the Child Seen Alone?", "Seen by themselves"), "seen_alone") is None
    )
    (note,) = [note for note in found.notes if note.code == "V-COLUMNS"]
    assert "List 7" in note.message
    assert "Seen by themselves" in note.message


def test_two_headers_for_one_column_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        opened(with_header("Was the Child Seen Alone?", "Sex"))

    assert "More than one column is “Gender”" in refused.value.what
    assert "List 7" in refused.value.where


def test_teams_and_workers_are_left_alone_without_a_word() -> None:
    head, *rows = SHEETS["List 7"]
    team: list[list[Any]] = [[*head, "Allocated Team", "Allocated Worker"]]
    sheets = {**SHEETS, "List 7": [*team, *([*row, "North", "A Person"] for row in rows)]}

    assert opened(sheets).notes == ()


def test_the_column_names_may_stand_under_titles() -> None:
    titles: list[list[Any]] = [["Annex A, child-level lists"], [], ["List 7: plans", None, "March"]]

    sheets = {**SHEETS, "List 7": [*titles, *SHEETS["List 7"]]}

    assert opened(sheets).tables["annex_protection"].header.row == 4
    assert value(sheets, "previous_plans") == 0


@pytest.mark.parametrize(
    "cell",
    [date(2026, 1, 9), "09/01/2026", "9.1.2026", "2026-01-09", 46031, "46031", 46031.75,
     "09/01/2026 14:30", "2026-01-09T00:00:00.000"],
)  # fmt: skip
def test_a_day_is_read_however_it_was_typed(cell: object) -> None:
    assert of_contact(cell) == date(2026, 1, 9)


@pytest.mark.parametrize("cell", [2026, 20260109, "January 2026", "31/02/2026", "01/09", 3.5])
def test_what_is_no_day_stays_unreadable_and_is_no_empty_cell(cell: object) -> None:
    assert isinstance(of_contact(cell), Unread)


@pytest.mark.parametrize("cell", ["N/A", "-", "None", " n/a ", "#N/A", "NULL", ""])
def test_declared_blanks_are_empty_cells(cell: str) -> None:
    assert of_contact(cell, "source") is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("a) WBRI", "WBRI"), ("b) WIRI", "WIRI"), ("wbri", "WBRI"), ("WBRI: British", "WBRI"),
        ("s) NOBT", "NOBT"), ("White British", "WBRI"),
    ],
)  # fmt: skip
def test_a_lettered_code_is_read_as_the_code(cell: str, code: str) -> None:
    assert of_contact(cell, "ethnicity") == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [("q) 6: Police", "6"), ("b) 1B: Individual", "1B"), ("3D", "3D"), ("6 ", "6")],
)
def test_a_code_may_be_followed_by_its_meaning(cell: str, code: str) -> None:
    assert of_contact(cell, "source") == code


@pytest.mark.parametrize("cell", ["a) WXYZ", "British", "z) 99: Somebody", "6 Police officers"])
def test_a_code_that_is_not_declared_is_not_guessed(cell: str) -> None:
    assert isinstance(of_contact(cell, "ethnicity"), Unread)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("a) Yes", True), ("Y", True), ("yes ", True), (1, True), ("b) No", False), ("N", False),
     ("FALSE", False), ("c) n", False)],
)  # fmt: skip
def test_yes_and_no_are_read_in_their_dirty_ways(cell: object, answer: bool) -> None:
    lists = changed(having("protection", seen_alone=cell))  # type: ignore[arg-type]

    assert value(sheets_of(lists), "seen_alone") is answer


@pytest.mark.parametrize(
    ("cell", "years"), [(6.138261464750171, 6), ("11", 11), ("7 years", 7), (0, 0)]
)
def test_an_age_is_completed_years(cell: object, years: int) -> None:
    assert of_contact(cell, "age") == years


def test_sheets_of_guidance_are_passed_over_and_others_named() -> None:
    quiet = opened({"Guidance": [["How to fill this in"]], **SHEETS})
    told = opened({**SHEETS, "My notes": [["Anything"]]})

    assert quiet.notes == ()
    assert [note.code for note in told.notes] == ["V-SHEET"]
    assert "My notes" in told.notes[0].message


def test_a_list_without_rows_is_honest_where_the_kit_says_so() -> None:
    lists = changed(lambda held: held["adopters"].clear(), lambda held: held["leavers"].clear())

    assert list(opened(sheets_of(lists)).tables["annex_adopters"].rows()) == []


def test_the_lists_may_come_as_files_in_a_zip() -> None:
    def csv(rows: Sequence[Sequence[Any]]) -> str:
        return "".join(
            ",".join('"%s"' % ("" if c is None else c) for c in row) + "\n" for row in rows
        )

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for title, rows in SHEETS.items():
            archive.writestr(f"{title}.csv", csv(rows))

    found = read(receive(out, name="lists.zip"), table_of("annex-a"))

    assert len(found.tables) == 11


def test_the_workbook_is_known_among_all_returns_of_the_kit() -> None:
    specs = kit.specs(ENGLAND)

    assert recognise(received(), specs).id == "annex-a"
    assert recognise(of_sheets(retitled(3, "Third sheet")), specs).id == "annex-a"


def test_a_workbook_of_something_else_is_no_annex_a() -> None:
    with pytest.raises(WrongReturn) as refused:
        opened({"Budget": [["Heading", "Pounds"], ["Staff", 12]]})

    assert "Budget" in refused.value.what
    assert spec_of("annex-a").table is not None
