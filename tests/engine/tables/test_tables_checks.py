"""What a check of a table gives: issues, ends, children, notices and hints."""

import io

import openpyxl
import pytest

from tests.engine.tables.checking import EPISODES, PEOPLE, THE_DAY, checked, places, without
from tests.engine.tables.makers import (
    EPISODE_HEADERS,
    PERSON_HEADERS,
    changed,
    csv_text,
    episode,
    mapping,
    person,
    received,
    spec,
)
from village.engine.checks import End, Severity
from village.engine.checks.lines import from_lines, to_lines
from village.engine.checks.tables import check, list_rules
from village.engine.specs.tables_build import table_spec


@pytest.mark.parametrize(
    "rule", ["PL-no-birth-date", "PL-nothing-to-link-by", "PL-two-birth-dates"]
)
def test_a_rule_that_any_column_will_do_for_runs_on_those_there_are(rule):
    outcome = without("Expected date of birth", of=PEOPLE).outcome(rule)

    assert outcome.end is End.HELD


def test_without_a_period_the_rules_about_it_could_not_run():
    text = csv_text([EPISODE_HEADERS, episode()])

    result = check(received(text), spec(EPISODES))

    ended = {outcome.rule: outcome.why for outcome in result.ended(End.COULD_NOT_RUN)}
    assert ended == {
        "PM-outside-the-quarter": "No period was given to hold the dates against.",
    }
    assert (result.year, result.year_from) == ("", "no period was given")


def test_a_value_that_does_not_parse_is_an_issue_and_no_missing_value():
    result = checked(EPISODES, [episode(missing_from="yesterday")])

    assert places("PM-missing-from-unreadable", result) == "2 Missing from=yesterday"
    assert result.outcome("PM-missing-from-missing").end is End.HELD


def test_a_column_is_named_as_the_sender_named_it():
    headers = tuple("D.O.B." if name == "Date of birth" else name for name in PERSON_HEADERS)
    text = csv_text([headers, person(date_of_birth="?")])

    result = check(received(text), spec(PEOPLE))

    assert places("PL-birth-on-unreadable", result) == "2 D.O.B.=?"


def test_an_issue_carries_the_child_s_id_and_its_line():
    text = csv_text(
        [
            PERSON_HEADERS,
            person(surname='"Two\nlines"'),
            person(child_id="C9", nhs_number="", sex="?"),
        ]
    )

    (issue,) = check(received(text), spec(PEOPLE)).issues

    assert (issue.child_id, issue.child, issue.table) == ("C9", 2, PEOPLE)
    assert (issue.row, issue.line) == (3, 4)


def test_a_child_on_several_rows_is_counted_once():
    result = checked(
        PEOPLE,
        [
            person(sex="?"),
            person(child_id="C2", sex="?"),
            person(postcode="N7 8AA", sex="?"),
            person(child_id="", sex="?"),
        ],
    )

    outcome = result.outcome("PL-sex-unreadable")
    assert (outcome.findings, outcome.children, result.children) == (4, 2, 2)


def test_swapped_columns_are_told_to_be():
    swapped = [
        changed(person(), PERSON_HEADERS, child_id=f"C{n}", sex="N1 2UD", postcode="F")
        for n in range(4)
    ]

    result = checked(PEOPLE, swapped)

    outcome = result.outcome("PL-postcode-whole-column")
    assert outcome.message == (
        "Not one value under “Postcode” could be read: each does not have the shape of a "
        "postcode. The values under “Sex” could be. Are the two columns swapped?"
    )
    assert outcome.severity is Severity.QUERY


def test_a_column_that_fails_whole_without_a_partner_is_told_too():
    result = checked(PEOPLE, [person(child_id=f"C{n}", date_of_birth="2015") for n in range(3)])

    assert result.outcome("PL-birth-on-whole-column").message == (
        "Not one value under “Date of birth” could be read: each is not a date."
    )


def test_two_wrong_values_are_no_wrong_column():
    result = checked(PEOPLE, [person(child_id=f"C{n}", date_of_birth="2015") for n in range(2)])

    with pytest.raises(KeyError):
        result.outcome("PL-birth-on-whole-column")


def test_what_the_reader_noticed_is_said_as_a_notice():
    text = csv_text([(*PERSON_HEADERS, "Religion"), (*person(), "none")])

    outcome = check(received(text), spec(PEOPLE)).outcome("V-COLUMNS")

    assert (outcome.severity, outcome.findings) == (Severity.NOTICE, 1)
    assert "“Religion”" in outcome.message


def test_the_same_person_list_as_workbook_gives_the_same_issues():
    found = [person(sex="?"), person(child_id="C2", nhs_number="9434765918"), person()]
    book = openpyxl.Workbook()
    for row in (PERSON_HEADERS, *found):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)

    by_workbook = check(received(held.getvalue(), name="x.xlsx"), spec(PEOPLE), period=THE_DAY)

    assert by_workbook.issues == checked(PEOPLE, found).issues
    assert by_workbook.header == {"sheet": "Sheet"}


def test_the_result_crosses_a_process_as_lines():
    result = checked(PEOPLE, [person(sex="?"), person(child_id="", upn="x")])

    assert from_lines(to_lines(result)) == result


def test_progress_grows_and_ends_at_the_whole_file():
    text = csv_text([PERSON_HEADERS, *(person(child_id=f"C{n}") for n in range(5_000))])
    told: list[tuple[int, int]] = []

    check(received(text), spec(PEOPLE), on_progress=lambda done, of: told.append((done, of)))

    assert told == sorted(told)
    assert len(told) == 6
    assert told[-1] == (len(text), len(text))


def test_every_rule_has_a_code_of_its_own_a_message_a_mend_and_a_source():
    for of in (PEOPLE, EPISODES):
        rules = list(list_rules(spec(of)))

        assert len({rule.code for rule in rules}) == len(rules)
        assert all(rule.message and rule.mend and rule.source and rule.fields for rule in rules)
        assert all(rule.code.startswith(spec(of).prefix + "-") for rule in rules)


def test_a_spec_without_rules_of_its_own_is_checked_by_its_columns():
    result = check(received("Child ID,Born on\nC1,never\n"), table_spec(mapping()))

    assert [issue.rule for issue in result.issues] == ["SM-born-on-unreadable"]
