"""8935: two open child protection plans."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cp_plan,
    absent,
    an_episode,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    plans = [plan for episode in child.episodes for plan in episode.cp_plans]
    live = [plan for plan in plans if plan.end_date is None]
    if len(live) > 1:
        yield found(*((plan, "end_date") for plan in live))


RULE = ChildRule(
    code="8935",
    severity=Severity.ERROR,
    find=find,
    message="The child has more than one child protection plan without an end.",
    mend="Give the end of the plans that have ended; remove one that was recorded twice.",
    fields=("ChildProtectionPlans.CPPendDate",),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20"), a_cp_plan("2025-08-11")),
        cells="CPPendDate= CPPendDate=",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-08-08"), a_cp_plan("2025-08-11"))),
    inside(
        a_child(
            an_episode(a_cp_plan("2025-06-20", "2025-08-08")), an_episode(a_cp_plan("2025-08-11"))
        )
    ),
    outside(
        a_child(an_episode(a_cp_plan("2025-06-20")), an_episode(a_cp_plan("2025-08-11"))),
        cells="CPPendDate= CPPendDate=",
    ),
    absent(a_child()),
)
