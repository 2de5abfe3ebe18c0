"""8525Q: a child with both a birth date and an expected one, or with neither."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    if (child.birth_date is None) == (child.expected_birth_date is None):
        yield found((child, "birth_date", "expected_birth_date"))


RULE = ChildRule(
    code="8525Q",
    severity=Severity.QUERY,
    find=find,
    message="The child has both a birth date and an expected birth date, or neither.",
    mend="Keep the birth date of a child who is born, the expected date of one who is not.",
    fields=(
        "ChildIdentifiers.PersonBirthDate",
        "ChildIdentifiers.ExpectedPersonBirthDate",
    ),
)
CASES = (
    fires(
        a_child(ExpectedPersonBirthDate="2019-05-01"),
        cells="PersonBirthDate=2019-05-14 ExpectedPersonBirthDate=2019-05-01",
    ),
    inside(a_child()),
    inside(a_child(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01", Sex="U")),
    outside(
        a_child(PersonBirthDate="14/05/2019"),
        cells="PersonBirthDate=14/05/2019 ExpectedPersonBirthDate=",
    ),
    absent(a_child(PersonBirthDate=None), cells="PersonBirthDate= ExpectedPersonBirthDate="),
)
