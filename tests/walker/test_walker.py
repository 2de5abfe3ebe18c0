"""Every address as everybody: no answer but those in the rules."""

from types import ModuleType

import pytest

from tests.walker.walking import Stage, all_rules, told, unruled, walk

RULES = all_rules()
each_app = pytest.mark.parametrize(
    "rules", RULES, ids=lambda module: module.__name__.rpartition("_")[2]
)


def test_every_address_of_the_site_has_a_row() -> None:
    assert unruled([row for module in RULES for row in module.ROWS]) == []


@each_app
def test_every_answer_is_the_one_in_the_rules(stage: Stage, rules: ModuleType) -> None:
    words = {word: who for module in RULES for word, who in module.canaries(stage).items()}

    findings = walk(rules.ROWS, stage, words=words)

    assert not findings, told(findings)
