"""The three ends of a rule, and that one bad record never silences it for the rest."""

from collections.abc import Iterator

import pytest

from tests.engine.census.census_files import checked, reading, xml
from village.engine.checks.census import years
from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cp_plan,
    a_header,
    an_assessment,
    an_episode,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, ReturnRule
from village.engine.checks.census.run import Checking
from village.engine.checks.findings import End, Finding, Severity
from village.engine.checks.tally import MOST_KEPT
from village.engine.errors import WrongReturn
from village.engine.specs.census import Child
from village.kernel.days import england

NEED_R = {code for code in years.codes("2025-26") if years.rule(code).needs}
SECRET = "a value of a child"


def stumbles_on_a2(child: Child, _ground: Ground) -> Iterator[Finding]:
    if child.la_child_id == "A2":
        raise KeyError(SECRET)
    yield found((child, "la_child_id"))


BROKEN = ChildRule(
    code="9999",
    severity=Severity.ERROR,
    find=stumbles_on_a2,
    message="Broken on purpose.",
    mend="Nothing.",
    fields=("ChildIdentifiers.LAchildID",),
)


def run(*rules: ChildRule | ReturnRule) -> Checking:
    ground = Ground(terms=years.terms("2025-26"), reference_date=None, calendar=england())
    checking = Checking(rules, ground)
    text = xml(a_child(), a_child(LAchildID="A2"), a_child(LAchildID="A3"))
    for child in reading(text)[1]:
        checking.see(child)
    checking.end()
    return checking


def test_a_rule_that_raises_could_not_run_but_goes_on_with_the_others() -> None:
    outcome = run(BROKEN).tallies["9999"].outcome()

    assert outcome.end is End.COULD_NOT_RUN
    assert (outcome.findings, outcome.children) == (2, 2)
    assert outcome.why.startswith("It failed once, on the record at line ")


def test_a_rule_that_raises_stops_no_other_rule() -> None:
    checking = run(BROKEN, years.rule("8500"), years.rule("8510"))

    assert checking.tallies["8500"].outcome().end is End.HELD
    assert checking.tallies["8510"].outcome().end is End.HELD


def test_what_a_rule_raised_is_not_told_for_it_may_be_a_value() -> None:
    assert SECRET not in run(BROKEN).tallies["9999"].outcome().why


def test_a_whole_return_rule_that_raises_could_not_run() -> None:
    class Stumbling:
        def see(self, child: Child) -> None:
            raise ZeroDivisionError

        def findings(self) -> list[Finding]:
            return []

    rule = ReturnRule(
        code="9998",
        severity=Severity.ERROR,
        start=lambda _ground: Stumbling(),
        message="Broken on purpose.",
        mend="Nothing.",
        fields=(),
    )

    assert run(rule).tallies["9998"].outcome().end is End.COULD_NOT_RUN


@pytest.mark.parametrize(
    "changes",
    [
        {"ReferenceDate": None},
        {"ReferenceDate": "31/03/2026"},
        {"ReferenceDate": "2026-03-30"},
        {"ReferenceDate": "2025-03-31"},
    ],
)
def test_without_a_reference_date_the_rules_on_it_could_not_run_and_the_rest_do(changes) -> None:
    result = checked(xml(a_child_with(CINclosureDate="2020-01-01"), header=a_header(**changes)))

    assert {o.rule for o in result.ended(End.COULD_NOT_RUN)} == NEED_R
    assert all("31 March" in outcome.why for outcome in result.ended(End.COULD_NOT_RUN))
    assert result.outcome("100").end is End.FOUND
    assert result.outcome("8630").end is End.FOUND
    assert result.summary().could_not_run == len(NEED_R)
    assert result.reference_date == ""


def test_could_not_run_is_never_counted_as_held() -> None:
    result = checked(xml(header=a_header(ReferenceDate=None)))

    numbers = result.summary()
    published = [outcome for outcome in result.outcomes if not outcome.rule.startswith("V-")]
    assert numbers.held + numbers.could_not_run + numbers.error_kinds + numbers.query_kinds == 109
    assert len(published) == 109


def test_one_bad_value_does_not_silence_a_rule_for_the_rest() -> None:
    children = [
        a_child_with(a_cp_plan("2025-06-20", NumberOfPreviousCPP="two")),
        a_child_with(a_cp_plan("2025-06-20", NumberOfPreviousCPP="-1")),
        a_child_with(an_assessment("2025-06-03", "soon", "RB")),
        a_child_with(an_assessment("2025-06-03", "2025-07-01", "RB")),
    ]

    result = checked(xml(*children))

    assert [i.value for i in result.issues if i.rule == "8730"] == ["two", "-1"]
    assert result.outcome("8897Q").findings == 1
    assert not list(result.ended(End.COULD_NOT_RUN))


def test_a_value_that_does_not_parse_is_an_issue_of_its_own() -> None:
    result = checked(xml(a_child_with(CINclosureDate="01/09/2025", ReasonForClosure="RC7")))

    issue = next(issue for issue in result.issues if issue.rule == "V-DATE")
    assert (issue.table, issue.column, issue.value) == (
        "CINdetails",
        "CINclosureDate",
        "01/09/2025",
    )
    assert (issue.child_id, issue.child, issue.row) == ("A1", 1, 1)
    assert issue.severity is Severity.ERROR


def test_dates_at_the_ends_of_the_calendar_break_no_rule() -> None:
    children = [
        a_child(an_episode(CINreferralDate=day, CINclosureDate=day), PersonBirthDate=born)
        for day in ("0001-01-01", "9999-12-31")
        for born in ("0001-01-01", "9999-12-31")
    ]

    result = checked(xml(*children))

    assert not list(result.ended(End.COULD_NOT_RUN))


def test_a_return_without_children_is_said_to_be_empty() -> None:
    text = xml().replace("<Child>", "<!--").replace("</Child>", "-->")

    result = checked(text)

    assert result.children == 0
    assert result.outcome("V-EMPTY").findings == 1
    assert result.summary().errors == 1


def test_all_findings_are_counted_even_where_not_all_are_listed() -> None:
    result = checked(xml(*[a_child(Ethnicity="?")] * (MOST_KEPT + 5)))

    outcome = result.outcome("4220")
    assert (outcome.issues, outcome.kept) == (MOST_KEPT + 5, MOST_KEPT)
    assert outcome.children == MOST_KEPT + 5
    assert sum(issue.rule == "4220" for issue in result.issues) == MOST_KEPT


def test_issues_name_the_child_the_row_and_the_line() -> None:
    second = a_child(an_episode(), an_episode(PrimaryNeedCode="N99"), LAchildID="A2")
    text = xml(a_child(), second)

    issue = next(issue for issue in checked(text).issues if issue.rule == "8650")

    assert (issue.child_id, issue.child, issue.row) == ("A2", 2, 3)
    assert (issue.table, issue.column, issue.value) == ("CINdetails", "PrimaryNeedCode", "N99")
    assert text.splitlines()[issue.line - 1].strip() == "<CINdetails>"


def test_cells_of_one_finding_share_its_number() -> None:
    child = a_child(
        an_episode(CINclosureDate="2025-06-01"), an_episode(CINclosureDate="2025-05-01")
    )

    of_rule = [issue for issue in checked(xml(child)).issues if issue.rule == "8630"]

    assert [issue.finding for issue in of_rule] == [1, 1, 2, 2]


# Which year.


def test_the_year_is_the_headers_unless_one_is_given() -> None:
    said = checked(xml())
    given = checked(xml(), year="2023-24")

    assert (said.year, said.year_from) == ("2025-26", "the header's Year")
    assert (given.year, given.year_from) == ("2023-24", "chosen by the person checking")
    assert given.reference_date == "2026-03-31"


@pytest.mark.parametrize(
    ("year", "rules"), [("2022-23", 105), ("2023-24", 105), ("2024-25", 109), ("2025-26", 109)]
)
def test_each_year_is_the_one_before_and_its_difference(year: str, rules: int) -> None:
    assert len(years.codes(year)) == rules


def test_a_year_taken_from_the_reference_date_says_so() -> None:
    result = checked(xml(header=a_header(Year=None)))

    assert (result.year, result.year_from) == ("2025-26", "the header's ReferenceDate")
    assert result.outcome("8620").end is End.HELD


def test_a_given_year_stands_in_for_a_reference_date_that_cannot_be_used() -> None:
    result = checked(xml(header=a_header(Year=2022, ReferenceDate="2022-07-21")), year="2024-25")

    assert result.reference_date == "2025-03-31"
    assert result.outcome("100").end is End.FOUND
    assert not list(result.ended(End.COULD_NOT_RUN))


@pytest.mark.parametrize("changes", [{"Year": 2027}, {"Year": 1999}, {"Year": 99999}])
def test_a_year_without_rules_is_refused_and_names_those_there_are(changes) -> None:
    with pytest.raises(WrongReturn, match="No census rules are held") as refused:
        checked(xml(header=a_header(**changes)))

    assert "2025-26" in refused.value.mend


def test_a_return_that_names_no_year_is_refused_unless_one_is_given() -> None:
    text = xml(header=a_header(Year="soon", ReferenceDate="soon"))

    with pytest.raises(WrongReturn, match="neither its year nor a reference date"):
        checked(text)

    assert checked(text, year="2025-26").year == "2025-26"
