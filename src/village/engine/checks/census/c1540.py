"""1540: a unique pupil number with other characters where digits belong."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.census.upns import is_digits
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child

DIGITS = 8


def find(child: Child, _ground: Ground) -> Findings:
    if child.upn and not (len(child.upn[4:12]) == DIGITS and is_digits(child.upn[4:12])):
        yield found((child, "upn"))


RULE = ChildRule(
    code="1540",
    severity=Severity.ERROR,
    find=find,
    message="Characters 5 to 12 of the unique pupil number (UPN) are not all digits.",
    mend="Look the number up with the child's school; a number that is too short is reported "
    "here too.",
    fields=("ChildIdentifiers.UPN",),
)
CASES = (
    fires(a_child(UPN="H801ABCDEFGH1"), cells="UPN=H801ABCDEFGH1"),
    inside(a_child(UPN="H80120000100A")),
    outside(a_child(UPN="H80120000100"[:11]), cells="UPN=H8012000010"),
    outside(a_child(UPN="H8012000O1001"), cells="UPN=H8012000O1001"),
    absent(a_child(UPN=None)),
)
