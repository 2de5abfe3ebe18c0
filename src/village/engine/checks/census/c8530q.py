"""8530Q: an expected birth date long before or after the reference date."""

from datetime import date, timedelta

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_document import ChildSpec

OVERDUE = timedelta(days=30)


def find(child: Child, ground: Ground) -> Findings:
    due = child.expected_birth_date
    if due and not ground.reference_date - OVERDUE < due < _nine_months_on(ground.reference_date):
        yield found((child, "expected_birth_date"))


def _nine_months_on(reference_date: date) -> date:
    """31 December, as a reference date is always 31 March."""
    return date(reference_date.year, 12, 31)


def _due(day: str) -> ChildSpec:
    return a_child(PersonBirthDate=None, ExpectedPersonBirthDate=day, Sex="U")


RULE = ChildRule(
    code="8530Q",
    severity=Severity.QUERY,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="The expected birth date is 30 days or more before the reference date, or nine months "
    "or more after it.",
    mend="Give the birth date if the child is born by now, or correct the expected date.",
    fields=("ChildIdentifiers.ExpectedPersonBirthDate",),
)
CASES = (
    fires(_due("2027-02-01"), cells="ExpectedPersonBirthDate=2027-02-01"),
    inside(_due("2026-03-02")),
    inside(_due("2026-12-30")),
    outside(_due("2026-03-01"), cells="ExpectedPersonBirthDate=2026-03-01"),
    outside(_due("2026-12-31"), cells="ExpectedPersonBirthDate=2026-12-31"),
    absent(a_child()),
)
