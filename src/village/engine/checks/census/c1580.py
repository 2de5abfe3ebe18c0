"""1580: a child id with other characters than letters and digits."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    if child.la_child_id and not (child.la_child_id.isascii() and child.la_child_id.isalnum()):
        yield found((child, "la_child_id"))


RULE = ChildRule(
    code="1580",
    severity=Severity.ERROR,
    find=find,
    message="The child id holds a character that is not a letter or a digit.",
    mend="Leave hyphens, slashes and spaces out of the id where the export makes it.",
    fields=("ChildIdentifiers.LAchildID",),
)
CASES = (
    fires(a_child(LAchildID="A/1"), cells="LAchildID=A/1"),
    inside(a_child(LAchildID="a1B2")),
    outside(a_child(LAchildID="A-1"), cells="LAchildID=A-1"),
    outside(a_child(LAchildID="Á1"), cells="LAchildID=Á1"),
    absent(a_child(LAchildID=None)),
)
