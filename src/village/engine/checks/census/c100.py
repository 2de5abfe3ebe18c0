"""100: the reference date is not 31 March of the return's year."""

from village.engine.checks.census.cases import a_child, a_header, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import Findings, HeaderRule
from village.engine.checks.findings import Severity
from village.engine.specs.census import Header


def find(header: Header, _ground: Ground) -> Findings:
    day = header.reference_date
    if day is None or (day.year, day.month, day.day) != (header.year, 3, 31):
        yield found((header, "reference_date"))


RULE = HeaderRule(
    code="100",
    severity=Severity.ERROR,
    find=find,
    message="The reference date is not 31 March of the return's year.",
    mend="Set Year and ReferenceDate in the export and make the file again: until then the "
    "rules that look at the year cannot run.",
    fields=("Header.ReferenceDate", "Header.Year"),
)
CASES = (
    fires(a_child(), header=a_header(ReferenceDate="2025-12-31"), cells="ReferenceDate=2025-12-31"),
    inside(a_child()),
    outside(
        a_child(), header=a_header(ReferenceDate="2026-03-30"), cells="ReferenceDate=2026-03-30"
    ),
    outside(a_child(), header=a_header(Year=None), cells="ReferenceDate=2026-03-31"),
    absent(a_child(), header=a_header(ReferenceDate=None), cells="ReferenceDate="),
)
