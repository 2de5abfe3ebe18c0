"""Whoever is asked to mend something is told whose rule it is."""

import pytest

from tests.engine.counts.makers import SPEC
from village.engine.checks.census import years
from village.engine.checks.sources import rule_source
from village.engine.specs.returns import CENSUS, Spec, counts_return


@pytest.mark.parametrize(
    ("spec", "code", "says"),
    [
        (CENSUS, "8500", "Department for Education, children in need census"),
        (CENSUS, "V-UPN", "Village’s own rule"),
        (CENSUS, "V-DATE", "reader noticed"),
        (counts_return(SPEC), "CT-empty", "Village’s own rule for returns of counts"),
        (counts_return(SPEC), "V-SHEET", "reader noticed"),
        (CENSUS, "unheard-of", ""),
        (Spec("another", sender="council"), "8500", ""),
    ],
)
def test_each_rule_names_its_source(spec: Spec, code: str, says: str) -> None:
    assert says in rule_source(spec, code)
    assert bool(rule_source(spec, code)) == bool(says)


@pytest.mark.parametrize("code", years.codes(years.YEARS[-1]))
def test_no_published_rule_is_without_one(code: str) -> None:
    assert rule_source(CENSUS, code)
