"""8720: a child protection plan that starts after the reference date, or has no start."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cp_plan,
    absent,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        if plan.start_date is None or plan.start_date > ground.reference_date:
            yield found((plan, "start_date"))


RULE = EpisodeRule(
    code="8720",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    needs=(Need.REFERENCE_DATE,),
    message="The start of the child protection plan is missing or after the reference date.",
    mend="Give the day on which the plan started; leave out a plan that starts after the year.",
    fields=("ChildProtectionPlans.CPPstartDate",),
)
CASES = (
    fires(a_child_with(a_cp_plan("2027-06-20")), cells="CPPstartDate=2027-06-20"),
    inside(a_child_with(a_cp_plan("2026-03-31"))),
    outside(a_child_with(a_cp_plan("2026-04-01")), cells="CPPstartDate=2026-04-01"),
    outside(a_child_with(a_cp_plan(None, "2025-09-01")), cells="CPPstartDate="),
    absent(a_child()),
)
