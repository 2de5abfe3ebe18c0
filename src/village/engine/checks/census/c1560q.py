"""1560Q: a former unique pupil number of the wrong form."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.census.upns import LENGTH, is_digits
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    former = child.former_upn
    if former and not (len(former) == LENGTH and former[0].isalpha() and is_digits(former[1:])):
        yield found((child, "former_upn"))


RULE = ChildRule(
    code="1560Q",
    severity=Severity.QUERY,
    find=find,
    message="The former unique pupil number is not a letter and twelve digits.",
    mend="Correct the number. A temporary number (one that ends in a letter) may be right: say so.",
    fields=("ChildIdentifiers.FormerUPN",),
)
CASES = (
    fires(a_child(FormerUPN="none"), cells="FormerUPN=none"),
    inside(a_child(FormerUPN="V201200001001")),
    outside(a_child(FormerUPN="V20120000100A"), cells="FormerUPN=V20120000100A"),
    outside(a_child(FormerUPN="V2012000010010"), cells="FormerUPN=V2012000010010"),
    absent(a_child(FormerUPN=None)),
)
