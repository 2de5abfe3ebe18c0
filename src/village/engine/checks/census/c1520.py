"""1520: the same unique pupil number on two or more children."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.duplicates import Duplicates
from village.engine.checks.census.rules import ReturnRule
from village.engine.checks.findings import Severity

RULE = ReturnRule(
    code="1520",
    severity=Severity.ERROR,
    start=lambda _ground: Duplicates("upn"),
    message="The same unique pupil number (UPN) stands on more than one child.",
    mend="Find out whose number it is and correct the others; if they are one child, merge them.",
    fields=("ChildIdentifiers.UPN",),
)
CASES = (
    fires(a_child(), a_child(LAchildID="A2"), cells="UPN=H801200001001 UPN=H801200001001"),
    inside(a_child(), a_child(LAchildID="A2", UPN="V201200001001")),
    outside(
        a_child(),
        a_child(LAchildID="A2", UPN="H801200001001 "),
        cells="UPN=H801200001001 UPN=H801200001001",
    ),
    absent(a_child(UPN=None), a_child(LAchildID="A2", UPN=None)),
)
