"""1550: a unique pupil number that ends in a character it cannot end in."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.census.upns import LAST, LENGTH
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    if child.upn and len(child.upn) == LENGTH and child.upn[-1] not in LAST:
        yield found((child, "upn"))


RULE = ChildRule(
    code="1550",
    severity=Severity.ERROR,
    find=find,
    message="The last character of the unique pupil number (UPN) is not a digit or an allowed "
    "letter.",
    mend="Look the number up with the child's school; I, O and S are never used.",
    fields=("ChildIdentifiers.UPN",),
)
CASES = (
    fires(a_child(UPN="H80120000100-"), cells="UPN=H80120000100-"),
    inside(a_child(UPN="H80120000100Z")),
    outside(a_child(UPN="H80120000100I"), cells="UPN=H80120000100I"),
    outside(a_child(UPN="H80120000100z"), cells="UPN=H80120000100z"),
    absent(a_child(UPN=None)),
)
