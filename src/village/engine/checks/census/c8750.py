"""8750: an unborn child whose sex is given."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, ground: Ground) -> Findings:
    attribute = ground.terms.sex_attribute(child)
    unborn = child.expected_birth_date is not None and child.birth_date is None
    if unborn and getattr(child, attribute) != ground.terms.unborn_sex:
        yield found((child, attribute, "birth_date", "expected_birth_date"))


RULE = ChildRule(
    code="8750",
    severity=Severity.ERROR,
    find=find,
    message="The child is not yet born, but its sex is not given as unknown.",
    mend="Set the sex to U (0 before 2024-25), or give the birth date if the child is born.",
    fields=(
        "ChildIdentifiers.Sex",
        "ChildIdentifiers.PersonBirthDate",
        "ChildIdentifiers.ExpectedPersonBirthDate",
    ),
)
CASES = (
    fires(
        a_child(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01"),
        cells="Sex=F PersonBirthDate= ExpectedPersonBirthDate=2026-05-01",
    ),
    inside(a_child(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01", Sex="U")),
    inside(a_child(ExpectedPersonBirthDate="2019-05-01")),
    inside(
        a_child(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01", Sex="0"), year="2023-24"
    ),
    outside(
        a_child(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01", Sex=None),
        cells="Sex= PersonBirthDate= ExpectedPersonBirthDate=2026-05-01",
    ),
    absent(a_child()),
)
