"""8500: a child without the authority's child id."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    if not child.la_child_id:
        yield found((child, "la_child_id"))


RULE = ChildRule(
    code="8500",
    severity=Severity.ERROR,
    find=find,
    message="The child has no child id of the authority.",
    mend="Give the child the id that it has in the case system; without one its issues are "
    "listed by line only.",
    fields=("ChildIdentifiers.LAchildID",),
)
CASES = (
    fires(a_child(LAchildID=None), cells="LAchildID="),
    inside(a_child(LAchildID="0")),
    outside(a_child(LAchildID=" "), cells="LAchildID="),
    absent(),
)
