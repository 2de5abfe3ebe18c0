"""4180: the sex is missing or no code of the year."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, ground: Ground) -> Findings:
    attribute = ground.terms.sex_attribute(child)
    if getattr(child, attribute) not in ground.terms.sexes:
        yield found((child, attribute))


RULE = ChildRule(
    code="4180",
    severity=Severity.ERROR,
    find=find,
    message="The child's sex is missing or not one of the year's codes.",
    mend="From 2024-25 give Sex as M, F or U; older exports give GenderCurrent as 0, 1, 2 or "
    "9, so ask the supplier for the new layout.",
    fields=(
        "ChildIdentifiers.Sex",
        "ChildIdentifiers.GenderCurrent",
    ),
)
CASES = (
    fires(a_child(Sex="1"), cells="Sex=1"),
    inside(a_child(Sex="U")),
    outside(a_child(Sex="f"), cells="Sex=f"),
    outside(a_child(Sex=None, GenderCurrent="2"), cells="Sex="),
    inside(a_child(Sex=None, GenderCurrent="2"), year="2023-24"),
    inside(a_child(Sex="9"), year="2023-24"),
    outside(a_child(Sex=None, GenderCurrent="F"), year="2023-24", cells="GenderCurrent=F"),
    absent(a_child(Sex=None), cells="Sex="),
)
