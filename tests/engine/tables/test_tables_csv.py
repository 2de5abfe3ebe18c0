"""A CSV is read however honest programs write it: letters, delimiters, order, names, quotes."""

import codecs
from datetime import UTC, date, datetime

import pytest

from tests.engine.tables.makers import (
    EPISODE_HEADERS,
    PERSON_HEADERS,
    csv_text,
    episode,
    person,
    received,
    rows,
    small,
    spec,
    table,
    values,
)
from village.engine.intake.tables import read
from village.engine.specs.tables import Unreadable

HEADER = ("Child ID", "Name", "Born on", "Seen on", "Sex")
ROW = ("C1", "Ada", "01/02/2015", "2026-04-03", "a) Female")
READ = ("C1", "Ada", date(2015, 2, 1), date(2026, 4, 3), "F")


def test_a_person_list_is_read_to_its_last_column():
    found = values(
        csv_text([PERSON_HEADERS, person(other_names="Ann Other; B. Example")]), spec("person-list")
    )

    assert found == [
        (
            "C1", None, "9434765919", "Ada", "Example", ("Ann Other", "B. Example"),
            date(2015, 3, 31), None, "F", "N1 2UD", date(2016, 2, 1), None,
        )
    ]  # fmt: skip


def test_a_police_episode_is_read_with_its_moments_in_utc():
    (row,) = rows(csv_text([EPISODE_HEADERS, episode()]), spec("police-missing"))
    place = spec("police-missing").places

    assert row.values[place["missing_from"]] == datetime(2026, 5, 4, 20, 30, tzinfo=UTC)
    assert row.values[place["ethnicity"]] == "WBRI"
    assert row.values[place["category"]] == "missing"
    assert row.values[place["risk"]] == "medium"
    assert row.values[place["cce"]] is True
    assert row.values[place["looked_after"]] is False


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_comma_semicolon_and_tab_are_told_from_the_column_names(delimiter):
    assert values(csv_text([HEADER, ROW], delimiter=delimiter)) == [READ]


def test_another_delimiter_within_a_name_does_not_mislead():
    text = 'Child ID;"Name, first; last";Born on;Seen on;Sex\nC1;Ada;01/02/2015;2026-04-03;F\n'

    assert values(text, small())[0][0] == "C1"


@pytest.mark.parametrize(
    "names",
    [
        ("CHILD-ID", "name", "BORN_ON", "Seen  on", "sex:"),
        ("\ufeffChild Id", "(Name)", "born on", "SEEN ON ", "Sex"),
        ("child_id", "name", "born_on", "seen_on", "sex"),
    ],
)
def test_column_names_match_whatever_their_case_spaces_and_punctuation(names):
    assert values(csv_text([names, ROW])) == [READ]


def test_the_order_of_columns_does_not_matter():
    assert values(csv_text([HEADER[::-1], ROW[::-1]])) == [READ]


def test_a_byte_order_mark_is_taken_off():
    assert values(codecs.BOM_UTF8 + csv_text([HEADER, ROW]).encode()) == [READ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(ending):
    text = csv_text([HEADER, ROW, ("C2", *ROW[1:])]).replace("\r\n", ending).rstrip()

    assert [row[0] for row in values(text)] == ["C1", "C2"]


def test_a_quoted_value_may_run_over_lines_and_row_and_line_are_both_kept():
    text = 'Child ID,Name\nC1,"Ada\nAnn, ""A"""\nC2,Bo\n'

    found = rows(text)

    assert [(row.number, row.line, row.values[1]) for row in found] == [
        (2, 2, 'Ada Ann, "A"'),
        (3, 4, "Bo"),
    ]


def test_blank_rows_are_passed_over_but_counted():
    text = "\n\nChild ID,Name\n\n,\nC1,Ada\n  ,\n"

    assert [(row.number, row.values[0]) for row in rows(text)] == [(6, "C1")]


def test_one_row_without_an_end_of_line_is_a_row():
    assert len(rows("Child ID\nC1")) == 1


def test_windows_letters_are_read_where_they_are_plain_and_said_to_be():
    text = csv_text([HEADER, ("C1", "Zoë O’Brien", *ROW[2:])]).encode("cp1252")

    found = table(text)

    assert next(found.rows()).values[1] == "Zoë O’Brien"
    assert [note.code for note in found.notes] == ["V-LETTERS"]
    assert "Windows-1252" in found.notes[0].message


def test_an_absent_column_is_known_to_be_absent():
    found = table("Child ID,Sex\nC1,F\n")

    assert found.has("sex")
    assert not found.has("born_on")
    assert next(found.rows()).values[2] is None


def test_columns_that_nobody_asked_for_are_named_and_not_kept():
    found = table("Child ID,Religion,Name\nC1,none,Ada\n")

    (row,) = found.rows()
    assert [note.message for note in found.notes] == [
        "Columns that the return does not ask for were not read: “Religion”."
    ]
    assert row.values == ("C1", "Ada", None, None, None)


def test_a_repeating_column_takes_several_columns_and_semicolons():
    headers = (*PERSON_HEADERS[:5], "Alias 1", "Alias 2", "AKA", *PERSON_HEADERS[6:])
    cells = (*person()[:5], "Ann One", "", '"B Two; C Three"', *person()[6:])

    (row,) = rows(csv_text([headers, cells]), spec("person-list"))

    assert row.values[5] == ("Ann One", "B Two", "C Three")
    assert row.shown(5) == "Ann One; B Two; C Three"


def test_what_cannot_be_read_stays_in_its_row_as_it_was_sent():
    (row,) = rows(csv_text([HEADER, ("C1", "Ada", " 31/02/2015", "", "F")]))

    assert isinstance(row.values[2], Unreadable)
    assert row.shown(2) == " 31/02/2015"


def test_negative_numbers_and_telephone_numbers_are_no_formulas():
    text = "Child ID,Name,Balance,Phone,Note\nC1,Ada,-12.50,+44 (0)20 7946 0000,-\n"

    assert len(rows(text)) == 1


def test_a_table_may_be_read_again_and_says_how_far_it_is():
    found = read(received(csv_text([HEADER, *[ROW] * 500])), small())

    first = sum(1 for _ in found.rows())

    assert first == sum(1 for _ in found.rows()) == 500
    assert found.done() == found.received.size


def test_no_row_s_value_is_shown_in_a_log():
    (row,) = rows(csv_text([HEADER, ROW]))

    assert "Ada" not in repr(row)
