"""8805: a closed episode without a reason."""

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.closure_date and not episode.reason_for_closure:
        yield found((episode, "closure_date", "reason_for_closure"))


RULE = EpisodeRule(
    code="8805",
    severity=Severity.ERROR,
    find=find,
    message="The episode is closed, but gives no reason.",
    mend="Give the reason for closure, or take the closure date out if the episode is open.",
    fields=(
        "CINdetails.CINclosureDate",
        "CINdetails.ReasonForClosure",
    ),
)
CASES = (
    fires(
        a_child_with(CINclosureDate="2025-09-01"),
        cells="CINclosureDate=2025-09-01 ReasonForClosure=",
    ),
    inside(a_child_with(CINclosureDate="2025-09-01", ReasonForClosure="RC7")),
    outside(
        a_child_with(CINclosureDate="2025-09-01", ReasonForClosure=" "),
        cells="CINclosureDate=2025-09-01 ReasonForClosure=",
    ),
    absent(a_child_with()),
)
