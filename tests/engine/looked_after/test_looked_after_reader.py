"""The reader: tables in any order and dress, XML, two years, children one at a time."""

from datetime import date

import pytest

from tests.engine.looked_after.sets import files, reading, xml, zipped
from village.engine.checks.looked_after.cases import (
    IN_ORDER,
    YEAR_BEFORE,
    adopted,
    looked_after,
    uasc,
)
from village.engine.checks.looked_after.run import check
from village.engine.intake.looked_after import read
from village.engine.specs.looked_after import TABLES, Child

HELD = files(*IN_ORDER)


def rows_of(child: Child) -> dict[str, list[tuple[object, ...]]]:
    """A child's values by table, without where they stood."""
    return {
        table.name: [
            tuple(getattr(row, column.attribute) for column in table.columns)
            for row in getattr(child, table.within)
        ]
        for table in TABLES
    }


def everything(held: dict[str, str | bytes]) -> dict[str, object]:
    _, children = reading(held)
    return {child.child_id: rows_of(child) for child in children}


def turned(text: str) -> str:
    """The table with its columns the other way about."""
    return "".join(",".join(line.split(",")[::-1]) + "\r\n" for line in text.splitlines())


def quoted(line: str) -> str:
    return ",".join(f'"{cell}"' for cell in line.split(","))


def edited(change) -> dict[str, str | bytes]:
    return {name: change(text) for name, text in HELD.items()}


class TestTablesAsTheyCome:
    @pytest.mark.parametrize(
        "change",
        [
            turned,
            lambda text: text.encode("utf-8-sig"),
            lambda text: text.lower(),
            lambda text: text.replace(",", ";"),
            lambda text: text.replace(",", "\t"),
            lambda text: text.replace("\r\n", "\n"),
            lambda text: text.replace("\r\n", "\r\n\r\n"),
            lambda text: text.replace("\r\n", ",,\r\n"),
            lambda text: "\r\n".join(map(quoted, text.splitlines())),
        ],
        ids=["columns the other way about", "byte-order mark", "small letters", "semicolons",
             "tabs", "line feeds", "blank lines", "empty columns", "quoted"],
    )  # fmt: skip
    def test_the_same_is_read_however_a_table_is_dressed(self, change) -> None:
        plain = everything(HELD)

        dressed = everything(edited(change))

        assert {key.upper(): value for key, value in dressed.items()} == plain

    def test_dates_are_read_as_day_month_year_and_as_iso(self) -> None:
        _, [written] = reading(files(looked_after()))
        iso = {name: text.replace("01/06/2022", "2022-06-01") for name, text in
               files(looked_after()).items()}  # fmt: skip

        _, [child] = reading(iso)

        assert written.episodes[0].decom == child.episodes[0].decom == date(2022, 6, 1)

    def test_a_midnight_behind_a_date_is_no_fault(self) -> None:
        held = files(looked_after())
        held["episodes.csv"] = held["episodes.csv"].replace("01/06/2022", "01/06/2022 00:00:00")

        _, [child] = reading(held)

        assert child.episodes[0].decom == date(2022, 6, 1)

    def test_tables_are_known_by_their_columns_and_never_by_their_names(self) -> None:
        renamed = {f"{n}.csv": text for n, text in enumerate(HELD.values())}

        assert everything(renamed) == everything(HELD)

    def test_a_column_that_the_table_does_not_have_is_told_of_and_left_out(self) -> None:
        held = files(looked_after())
        lines = held["header.csv"].splitlines()
        held["header.csv"] = f"{lines[0]},NICKNAME\r\n{lines[1]},CANARY\r\n"

        started, [child] = reading(held)

        assert [(one.code, one.column) for one in started.this.notices] == [
            ("V-COLUMN", "NICKNAME")
        ]
        assert "CANARY" not in repr(child)


class TestChildren:
    def test_each_comes_with_all_its_rows_whatever_order_the_tables_are_in(self) -> None:
        def backwards(text: str) -> str:
            head, *rows = text.splitlines()
            return "\r\n".join([head, *reversed(rows)])

        mixed = {name: backwards(text) if name != "header.csv" else text
                 for name, text in HELD.items()}  # fmt: skip

        _, children = reading(mixed)

        found = {child.child_id: child for child in children}
        assert [len(found[f"A{n}"].episodes) for n in (1, 2, 3, 4)] == [1, 0, 3, 1]
        assert [one.row for one in found["A3"].episodes] == [2, 3, 4]
        assert [one.rne for one in found["A3"].episodes] == ["P", "L", "S"]

    def test_one_who_is_not_in_the_header_comes_after_all_who_are(self) -> None:
        held = files(looked_after(header=None), adopted(), uasc())

        _, children = reading(held)

        assert [child.child_id for child in children] == ["A2", "A3", "A1"]
        assert [child.number for child in children] == [1, 2, 3]

    def test_rows_are_numbered_in_their_table_and_by_line_in_their_file(self) -> None:
        _, children = reading(HELD)

        adopted_one = next(child for child in children if child.child_id == "A3")
        assert [(row.row, row.line) for row in adopted_one.episodes] == [(2, 3), (3, 4), (4, 5)]


class TestXml:
    def test_it_says_the_same_as_the_tables(self) -> None:
        plain = everything(HELD)

        found = {child.child_id: rows_of(child) for child in read(xml(*IN_ORDER))}

        for child_id, rows in plain.items():
            for table, values in rows.items():
                assert found[child_id][table] == values, (child_id, table)

    def test_it_is_checked_as_the_tables_are(self) -> None:
        spoilt = looked_after(header={"ETHNIC": "?9"})

        as_tables = check(zipped(files(spoilt)), year="2024-25")
        as_xml = check(xml(spoilt), year="2024-25")

        found = {issue.rule for issue in as_xml.issues}
        assert "103" in found
        assert found == {issue.rule for issue in as_tables.issues}

    def test_elements_may_come_in_small_letters_and_in_a_zip(self) -> None:
        text = xml(*IN_ORDER).open().read().lower()

        started = read(zipped({"return.xml": text}))

        assert [child.child_id for child in started] == ["a1", "a2", "a3", "a4"]


class TestTwoYears:
    @pytest.mark.parametrize(
        "folders",
        [("", "last-year/"), ("", "Prev year/"), ("this/", "last/"), ("2024-25/", "2023-24/"),
         ("SSDA903 2025/", "SSDA903 2024/")],
        ids=str,
    )  # fmt: skip
    def test_last_years_tables_lie_beside_this_years(self, folders: tuple[str, str]) -> None:
        this, last = folders
        held = {f"{this}{name}": text for name, text in HELD.items()}
        held |= {f"{last}{name}": text for name, text in files(*YEAR_BEFORE).items()}

        started = read(zipped(held))

        found = {child.child_id: started.last.child(child.child_id) for child in started}
        assert [bool(found[f"A{n}"]) for n in (1, 2, 3, 4)] == [True, True, True, False]
        assert found["A3"].episodes[-1].dec is None

    def test_files_may_say_it_by_their_own_names(self) -> None:
        held = dict(HELD)
        held |= {name.replace(".csv", "_last.csv"): text
                 for name, text in files(*YEAR_BEFORE).items()}  # fmt: skip

        assert read(zipped(held)).last is not None

    def test_what_changed_between_them_is_found(self) -> None:
        held = files(looked_after())
        before = files(looked_after(header={"SEX": "M"}, episodes={"PLACE": "U4"}))
        held |= {f"last-year/{name}": text for name, text in before.items()}

        result = check(zipped(held), year="2024-25")

        assert {"202", "503D"} <= {issue.rule for issue in result.issues}

    def test_whose_children_they_are_is_told(self) -> None:
        held = dict(HELD)
        held |= {f"last-year/{name}": text for name, text in files(*YEAR_BEFORE).items()}

        alone, both = check(zipped(dict(HELD))), check(zipped(held))

        assert alone.header["Last year"] == "not sent"
        assert both.header["Last year"] == (
            "of its 3 children 3 are in this year's too and 0 are not; 1 are new"
        )

    def test_the_year_is_the_newest_that_its_days_lie_in(self) -> None:
        assert check(zipped(HELD)).year == "2024-25"

    def test_or_the_one_that_a_name_says(self) -> None:
        held = {f"2025-26/{name}": text for name, text in HELD.items()}

        result = check(zipped(held))

        assert (result.year, result.year_from) == ("2025-26", "as the file's name says")
