"""`village check` reads one return, says what to mend, and ends with the code of its table."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import KITS, Run
from tests.engine.tables.makers import MAIN, packed, parts
from tests.returns.sending import CANARY, WRONG_UPN, police
from tests.returns.sending import census as small_census
from tests.returns.sending import faulty as a_faulty_child
from village.cli import checking

WIDE = (
    f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
BAD = {
    "cut.xml": (3, small_census()[:-300]),
    "empty.xml": (3, b""),
    "picture.pdf": (3, b"%PDF-1.7 and so on"),
    "bomb.xml": (4, b'<!DOCTYPE Message [<!ENTITY a "aa">]><Message>&a;</Message>'),
    "doctype.xml": (4, b"<!DOCTYPE Message><Message/>"),
    "wide.xlsx": (3, packed({**parts(""), "xl/worksheets/sheet1.xml": WIDE})),
    "old.xml": (5, small_census(year=2019)),
    "other.csv": (5, b"Colour,Taste\r\nred,sweet\r\n"),
    "formula.csv": (3, police().replace(b"MP000003", b"=1+1")),
    "short.csv": (3, police() + b"P9,one\r\n"),
}


def log(here: Path, folder: str = "var") -> list[dict[str, object]]:
    lines = (here / folder / "runs.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_a_census_without_an_error_is_clean_though_it_has_queries(run: Run, census: Path) -> None:
    ran = run("check", census)

    assert ran.exit_code == 0
    assert "80 children read, by the rules of 2025-26" in ran.said
    assert re.search(r": no errors, [\d,]+ quer(?:y|ies) in \d+ kinds?\.", ran.said)
    assert "What to do:" in ran.said


def test_as_the_reference_it_says_so_and_leaves_lists_of_another_name(
    run: Run, here: Path, faulty: Path
) -> None:
    ran = run("check", faulty, "--as-reference", "--out", "found")

    assert "For comparison only: as the open reference implementation" in ran.said
    left = {path.name for path in (here / "found").iterdir()}
    assert left == {"issues-as-reference.csv", "summary-as-reference.json", "runs.jsonl"}


def test_one_with_mistakes_ends_in_1_and_tells_each_kind_with_rows_and_mend(
    run: Run, faulty: Path
) -> None:
    ran = run("check", faulty)

    assert ran.exit_code == 1
    kinds = re.findall(r"^(\S+) error, ([\d,]+) found$", ran.said, re.MULTILINE)
    assert len(kinds) > 3
    assert ran.said.count("What to do:") >= len(kinds)
    assert re.search(r"Rows: \S+ row \d+ \(line \d+\)", ran.said)


def test_out_holds_the_list_for_the_sender_and_the_counts(
    run: Run, here: Path, faulty: Path
) -> None:
    ran = run("check", faulty, "--out", "findings")

    listed = (here / "findings/issues.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(listed)))
    told = json.loads((here / "findings/summary.json").read_text())
    assert ran.exit_code == 1
    assert str(Path("findings/issues.csv")) in ran.said
    assert {"Child id", "Table", "Row", "Column", "Value", "Rule", "What to do"} <= set(rows[0])
    assert told["children"] == 80
    assert told["errors"] == sum(
        each["findings"] for each in told["outcomes"] if each["severity"] == "error"
    )
    assert len(log(here, "findings")) == 1


def test_a_year_may_be_chosen_and_is_said(run: Run, census: Path) -> None:
    ran = run("check", census, "--year", "2024-25")

    assert ran.exit_code == 0
    assert "by the rules of 2024-25 (chosen by the person checking)" in ran.said


def test_a_year_that_no_rules_are_held_for_is_another_year(run: Run, census: Path) -> None:
    ran = run("check", census, "--year", "2031-32")

    assert ran.exit_code == 5
    assert "No census rules are held for 2031-32" in ran.said
    assert "2025-26" in ran.said


def test_a_table_is_recognised_by_its_columns_from_any_folder(run: Run, district: Path) -> None:
    ran = run("check", district / "returns" / "police-missing-2026-01-01--2026-03-31.csv")

    assert ran.exit_code == 0
    assert "1 child read, for January to March 2026 (as its name says)" in ran.said


PERIODS = [
    ("p.csv", ("--period", "2026-01-01--2026-03-31"), 0, "for January to March 2026 (as --period"),
    ("p.csv", ("--period", "2026-03-31"), 0, "for January to March 2026 (as --period says)"),
    ("p-2026-03-31.csv", (), 0, "for January to March 2026 (as its name says)"),
    ("p-2025-12-31.csv", ("--period", "2026-03-31"), 0, "for January to March 2026"),
    ("export-2026-04-20.csv", (), 1, "for no period (neither its name nor --period says one)"),
    ("p.csv", ("--period", "2026-04-20"), 5, "never of 20 April 2026"),
    ("p.csv", ("--period", "the spring"), 2, "The period “the spring” is none that there can be."),
    ("p.2026-02-30--2026-03-31.csv", (), 2, "is none that there can be"),
    ("p.csv", ("--year", "2025-26"), 2, "A table is of a period, not a year."),
]


@pytest.mark.parametrize(("name", "words", "code", "said"), PERIODS)
def test_the_period_of_a_table_is_said_by_its_name_or_by_whoever_checks_it(
    run: Run, here: Path, name: str, words: tuple[str, ...], code: int, said: str
) -> None:
    (here / name).write_bytes(police())

    ran = run("check", name, *words)

    assert ran.exit_code == code, ran.said
    assert said in ran.said


def test_a_person_list_is_of_the_one_day_in_its_name(run: Run, district: Path) -> None:
    ran = run("check", district / "returns/person-list-2026-06-30.csv")

    assert "read, for 30 June 2026 (as its name says)" in ran.said
    assert "could not run" not in ran.said


def test_a_person_list_is_never_of_a_stretch_of_days(run: Run, district: Path) -> None:
    listed = district / "returns/person-list-2026-06-30.csv"

    ran = run("check", listed, "--period", "2026-04-01--2026-06-30")

    assert ran.exit_code == 5
    assert "The return person-list is never of April to June 2026." in ran.said
    assert "Write its day, such as 2026-06-30." in ran.said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Missing from", b"Absence", "The column “Missing from” was not found."),
        (b"Found by", b"Sex", "More than one column is “Sex”"),
    ],
)
def test_a_table_with_a_wrong_column_is_told_as_the_return_that_it_nearly_is(
    run: Run, here: Path, old: bytes, new: bytes, said: str
) -> None:
    (here / "p-2026-03-31.csv").write_bytes(police().replace(old, new, 1))

    ran = run("check", "p-2026-03-31.csv")

    assert ran.exit_code == 3
    assert said in ran.said


def test_a_table_without_rows_is_told_as_the_return_that_it_is(run: Run, here: Path) -> None:
    (here / "p-2026-03-31.csv").write_bytes(police(0))

    ran = run("check", "p-2026-03-31.csv")

    assert ran.exit_code == 3
    assert "It has column names but no rows." in ran.said


def test_a_census_says_its_own_year(run: Run, census: Path) -> None:
    ran = run("check", census, "--period", "2026-03-31")

    assert ran.exit_code == 2
    assert "This return says its own year." in ran.said


@pytest.mark.parametrize(("episodes", "words"), [(1, "1 child read, "), (2, "2 children read, ")])
def test_one_is_one_and_not_many(run: Run, here: Path, episodes: int, words: str) -> None:
    (here / "p-2026-03-31.csv").write_bytes(police(episodes))

    ran = run("check", "p-2026-03-31.csv")

    assert ran.said.startswith(words)
    assert not re.search(r"\b1 (errors|queries|kinds|children)\b", ran.said)


def test_a_table_that_says_no_period_has_rules_that_could_not_run_and_is_not_clean(
    run: Run, here: Path
) -> None:
    (here / "missing.csv").write_bytes(police())

    ran = run("check", "missing.csv")

    assert ran.exit_code == 1
    assert "for no period (neither its name nor --period says one)" in ran.said
    assert "could not run:" in ran.said


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_message_with_where_and_what_to_do(
    run: Run, here: Path, name: str
) -> None:
    code, data = BAD[name]
    (here / name).write_bytes(data)

    ran = run("check", name)

    assert ran.exit_code == code, ran.said
    assert len(ran.said.splitlines()) == 3
    assert f"Where: {name}" in ran.said
    assert "What to do: " in ran.said
    assert log(here)[-1]["exit_code"] == code


def test_a_file_that_is_not_there_is_a_slip_of_the_keyboard(run: Run) -> None:
    ran = run("check", "nowhere.xml")

    assert ran.exit_code == 2
    assert "There is no such file." in ran.said


def test_a_kit_that_is_not_there_is_a_fault_of_the_kit(run: Run, here: Path) -> None:
    (here / "a.csv").write_bytes(police())

    ran = run("check", "a.csv", "--kit", "nowhere")

    assert ran.exit_code == 6
    assert "nowhere/kit.yaml" in ran.said


def test_without_a_file_it_says_how_it_is_used(run: Run) -> None:
    ran = run("check")

    assert ran.exit_code == 2
    assert "Usage:" in ran.said


def test_a_run_is_logged_in_counts_and_hashes_and_no_value(run: Run, here: Path) -> None:
    name = "Zebedee Canary.xml"
    (here / name).write_bytes(small_census(3, more=[a_faulty_child()]))

    run("check", name)
    run("check", name, "--out", "out")

    said = (here / "var/runs.jsonl").read_text() + (here / "out/runs.jsonl").read_text()
    for value in (CANARY, WRONG_UPN, "Zebedee", "MU00001"):
        assert value not in said
    (line,) = log(here)
    assert set(line) == {
        "command", "began_at", "exit_code", "cpu_seconds", "file_sha256", "children",
    }  # fmt: skip
    assert (line["command"], line["exit_code"], line["children"]) == ("check", 1, 4)


def test_what_nobody_expected_is_logged_by_its_kind_alone(
    run: Run, here: Path, census: Path, monkeypatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(checking, "_tell", broken)

    with pytest.raises(RuntimeError):
        run("check", census)

    assert (log(here)[-1]["exit_code"], log(here)[-1]["fault"]) == (1, "RuntimeError")
    assert CANARY not in str(log(here))


def test_a_name_that_looks_like_markup_is_printed_as_it_is(run: Run, here: Path) -> None:
    (here / "a[red]b.xml").write_bytes(b"")

    assert "Where: a[red]b.xml" in run("check", "a[red]b.xml").said


def test_where_no_terminal_is_no_line_is_broken(run: Run, here: Path) -> None:
    name = f"{'long-' * 30}.xml"
    (here / name).write_bytes(b"")

    assert f"Where: {name}" in run("check", name).said
    assert KITS.is_dir()


def test_the_list_is_for_its_reader_alone_and_nothing_else_is_left_beside_it(
    run: Run, here: Path, faulty: Path
) -> None:
    run("check", faulty, "--out", "findings")

    found = {path.name: path.stat().st_mode & 0o777 for path in (here / "findings").iterdir()}
    assert set(found) == {"issues.csv", "summary.json", "runs.jsonl"}
    assert (found["issues.csv"], found["summary.json"]) == (0o600, 0o600)


def test_a_file_that_could_not_be_read_leaves_the_last_list_as_it_was(
    run: Run, here: Path, faulty: Path
) -> None:
    run("check", faulty, "--out", "findings")
    before = (here / "findings/issues.csv").read_bytes()
    (here / "cut.xml").write_bytes(small_census()[:-300])

    ran = run("check", "cut.xml", "--out", "findings")

    assert ran.exit_code == 3
    assert (here / "findings/issues.csv").read_bytes() == before


def test_an_out_that_is_no_folder_is_told_of(run: Run, here: Path, census: Path) -> None:
    (here / "taken").write_text("a file")

    ran = run("check", census, "--out", "taken")

    assert ran.exit_code == 2
    assert "Nothing can be written there" in ran.said
    assert "Name another folder with --out." in ran.said


def test_a_folder_without_files_is_told_of(run: Run, here: Path) -> None:
    (here / "empty").mkdir()

    ran = run("check", "empty")

    assert ran.exit_code == 2
    assert "The folder holds no file." in ran.said


def looked_after_files(folder: Path) -> Path:
    """A looked-after return as a folder of its tables."""
    from village.engine.checks.looked_after.cases import IN_ORDER
    from village.engine.specs.looked_after_document import tables

    folder.mkdir()
    for name, text in tables((f"A{n}", kid) for n, kid in enumerate(IN_ORDER)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_tables_is_one_return(run: Run, here: Path) -> None:
    folder = looked_after_files(here / "ssda903")

    ran = run("check", folder)

    assert "4 children read, by the rules of 2024-25" in ran.said
    assert "no errors, no queries" in ran.said
    assert "could not run: Last year's return is not beside this one" in " ".join(ran.said.split())


def test_a_zip_of_tables_is_the_same_return(run: Run, here: Path) -> None:
    folder = looked_after_files(here / "ssda903")
    with zipfile.ZipFile(here / "ssda903.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)

    ran = run("check", "ssda903.zip", "--year", "2025-26")

    assert "4 children read, by the rules of 2025-26" in ran.said


def test_one_table_of_it_alone_is_told_of(run: Run, here: Path) -> None:
    folder = looked_after_files(here / "ssda903")

    ran = run("check", folder / "reviews.csv")

    assert ran.exit_code == 5
    assert "This is the table Reviews alone" in ran.said


def test_the_name_of_a_file_is_said_as_it_is(run: Run, here: Path) -> None:
    name = "[bold]:smile: \x1b[31mred.xml"
    (here / name).write_bytes(b"")

    ran = run("check", name)

    assert "Where: [bold]:smile: \N{REPLACEMENT CHARACTER}[31mred.xml" in ran.said


def test_a_long_line_is_one_line_where_no_terminal_is(run_apart: Run, here: Path) -> None:
    name = f"{'a-long-name-' * 15}.xml"
    (here / name).write_bytes(b"%PDF-1.7")

    ran = run_apart("check", name)

    assert f"Where: {name}" in ran.said.splitlines()
    assert "\x1b" not in ran.said
