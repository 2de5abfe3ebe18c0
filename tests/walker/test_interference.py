"""Nobody notices what they must not see: without it, every page is the same to the byte."""

from types import ModuleType

import pytest

from tests.walker.walking import Stage, all_rules, interferences, told

RULES = all_rules()
each_app = pytest.mark.parametrize(
    "rules", RULES, ids=lambda module: module.__name__.rpartition("_")[2]
)


@each_app
def test_nobody_notices_what_they_must_not_see(stage: Stage, rules: ModuleType) -> None:
    findings = interferences(rules.ROWS, stage, rules=RULES)

    assert not findings, told(findings)
