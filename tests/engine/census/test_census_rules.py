"""Every rule's own cases, run through the real reader; and what every rule must be."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.engine.census.census_files import checked, reading
from village.engine import checks
from village.engine.checks.census import years
from village.engine.checks.census.cases import Case
from village.engine.checks.census.differences import DIFFERENCES
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import Rule
from village.engine.checks.census.run import Checking
from village.engine.checks.findings import End
from village.engine.specs.census import COLUMNS, Child
from village.kernel.days import WorkingDays, england

CODES = years.all_codes()
COLUMNS_KNOWN = {f"{table}.{column}" for table, column in COLUMNS.values()}
LONG_AGO = WorkingDays(frozenset(), date(2000, 1, 1), date(2000, 12, 31))


def all_cases() -> list[object]:
    held = []
    for code in CODES:
        module = years.module(code)
        for number, case in enumerate(module.CASES, start=1):
            held.append(pytest.param(module.RULE, case, id=f"{code}-{case.kind}-{number}"))
    return held


@pytest.mark.parametrize(("rule", "case"), all_cases())
def test_a_rule_finds_exactly_the_cells_of_its_case(rule: Rule, case: Case) -> None:
    result = checked(case.text(), year=case.year)

    of_rule = [issue for issue in result.issues if issue.rule == rule.code]
    shown = [f"{issue.column}={issue.value}" if issue.column else "-" for issue in of_rule]
    assert sorted(shown) == sorted(case.cells)
    assert rule.code not in {o.rule for o in result.ended(checks.End.COULD_NOT_RUN)}


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_the_four_kinds_of_cases(code: str) -> None:
    kinds = {case.kind for case in years.module(code).CASES}

    assert kinds == {"fires", "inside", "outside", "absent"}


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_what_where_and_what_to_do(code: str) -> None:
    rule = years.rule(code)

    assert rule.code == code
    assert years.module(code).__doc__.startswith(f"{code}: ")
    assert set(rule.fields) <= COLUMNS_KNOWN
    assert len(set(rule.fields)) == len(rule.fields)
    assert rule.message.endswith(".")
    assert rule.mend.endswith(".")
    assert rule.source
    if not code.startswith("V-"):
        assert (rule.severity is checks.Severity.QUERY) is code.endswith("Q")


@pytest.mark.parametrize("code", CODES)
def test_a_rule_shows_only_columns_that_it_names(code: str) -> None:
    rule = years.rule(code)
    named = {field.split(".")[1] for field in rule.fields}

    shown = {cell.partition("=")[0] for case in years.module(code).CASES for cell in case.cells}

    assert shown - {"-"} <= named


def test_no_two_rules_say_the_same() -> None:
    said = Counter(years.rule(code).message for code in CODES)

    assert [message for message, times in said.items() if times > 1] == []


def test_every_rule_that_differs_from_the_reference_is_one_of_ours() -> None:
    listed = {code for difference in DIFFERENCES for code in difference.rules}

    assert listed <= set(CODES)


# What a rule stands on.


@cache
def children_of(text: str) -> tuple[Child, ...]:
    return tuple(reading(text)[1])


def ends(rule: Rule, ground: Ground) -> set[End]:
    """How a rule ends over each of its cases on a ground that may lack something."""
    held = set()
    for case in years.module(rule.code).CASES:
        checking = Checking([rule], ground)
        for child in children_of(case.text()):
            checking.see(child)
        checking.end()
        held.add(checking.tallies[rule.code].outcome().end)
    return held


NOTHING_KNOWN = Ground(terms=years.terms("2025-26"), reference_date=None, calendar=england())
NO_HOLIDAYS_KNOWN = Ground(
    terms=years.terms("2025-26"), reference_date=date(2026, 3, 31), calendar=LONG_AGO
)


@pytest.mark.parametrize("code", [code for code in CODES if code != "100"])
def test_a_rule_could_not_run_without_a_reference_date_exactly_where_it_needs_one(
    code: str,
) -> None:
    rule = years.rule(code)

    declared = ends(rule, NOTHING_KNOWN)
    undeclared = ends(replace(rule, needs=()), NOTHING_KNOWN)

    assert declared == {End.COULD_NOT_RUN} if rule.needs else End.COULD_NOT_RUN not in declared
    assert (End.COULD_NOT_RUN in undeclared) is bool(rule.needs)


@pytest.mark.parametrize("code", [code for code in CODES if code != "100"])
def test_a_rule_could_not_run_beyond_the_known_holidays_exactly_where_it_counts_working_days(
    code: str,
) -> None:
    rule = years.rule(code)

    declared = ends(rule, NO_HOLIDAYS_KNOWN)
    undeclared = ends(replace(rule, needs=()), NO_HOLIDAYS_KNOWN)

    counts = Need.WORKING_DAYS in rule.needs
    assert declared == {End.COULD_NOT_RUN} if counts else End.COULD_NOT_RUN not in declared
    assert (End.COULD_NOT_RUN in undeclared) is counts


def test_the_published_set_is_whole() -> None:
    published = [code for code in CODES if re.fullmatch(r"\d+Q?", code)]
    modules = {code: {f.split(".")[0] for f in years.rule(code).fields} for code in published}

    across = [code for code, tables in modules.items() if len(tables) > 1]
    on_dates = [code for code in published if years.rule(code).needs]

    assert len(published) == 109
    assert sum(code.endswith("Q") for code in published) == 26
    assert len(across) >= 15
    assert len(on_dates) >= 10
    assert {"100", "2883", "2886Q", "2887Q", "2888Q"} <= set(published)
