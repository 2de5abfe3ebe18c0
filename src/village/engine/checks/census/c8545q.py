"""8545Q: a death outside the year."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, ground: Ground) -> Findings:
    if child.death_date and not ground.in_year(child.death_date):
        yield found((child, "death_date"))


RULE = ChildRule(
    code="8545Q",
    severity=Severity.QUERY,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="The child did not die in the year of the return.",
    mend="Check the date; a child who died before the year began should not be in the return.",
    fields=("ChildIdentifiers.PersonDeathDate",),
)
CASES = (
    fires(a_child(PersonDeathDate="2020-01-01"), cells="PersonDeathDate=2020-01-01"),
    inside(a_child(PersonDeathDate="2025-04-01")),
    inside(a_child(PersonDeathDate="2026-03-31")),
    outside(a_child(PersonDeathDate="2025-03-31"), cells="PersonDeathDate=2025-03-31"),
    outside(a_child(PersonDeathDate="2026-04-01"), cells="PersonDeathDate=2026-04-01"),
    absent(a_child()),
)
