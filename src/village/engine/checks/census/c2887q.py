"""2887Q: few of the disability codes are used."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.rules import Findings, ReturnRule
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_codes import DISABILITIES, NO_DISABILITY

FEWEST = 8


class CodesUsed:
    """Remembers which valid codes stood anywhere."""

    def __init__(self) -> None:
        self.codes: set[str] = set()

    def see(self, child: Child) -> None:
        self.codes.update(row.code for row in child.disabilities if row.code)

    def findings(self) -> Findings:
        if len(self.codes & DISABILITIES.keys() - {NO_DISABILITY}) < FEWEST:
            yield found()


RULE = ReturnRule(
    code="2887Q",
    severity=Severity.QUERY,
    start=lambda _ground: CodesUsed(),
    message="Fewer than 8 different disability codes are used in the whole return.",
    mend="Check that the export takes over every disability recorded; explain it if it is right.",
    fields=("Disabilities.Disability",),
)
_CODES = tuple(code for code in DISABILITIES if code != NO_DISABILITY)
CASES = (
    fires(a_child(), cells="-"),
    inside(a_child(disabilities=_CODES[:8])),
    inside(a_child(disabilities=_CODES[:3]), a_child(disabilities=_CODES[3:8])),
    outside(a_child(disabilities=_CODES[:7]), a_child(disabilities=("NONE",)), cells="-"),
    outside(a_child(disabilities=(*_CODES[:7], "XX")), cells="-"),
    absent(a_child(disabilities=()), cells="-"),
)
