"""What leaves the checks: the numbers, the causes, the sender's CSV, the lines, the page."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.engine.census.census_files import checked, received, xml
from village.engine import checks
from village.engine.checks import reference
from village.engine.checks.census.cases import a_child, a_child_with, a_cp_plan, a_header
from village.engine.checks.issues import COLUMNS, causes, inert, issue_lines, write_issues
from village.engine.checks.lines import from_lines, to_lines

PAGE = Path("docs/reference/census-rules.md")

FAULTY = xml(
    a_child(LAchildID="=cmd|' /C calc'!A0", Ethnicity="x"),
    a_child(LAchildID="A2", Ethnicity=" WBRI", Sex="1"),
    a_child(LAchildID="A3", Ethnicity="y", PersonDeathDate="2018-01-01"),
    a_child_with(a_cp_plan("2025-06-20", NumberOfPreviousCPP="-1")),
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_numbers_count_findings_and_kinds() -> None:
    result = checked(FAULTY)

    numbers = result.summary()

    errors = {o.rule: o.findings for o in result.outcomes if o.severity == "error" and o.findings}
    assert numbers.children == 4
    assert errors == {
        "1520": 1,
        "1580": 1,
        "2883": 1,
        "2885": 1,
        "4180": 1,
        "4220": 2,
        "8730": 1,
    }
    assert (numbers.errors, numbers.error_kinds) == (8, 7)
    assert numbers.notices == 1
    assert numbers.could_not_run == 0


def test_causes_come_errors_first_and_most_findings_first() -> None:
    order = [(cause.outcome.severity, cause.outcome.findings) for cause in causes(checked(FAULTY))]

    weights = {"error": 0, "query": 1, "notice": 2}
    assert order == sorted(order, key=lambda one: (weights[one[0]], -one[1]))
    assert order[0] == ("error", 2)
    assert order[-1][0] == "notice"


def test_every_issue_stands_under_its_cause() -> None:
    result = checked(FAULTY)

    listed = [issue for cause in causes(result) for issue in cause.issues]

    assert sorted(listed, key=repr) == sorted(result.issues, key=repr)


def test_the_senders_list_has_one_row_for_each_cell() -> None:
    result = checked(FAULTY)

    listed = rows("".join(issue_lines(result)))

    assert tuple(listed[0]) == COLUMNS
    assert len(listed) == len(result.issues)
    of_8730 = next(row for row in listed if row["Rule"] == "8730")
    assert of_8730["Child id"] == "A1"
    assert (of_8730["Table"], of_8730["Column"]) == ("ChildProtectionPlans", "NumberOfPreviousCPP")
    assert of_8730["Value"] == "-1"
    assert of_8730["What to do"]


def test_no_cell_of_the_list_runs_in_a_spreadsheet() -> None:
    listed = rows("".join(issue_lines(checked(FAULTY))))

    cells = [cell for row in listed for cell in row.values()]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+@")]
    assert [cell for cell in cells if cell.startswith("-")] == ["-1"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-1", "-1"),
        ("-1.5", "-1.5"),
        ("-1+1", "'-1+1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("2025-06-02", "2025-06-02"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_made_inert(text: str, written: str) -> None:
    assert inert(text) == written


def test_a_rule_that_could_not_run_heads_the_list() -> None:
    result = checked(xml(header=a_header(ReferenceDate=None)))

    listed = rows("".join(issue_lines(result)))

    assert listed[0]["What is wrong"].startswith("This rule could not run.")
    assert listed[0]["Child id"] == ""


def test_a_rule_with_more_than_is_listed_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("village.engine.checks.tally.MOST_KEPT", 2)

    listed = rows("".join(issue_lines(checked(xml(*[a_child(Ethnicity="?")] * 5)))))

    said = [row["What is wrong"] for row in listed if row["Rule"] == "4220"]
    assert said[2:] == ["3 more issues are not listed."]


def test_the_list_is_written_so_that_spreadsheets_know_its_encoding(tmp_path: Path) -> None:
    write_issues(checked(FAULTY), tmp_path / "issues.csv")

    assert (tmp_path / "issues.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_checked_return_crosses_a_border_unchanged() -> None:
    result = checked(FAULTY)

    lines = list(to_lines(result))

    assert from_lines(lines) == result
    assert all("\n" not in line and json.loads(line) for line in lines)


@pytest.mark.parametrize("lost", [0, -1])
def test_lines_that_were_cut_short_are_refused(lost: int) -> None:
    lines = list(to_lines(checked(FAULTY)))
    del lines[lost]

    with pytest.raises(ValueError, match="cut short"):
        from_lines(lines)


def test_a_line_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        from_lines(['{"progress": [1, 2]}'])


def test_the_checked_return_says_what_it_is() -> None:
    result = checked(FAULTY)

    assert (result.spec, result.year, result.reference_date) == ("census", "2025-26", "2026-03-31")
    assert result.header["LEA"] == "999"
    assert result.header["ReferenceDate"] == "2026-03-31"
    assert result.rows["ChildIdentifiers"] == 4


def test_the_header_keeps_a_date_that_cannot_be_read_as_it_stood() -> None:
    result = checked(xml(header=a_header(ReferenceDate="31 March")))

    assert result.header["ReferenceDate"] == "31 March"


def test_progress_is_told_in_bytes_and_ends_at_all() -> None:
    told: list[tuple[int, int]] = []
    file = received(xml(*[a_child()] * 600))

    checks.run(file, spec="census", on_progress=lambda done, total: told.append((done, total)))

    assert len(told) == 3
    assert told == sorted(told)
    assert told[-1] == (file.size, file.size)


def test_the_page_of_rules_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.census_rules_page(), (
        "write it again: python -m village.engine.checks.reference"
    )
