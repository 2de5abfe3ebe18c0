"""2888Q: no child has more than one disability."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.rules import Findings, ReturnRule
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_codes import NO_DISABILITY


class MostOfAChild:
    """Remembers the most disabilities that any child has."""

    def __init__(self) -> None:
        self.most = 0

    def see(self, child: Child) -> None:
        held = sum(bool(row.code) and row.code != NO_DISABILITY for row in child.disabilities)
        self.most = max(self.most, held)

    def findings(self) -> Findings:
        if self.most == 1:
            yield found()


RULE = ReturnRule(
    code="2888Q",
    severity=Severity.QUERY,
    start=lambda _ground: MostOfAChild(),
    message="No child in the return has more than one disability.",
    mend="Check that the export takes over every disability of a child; explain it if it is right.",
    fields=("Disabilities.Disability",),
)
CASES = (
    fires(a_child(disabilities=("MOB",)), a_child(disabilities=("LD",)), cells="-"),
    inside(a_child(disabilities=("MOB",)), a_child(disabilities=("LD", "AUT"))),
    inside(a_child(disabilities=("MOB", "MOB"))),
    inside(a_child()),
    outside(a_child(disabilities=("MOB", "NONE")), cells="-"),
    absent(a_child(disabilities=())),
)
