"""8650: the primary need is no code."""

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_codes import NEEDS


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.primary_need_code and episode.primary_need_code not in NEEDS:
        yield found((episode, "primary_need_code"))


RULE = EpisodeRule(
    code="8650",
    severity=Severity.ERROR,
    find=find,
    message="The primary need is not one of the codes.",
    mend="Give one of N1 to N9, or N0 if it is not yet known.",
    fields=("CINdetails.PrimaryNeedCode",),
)
CASES = (
    fires(a_child_with(PrimaryNeedCode="abuse"), cells="PrimaryNeedCode=abuse"),
    inside(a_child_with(PrimaryNeedCode="N9")),
    outside(a_child_with(PrimaryNeedCode="N10"), cells="PrimaryNeedCode=N10"),
    outside(a_child_with(PrimaryNeedCode="n1", ReferralNFA="1"), cells="PrimaryNeedCode=n1"),
    absent(a_child_with(PrimaryNeedCode=None)),
)
