"""1530: a unique pupil number of an authority that does not exist."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.census.upns import LENGTH
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, ground: Ground) -> Findings:
    upn = child.upn
    if upn and len(upn) == LENGTH and upn[1:4] not in ground.terms.authorities:
        yield found((child, "upn"))


RULE = ChildRule(
    code="1530",
    severity=Severity.ERROR,
    find=find,
    message="Characters 2 to 4 of the unique pupil number (UPN) are not an authority's number.",
    mend="Look the number up with the child's school.",
    fields=("ChildIdentifiers.UPN",),
)
CASES = (
    fires(a_child(UPN="A999200001001"), cells="UPN=A999200001001"),
    inside(a_child(UPN="A943200001001")),
    outside(a_child(UPN="A944200001001"), cells="UPN=A944200001001"),
    outside(a_child(UPN="A943200001001"), year="2022-23", cells="UPN=A943200001001"),
    absent(a_child(UPN=None)),
)
