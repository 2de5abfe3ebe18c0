"""V-UPN: a unique pupil number that is not 13 characters long."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import OURS, ChildRule, Findings
from village.engine.checks.census.upns import LENGTH
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    if child.upn and len(child.upn) != LENGTH:
        yield found((child, "upn"))


RULE = ChildRule(
    code="V-UPN",
    severity=Severity.NOTICE,
    find=find,
    message="The unique pupil number (UPN) is not 13 characters long; no published rule says so.",
    mend="Look the number up with the child's school.",
    fields=("ChildIdentifiers.UPN",),
    source=OURS,
)
CASES = (
    fires(a_child(UPN="H8012"), cells="UPN=H8012"),
    inside(a_child()),
    outside(a_child(UPN="H80120000100"), cells="UPN=H80120000100"),
    outside(a_child(UPN="H8012000010011"), cells="UPN=H8012000010011"),
    absent(a_child(UPN=None)),
)
