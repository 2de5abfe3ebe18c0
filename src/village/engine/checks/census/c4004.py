"""4004: two open child in need plans in one episode."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cin_plan,
    absent,
    an_episode,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    live = [plan for plan in episode.cin_plans if plan.end_date is None]
    if len(live) > 1:
        yield found(*((plan, "end_date") for plan in live))


RULE = EpisodeRule(
    code="4004",
    severity=Severity.ERROR,
    find=find,
    when="cin_plans",
    message="The episode has more than one child in need plan without an end.",
    mend="Give the end of the plans that have ended; remove one that was recorded twice.",
    fields=("CINplanDates.CINPlanEndDate",),
)
CASES = (
    fires(
        a_child_with(a_cin_plan("2025-06-20"), a_cin_plan("2025-09-01")),
        cells="CINPlanEndDate= CINPlanEndDate=",
    ),
    inside(a_child_with(a_cin_plan("2025-06-20", "2025-08-29"), a_cin_plan("2025-09-01"))),
    inside(a_child(an_episode(a_cin_plan("2025-06-20")), an_episode(a_cin_plan("2025-09-01")))),
    outside(
        a_child_with(
            a_cin_plan("2025-06-20"), a_cin_plan("2025-07-01", "2025-08-01"), a_cin_plan(None)
        ),
        cells="CINPlanEndDate= CINPlanEndDate=",
    ),
    absent(a_child()),
)
