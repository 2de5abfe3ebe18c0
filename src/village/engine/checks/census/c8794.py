"""8794: the same disability twice."""

from collections import Counter

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    times = Counter(row.code for row in child.disabilities if row.code)
    for code, count in times.items():
        if count > 1:
            yield found(*((row, "code") for row in child.disabilities if row.code == code))


RULE = ChildRule(
    code="8794",
    severity=Severity.ERROR,
    find=find,
    when="disabilities",
    message="The same disability code stands more than once on the child.",
    mend="Keep one of them.",
    fields=("Disabilities.Disability",),
)
CASES = (
    fires(
        a_child(disabilities=("MOB", "LD", "MOB", "MOB")),
        cells="Disability=MOB Disability=MOB Disability=MOB",
    ),
    inside(a_child(disabilities=("MOB", "LD"))),
    inside(a_child(disabilities=("MOB", "mob"))),
    outside(a_child(disabilities=("MOB", " MOB")), cells="Disability=MOB Disability=MOB"),
    absent(a_child(disabilities=())),
)
