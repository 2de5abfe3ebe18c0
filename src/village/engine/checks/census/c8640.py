"""8640: the reason for closure is no code."""

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_codes import CLOSURES


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.reason_for_closure and episode.reason_for_closure not in CLOSURES:
        yield found((episode, "reason_for_closure"))


RULE = EpisodeRule(
    code="8640",
    severity=Severity.ERROR,
    find=find,
    message="The reason for closure is not one of the codes.",
    mend="Give one of RC1 to RC9.",
    fields=("CINdetails.ReasonForClosure",),
)
CASES = (
    fires(a_child_with(ReasonForClosure="moved"), cells="ReasonForClosure=moved"),
    inside(a_child_with(ReasonForClosure="RC9")),
    outside(a_child_with(ReasonForClosure="RC10"), cells="ReasonForClosure=RC10"),
    outside(a_child_with(ReasonForClosure="rc1"), cells="ReasonForClosure=rc1"),
    absent(a_child_with(ReasonForClosure=None)),
)
