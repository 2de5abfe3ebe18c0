"""A CSV that cannot be trusted is refused with one message: what, where, and what to do."""

import pytest

from tests.engine.tables.makers import PERSON_HEADERS, csv_text, person, received, rows, spec, table
from village.engine.errors import EngineError, Hostile, Unreadable, WrongReturn
from village.engine.intake.tables import read

GOOD = "Child ID,Name,Born on\nC1,Ada,01/02/2015\n"


def refused(content: str | bytes) -> EngineError:
    with pytest.raises(EngineError) as caught:
        rows(content)
    return caught.value


REFUSED = {
    "too few values": (
        GOOD + "C2,Bo\n",
        "The row has 2 values, but there are 3 columns.",
        "list.csv, row 3",
        "Look in it for a comma, semicolon, tab or quotation mark",
    ),
    "too many values": (
        GOOD + "C2,Bo,01/02/2015,\n",
        "The row has 4 values, but there are 3 columns.",
        "list.csv, row 3",
        "without quotation marks round the value",
    ),
    "too few values after a value over two lines": (
        'Child ID,Name\nC1,"A\nB"\nC2\n',
        "The row has 1 value, but there are 2 columns.",
        "list.csv, row 3 (line 4)",
        "or for a missing column",
    ),
    "a formula": (
        GOOD + "C2,=HYPERLINK(1),01/02/2015\n",
        "A value begins like a formula",
        "list.csv, row 3, column B (“Name”)",
        "Replace formulas by their values",
    ),
    "a command behind a plus": (
        GOOD + "C2,+cmd|calc!A1,01/02/2015\n",
        "A value begins like a formula",
        "list.csv, row 3, column B (“Name”)",
        "take such a sign off the front",
    ),
    "a formula behind a minus": (
        GOOD + "C2,-SUM(1),01/02/2015\n",
        "A value begins like a formula",
        "list.csv, row 3, column B (“Name”)",
        "Replace formulas",
    ),
    "a formula behind an at sign and spaces": (
        GOOD + "C2,  @SUM(1),01/02/2015\n",
        "A value begins like a formula",
        "list.csv, row 3, column B (“Name”)",
        "Replace formulas",
    ),
    "a formula behind a tab": (
        GOOD + "C2,\t=1,01/02/2015\n",
        "A value begins like a formula (with =, +, -, @ or a tab).",
        "list.csv, row 3, column B (“Name”)",
        "Replace formulas",
    ),
    "a formula behind a carriage return": (
        GOOD + 'C2,"\r=1",01/02/2015\n',
        "A value begins like a formula",
        "list.csv, row 3, column B (“Name”)",
        "Replace formulas",
    ),
    "a formula in a column that nobody asked for": (
        "Child ID,Note\nC1,=1+1\n",
        "A value begins like a formula",
        "list.csv, row 2, column B (“Note”)",
        "Replace formulas",
    ),
    "UTF-16": (
        GOOD.encode("utf-16"),
        "The file is written in UTF-16 (“Unicode text”).",
        "list.csv",
        "“CSV UTF-8 (Comma delimited)”",
    ),
    "a letter of no known encoding": (
        b"Child ID,Name\nC1,Ada\nC2,Zo\x89\n",
        "The file is not written in UTF-8: a letter in this line cannot be read.",
        "list.csv, line 3",
        "“CSV UTF-8 (Comma delimited)”",
    ),
    "two encodings in one file": (
        "Child ID,Name\nC1,Zoë\n".encode() + "C2,Zoë\n".encode("cp1252"),
        "The file is not written in UTF-8: a letter in this line cannot be read.",
        "list.csv, line 3",
        "“CSV UTF-8 (Comma delimited)”",
    ),
    "a zero byte": (
        b"Child ID,Name\n" + b"C1,Ada\n" * 1000 + b"C2,B\x00o\n",
        "The file holds a zero byte",
        "list.csv, line 1002",
        "Export it again",
    ),
    "a quotation mark that is never closed": (
        'Child ID,Name\nC1,"Ada\nC2,Bo\n',
        "A quotation mark opens in this row and is never closed.",
        "list.csv, row 2 (line 2)",
        "Close it or leave it out",
    ),
    "a quotation mark within a quoted value": (
        'Child ID,Name\nC1,"Ada "B" C"\n',
        "A value has a quotation mark in its middle that is not doubled.",
        "list.csv, row 2 (line 2)",
        'twice ("")',
    ),
    "column names alone": (
        "Child ID,Name\n",
        "It has column names but no rows.",
        "list.csv",
        "record a nil return",
    ),
    "blank rows alone": (
        "\n,\n ,\n;;\n"[:6],
        "There is nothing in it: no column names and no rows.",
        "list.csv",
        "Export it again",
    ),
    "one name twice": (
        "Child ID,Name,name\nC1,Ada,Ada\n",
        "More than one column is “Name”: column B (“Name”) and column C (“name”).",
        "list.csv, row 1",
        "Delete or rename all but one",
    ),
    "a required column missing": (
        "Child,Name,Sex\nC1,Ada,F\n",
        "The column “Child ID” was not found. Found: “Child”, “Name”, “Sex”.",
        "list.csv, row 1",
        "Name the columns as the Small list asks: “Child ID”.",
    ),
    "a title above the column names": (
        "A list of children\n\nChild ID,Name,Sex\nC1,Ada,F\n",
        "The column names stand in row 3; they must be the first row.",
        "list.csv",
        "Delete what stands above row 3 and unmerge its cells.",
    ),
    "a second row of column names": (
        "Child ID,Name,Sex\nchild_id,name,sex\nC1,Ada,F\n",
        "Column names stand in two rows.",
        "list.csv, row 2",
        "Keep one row of column names",
    ),
    "a value under no name, as merged names leave it": (
        "Child ID,Name,,Sex\nC1,Ada,Ann,F\n",
        "A value stands in a column without a name.",
        "list.csv, row 2, column C",
        "with no merged cells",
    ),
    "too many columns": (
        "Child ID" + ",x" * 300 + "\nC1" + ",1" * 300 + "\n",
        "It has 301 columns; at most 300 are read.",
        "list.csv",
        "Delete the columns that the return does not ask for.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "what", "where", "mend"), REFUSED.values(), ids=REFUSED)
def test_one_message_says_what_where_and_what_to_do(content, what, where, mend):
    fault = refused(content)

    assert isinstance(fault, Unreadable)
    assert fault.what.startswith(what)
    assert fault.where == where
    assert mend in fault.mend


def test_a_file_cut_within_its_last_letter_is_refused():
    fault = refused("Child ID,Name\nC1,Zoë".encode()[:-1])

    assert fault.where == "list.csv, line 2"


def test_another_return_is_told_as_such_without_showing_its_first_row():
    fault = refused("Ada Example,31/03/2015\nBo Example,01/01/2016\n")

    assert isinstance(fault, WrongReturn)
    assert fault.what == (
        "This is not the return “Small list”: its first row names none of the columns."
    )
    assert fault.mend == "Send a table whose first row names at least: “Child ID”."


def test_a_first_row_that_may_be_a_child_s_is_not_shown_among_the_names_found():
    fault = refused("Name,Ada Example\nC1,Bo Example\n")

    assert "Ada" not in str(fault)


def test_a_missing_episode_list_is_not_a_person_list():
    with pytest.raises(EngineError) as caught:
        rows("Episode reference,Missing from\nE1,04/05/2026 21:30\n", spec("person-list"))

    assert isinstance(caught.value, WrongReturn)


def test_xml_is_another_return():
    with pytest.raises(WrongReturn) as caught:
        table("<Message/>", name="census.xml")

    assert (
        caught.value.what
        == "The file is XML; the return “Small list” is a CSV or an Excel workbook."
    )
    assert caught.value.where == "census.xml"


def test_a_line_without_end_is_refused_before_it_fills_the_memory():
    fault = refused("Child ID,Name\nC1," + "x" * 1_200_000)

    assert isinstance(fault, Hostile)
    assert fault.what == "A row is longer than 1,000,000 characters, which no row of a return is."
    assert fault.where == "list.csv, line 2"


def test_a_row_of_endless_quoted_lines_is_refused_before_it_fills_the_memory():
    fault = refused(
        "Child ID,Name\nC1," + '"' + "x\n" * 60_000 + '",' + ('"' + "y\n" * 60_000 + '",') * 20
    )

    assert isinstance(fault, Hostile)
    assert "1,000,000 characters" in fault.what


def test_a_value_without_end_is_an_open_quotation_mark():
    fault = refused('Child ID,Name\nC1,"' + "x\n" * 100_000)

    assert fault.what == "A quotation mark opens in this row and is never closed."
    assert fault.where == "list.csv, row 2 (line 2)"


def test_a_refused_row_comes_after_the_good_ones_and_ends_the_file():
    found = read(
        received(csv_text([PERSON_HEADERS, person(), person(), ("C3",)])), spec("person-list")
    ).rows()

    assert [next(found).number, next(found).number] == [2, 3]
    with pytest.raises(Unreadable):
        next(found)
    with pytest.raises(StopIteration):
        next(found)
