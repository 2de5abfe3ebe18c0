"""1570: a child id that is too long."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child

LONGEST = 20


def find(child: Child, _ground: Ground) -> Findings:
    if child.la_child_id and len(child.la_child_id) > LONGEST:
        yield found((child, "la_child_id"))


RULE = ChildRule(
    code="1570",
    severity=Severity.ERROR,
    find=find,
    message="The child id is longer than 20 characters.",
    mend="Shorten the id where the export makes it; change it for every return, so that years "
    "can be compared.",
    fields=("ChildIdentifiers.LAchildID",),
)
CASES = (
    fires(a_child(LAchildID="A" * 30), cells=f"LAchildID={'A' * 30}"),
    inside(a_child(LAchildID="A" * 20)),
    outside(a_child(LAchildID="A" * 21), cells=f"LAchildID={'A' * 21}"),
    absent(a_child(LAchildID=None)),
)
