"""4016: a child in need plan that starts during a child protection plan."""

from itertools import product

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
from village.engine.checks.census.dates import covers
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, ground: Ground) -> Findings:
    plans = [plan for episode in child.episodes for plan in episode.cin_plans]
    protections = [one for episode in child.episodes for one in episode.cp_plans]
    for plan, other in product(plans, protections):
        if covers(
            plan.start_date,
            start=other.start_date,
            end=other.end_date,
            last=ground.reference_date,
            end_counts=False,
        ):
            yield found((other, "start_date", "end_date"), (plan, "start_date"))


RULE = ChildRule(
    code="4016",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="A child in need plan starts while a child protection plan is running.",
    mend="Correct the dates: the child in need plan begins when the protection plan has ended.",
    fields=(
        "CINplanDates.CINPlanStartDate",
        "ChildProtectionPlans.CPPstartDate",
        "ChildProtectionPlans.CPPendDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20", "2025-09-01"), a_cin_plan("2025-07-01")),
        cells="CPPstartDate=2025-06-20 CPPendDate=2025-09-01 CINPlanStartDate=2025-07-01",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-09-01"), a_cin_plan("2025-09-01"))),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-09-01"), a_cin_plan("2025-06-19"))),
    inside(a_child_with(a_cp_plan("2025-06-20"), a_cin_plan("2026-04-01"))),
    outside(
        a_child_with(a_cp_plan("2025-06-20", "2025-09-01"), a_cin_plan("2025-08-31")),
        cells="CPPstartDate=2025-06-20 CPPendDate=2025-09-01 CINPlanStartDate=2025-08-31",
    ),
    outside(
        a_child(an_episode(a_cp_plan("2025-06-20")), an_episode(a_cin_plan("2026-03-31"))),
        cells="CPPstartDate=2025-06-20 CPPendDate= CINPlanStartDate=2026-03-31",
    ),
    absent(a_child_with(a_cp_plan("2025-06-20"), a_cin_plan(None))),
)
