"""8535Q: a death before the birth."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    died, born = child.death_date, child.birth_date
    if died and (born is None or born > died):
        yield found((child, "death_date", "birth_date"))


RULE = ChildRule(
    code="8535Q",
    severity=Severity.QUERY,
    find=find,
    message="The child's death is before its birth, or the birth date is missing.",
    mend="Correct the date that is wrong; a child who died must have a birth date.",
    fields=(
        "ChildIdentifiers.PersonDeathDate",
        "ChildIdentifiers.PersonBirthDate",
    ),
)
CASES = (
    fires(
        a_child(PersonDeathDate="2018-01-01"),
        cells="PersonDeathDate=2018-01-01 PersonBirthDate=2019-05-14",
    ),
    inside(a_child(PersonDeathDate="2019-05-14")),
    outside(
        a_child(PersonDeathDate="2019-05-13"),
        cells="PersonDeathDate=2019-05-13 PersonBirthDate=2019-05-14",
    ),
    outside(
        a_child(PersonBirthDate=None, PersonDeathDate="2025-05-13"),
        cells="PersonDeathDate=2025-05-13 PersonBirthDate=",
    ),
    absent(a_child()),
)
