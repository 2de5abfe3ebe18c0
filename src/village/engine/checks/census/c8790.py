"""8790: no disability, and a disability beside it."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_codes import NO_DISABILITY


def find(child: Child, _ground: Ground) -> Findings:
    others = [row for row in child.disabilities if row.code and row.code.upper() != NO_DISABILITY]
    if others and any((row.code or "").upper() == NO_DISABILITY for row in child.disabilities):
        yield found(*((row, "code") for row in others))


RULE = ChildRule(
    code="8790",
    severity=Severity.ERROR,
    find=find,
    when="disabilities",
    message="The child is recorded with no disability (NONE) and with a disability.",
    mend="Remove NONE, or the disability if it was recorded by mistake.",
    fields=("Disabilities.Disability",),
)
CASES = (
    fires(a_child(disabilities=("NONE", "MOB", "LD")), cells="Disability=MOB Disability=LD"),
    inside(a_child(disabilities=("MOB", "LD"))),
    inside(a_child(disabilities=("NONE", "NONE"))),
    outside(a_child(disabilities=("MOB", "none")), cells="Disability=MOB"),
    absent(a_child(disabilities=())),
)
