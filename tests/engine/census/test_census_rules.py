"""Every rule's own cases, run through the real reader."""

import io

import pytest

from village.engine import checks
from village.engine.checks.census import years
from village.engine.checks.census.cases import Case
from village.engine.checks.census.rules import Rule
from village.engine.intake import receive


def all_cases() -> list[pytest.param]:
    held = []
    for code in years.all_codes():
        module = years.module(code)
        for number, case in enumerate(module.CASES, start=1):
            held.append(pytest.param(module.RULE, case, id=f"{code}-{case.kind}-{number}"))
    return held


@pytest.mark.parametrize(("rule", "case"), all_cases())
def test_a_rule_finds_exactly_the_cells_of_its_case(rule: Rule, case: Case) -> None:
    received = receive(io.BytesIO(case.text().encode()), name="case.xml")

    checked = checks.run(received, spec="census", year=case.year)

    shown = [
        f"{i.column}={i.value}" if i.column else "-" for i in checked.issues if i.rule == rule.code
    ]
    assert sorted(shown) == sorted(case.cells)
    assert rule.code not in {o.rule for o in checked.ended(checks.End.COULD_NOT_RUN)}
