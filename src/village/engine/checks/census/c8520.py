"""8520: a birth date after the reference date."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, ground: Ground) -> Findings:
    if child.birth_date and child.birth_date > ground.reference_date:
        yield found((child, "birth_date"))


RULE = ChildRule(
    code="8520",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="The child was born after the reference date.",
    mend="Correct the birth date; for a child not yet born give the expected birth date instead.",
    fields=("ChildIdentifiers.PersonBirthDate",),
)
CASES = (
    fires(a_child(PersonBirthDate="2027-05-14"), cells="PersonBirthDate=2027-05-14"),
    inside(a_child(PersonBirthDate="2026-03-31")),
    outside(a_child(PersonBirthDate="2026-04-01"), cells="PersonBirthDate=2026-04-01"),
    absent(a_child(PersonBirthDate=None)),
)
