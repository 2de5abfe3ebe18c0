"""4220: the ethnicity is missing or no code."""

from village.engine.checks.census.cases import (
    a_child,
    absent,
    fires,
    inside,
    outside,
    without_characteristics,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_codes import ETHNICITIES


def find(child: Child, _ground: Ground) -> Findings:
    if child.ethnicity not in ETHNICITIES:
        yield found((child, "ethnicity"))


RULE = ChildRule(
    code="4220",
    severity=Severity.ERROR,
    find=find,
    message="The child's ethnicity is missing or not one of the codes.",
    mend="Give one of the 20 codes; REFU where the family did not say, NOBT where it is not "
    "yet known.",
    fields=("ChildCharacteristics.Ethnicity",),
)
CASES = (
    fires(a_child(Ethnicity="British"), cells="Ethnicity=British"),
    inside(a_child(Ethnicity="NOBT")),
    outside(a_child(Ethnicity="wbri"), cells="Ethnicity=wbri"),
    outside(a_child(Ethnicity=None), cells="Ethnicity="),
    absent(without_characteristics(a_child()), cells="Ethnicity="),
)
