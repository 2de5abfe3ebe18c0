"""Every rule's own cases, run through the real reader; and what every rule must be."""

import re
from collections import Counter

import pytest

from tests.engine.looked_after.sets import BYSTANDER, of_case, sent
from village.engine.checks.findings import End, Severity
from village.engine.checks.looked_after import years
from village.engine.checks.looked_after.cases import IN_ORDER, YEAR_BEFORE, Case
from village.engine.checks.looked_after.ground import Need
from village.engine.checks.looked_after.rules import OURS, Rule
from village.engine.checks.looked_after.run import check
from village.engine.specs.looked_after import COLUMNS

RULES = years.all_rules()
COLUMNS_KNOWN = {f"{table}.{column}" for table, column in COLUMNS.values()}


def all_cases() -> list[object]:
    return [
        pytest.param(rule, case, id=f"{rule.code}-{number}")
        for rule in RULES
        for number, case in enumerate(rule.cases, start=1)
    ]


@pytest.mark.parametrize(("rule", "case"), all_cases())
def test_a_rule_finds_exactly_the_cells_of_its_case(rule: Rule, case: Case) -> None:
    result = of_case(case)

    of_rule = [i for i in result.issues if i.rule == rule.code and i.child_id != BYSTANDER]
    named = [cell.partition("=")[0] for cell in case.cells]
    assert sorted(issue.column for issue in of_rule) == sorted(named)
    shown = Counter(f"{issue.column}={issue.value}" for issue in of_rule)
    assert not Counter(cell for cell in case.cells if "=" in cell) - shown
    ours_and_held = rule.source == OURS and not case.is_bad
    assert ours_and_held or result.outcome(rule.code).end != End.COULD_NOT_RUN


def test_children_in_order_break_no_rule_of_the_year() -> None:
    result = check(sent(*IN_ORDER, last=YEAR_BEFORE), year="2024-25")

    found = {issue.rule: (issue.child_id, issue.column, issue.value) for issue in result.issues
             if issue.severity != Severity.NOTICE}  # fmt: skip
    assert found == {}
    assert [outcome.rule for outcome in result.ended(End.COULD_NOT_RUN)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_good_and_a_bad_case_and_says_what_where_and_what_to_do(rule: Rule) -> None:
    bad = {case.is_bad for case in rule.cases}
    shown = {cell.partition("=")[0] for case in rule.cases for cell in case.cells}

    assert bad == {True, False}
    assert set(rule.fields) <= COLUMNS_KNOWN
    assert shown <= {field.split(".")[1] for field in rule.fields}
    assert rule.message.endswith(".")
    assert rule.mend.endswith(".")
    assert years.years_of(rule.code)


def test_no_two_rules_have_one_code_or_say_the_same() -> None:
    codes = Counter(rule.code for rule in RULES)
    said = Counter(rule.message for rule in RULES)

    assert [code for code, times in codes.items() if times > 1] == []
    assert [message for message, times in said.items() if times > 1] == []


def test_at_least_150_published_rules_run_in_each_year() -> None:
    counts = {year: len(years.published(year)) for year in years.YEARS}

    assert min(counts.values()) >= 150
    assert all(re.fullmatch(r"\d+[A-Za-z]?|INT\d\d|SW\d+[a-c]?STG\d|EPI|NoE", rule.code)
               for rule in RULES if rule.source != OURS)  # fmt: skip


class TestLastYear:
    def test_a_rule_that_needs_it_could_not_run_without_it_and_says_so(self) -> None:
        needs = {rule.code for rule in years.rules("2024-25") if Need.LAST_YEAR in rule.needs}

        result = check(sent(*IN_ORDER), year="2024-25")

        ended = {outcome.rule: outcome.why for outcome in result.ended(End.COULD_NOT_RUN)}
        assert set(ended) == needs
        assert len(needs) >= 20
        assert all("last-year" in why for why in ended.values())

    def test_it_runs_when_last_year_is_given(self) -> None:
        result = check(sent(*IN_ORDER, last=YEAR_BEFORE), year="2024-25")

        assert list(result.ended(End.COULD_NOT_RUN)) == []
