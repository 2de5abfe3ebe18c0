"""8810: a reason for closure on an open episode."""

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.reason_for_closure and episode.closure_date is None:
        yield found((episode, "closure_date", "reason_for_closure"))


RULE = EpisodeRule(
    code="8810",
    severity=Severity.ERROR,
    find=find,
    message="The episode gives a reason for closure, but no closure date.",
    mend="Give the closure date, or take the reason out if the episode is open.",
    fields=(
        "CINdetails.CINclosureDate",
        "CINdetails.ReasonForClosure",
    ),
)
CASES = (
    fires(a_child_with(ReasonForClosure="RC7"), cells="CINclosureDate= ReasonForClosure=RC7"),
    inside(a_child_with(CINclosureDate="2025-09-01", ReasonForClosure="RC7")),
    outside(
        a_child_with(CINclosureDate="01/09/2025", ReasonForClosure="RC7"),
        cells="CINclosureDate=01/09/2025 ReasonForClosure=RC7",
    ),
    absent(a_child_with()),
)
