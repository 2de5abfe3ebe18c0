"""1510: a unique pupil number whose check letter is wrong."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.census.upns import LENGTH, check_letter, is_digits
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    upn = child.upn
    if upn and len(upn) == LENGTH and is_digits(upn[1:]) and upn[0] != check_letter(upn[1:]):
        yield found((child, "upn"))


RULE = ChildRule(
    code="1510",
    severity=Severity.ERROR,
    find=find,
    message="The first letter of the unique pupil number (UPN) does not fit its digits.",
    mend="Look the number up with the child's school: one character was probably mistyped.",
    fields=("ChildIdentifiers.UPN",),
)
CASES = (
    fires(a_child(UPN="A801200001001"), cells="UPN=A801200001001"),
    inside(a_child(UPN="V201200001001")),
    inside(a_child(UPN="A80120000100B")),
    outside(a_child(UPN="h801200001001"), cells="UPN=h801200001001"),
    absent(a_child(UPN=None)),
)
