"""8510: the same child id on two or more children."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.duplicates import Duplicates
from village.engine.checks.census.rules import ReturnRule
from village.engine.checks.findings import Severity

RULE = ReturnRule(
    code="8510",
    severity=Severity.ERROR,
    start=lambda _ground: Duplicates("la_child_id"),
    message="The same child id stands on more than one child.",
    mend="Give each child its own id. If the two are one child, merge them, with all its "
    "episodes under one Child.",
    fields=("ChildIdentifiers.LAchildID",),
)
CASES = (
    fires(
        a_child(),
        a_child(UPN=None),
        a_child(UPN=None),
        cells="LAchildID=A1 LAchildID=A1 LAchildID=A1",
    ),
    inside(a_child(), a_child(LAchildID="a1", UPN=None)),
    outside(a_child(), a_child(LAchildID=" A1", UPN=None), cells="LAchildID=A1 LAchildID=A1"),
    absent(a_child(LAchildID=None), a_child(LAchildID=None)),
)
