"""2886Q: many children of unknown sex."""

from fractions import Fraction

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import Findings, ReturnRule
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_document import ChildSpec

MOST = Fraction(2, 100)


class UnknownSex:
    """Counts children, and among them the born ones of unknown sex."""

    def __init__(self, ground: Ground) -> None:
        self.terms = ground.terms
        self.children = 0
        self.unknown = 0

    def see(self, child: Child) -> None:
        self.children += 1
        sex = getattr(child, self.terms.sex_attribute(child))
        if sex in {None, self.terms.unborn_sex} and child.expected_birth_date is None:
            self.unknown += 1

    def findings(self) -> Findings:
        if self.children and Fraction(self.unknown, self.children) > MOST:
            yield found()


def _many(children: int) -> list[ChildSpec]:
    return [a_child()] * children


RULE = ReturnRule(
    code="2886Q",
    severity=Severity.QUERY,
    start=UnknownSex,
    message="More than 2 % of the children have no sex, or one given as not known (children not "
    "yet born apart).",
    mend="Rule 4180 lists the missing ones. Complete the sex of the others, or explain why it "
    "is not known.",
    fields=(
        "ChildIdentifiers.Sex",
        "ChildIdentifiers.ExpectedPersonBirthDate",
    ),
)
_UNBORN = a_child(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01", Sex="U")
CASES = (
    fires(a_child(Sex="U"), cells="-"),
    inside(*_many(49), a_child(Sex="U")),
    inside(*_many(49), a_child(Sex=None)),
    inside(_UNBORN),
    outside(*_many(48), a_child(Sex=None), cells="-"),
    outside(*_many(97), _UNBORN, a_child(Sex="U"), a_child(Sex="U"), a_child(Sex="U"), cells="-"),
    inside(*_many(49), a_child(Sex="0"), year="2023-24"),
    outside(*_many(48), a_child(Sex="0"), year="2023-24", cells="-"),
    absent(),
)
