"""4001: a child in need plan and a child protection plan open together."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cin_plan,
    a_cp_plan,
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
    for protection in episode.cp_plans:
        if protection.end_date is not None:
            continue
        for plan in episode.cin_plans:
            if plan.start_date is not None and plan.end_date is None:
                yield found((protection, "end_date"), (plan, "end_date"))


RULE = EpisodeRule(
    code="4001",
    severity=Severity.ERROR,
    find=find,
    when="cin_plans",
    message="The child has an open child protection plan and an open child in need plan.",
    mend="Give the end of the plan that was replaced.",
    fields=(
        "ChildProtectionPlans.CPPendDate",
        "CINplanDates.CINPlanEndDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20"), a_cin_plan("2025-06-05")),
        cells="CPPendDate= CINPlanEndDate=",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20"), a_cin_plan("2025-06-05", "2025-06-20"))),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-09-01"), a_cin_plan("2025-09-01"))),
    inside(a_child(an_episode(a_cp_plan("2025-06-20")), an_episode(a_cin_plan("2025-06-05")))),
    outside(
        a_child_with(a_cp_plan(None), a_cin_plan("2025-06-05", "20/06/2025")),
        cells="CPPendDate= CINPlanEndDate=20/06/2025",
    ),
    absent(a_child_with(a_cp_plan("2025-06-20"), a_cin_plan(None))),
)
