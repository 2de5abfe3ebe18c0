"""4017: a child protection plan that starts during a child in need plan."""

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
    protections = [one for episode in child.episodes for one in episode.cp_plans]
    plans = [plan for episode in child.episodes for plan in episode.cin_plans]
    for protection, other in product(protections, plans):
        if covers(
            protection.start_date,
            start=other.start_date,
            end=other.end_date,
            last=ground.reference_date,
            end_counts=False,
        ):
            yield found((protection, "start_date"), (other, "start_date", "end_date"))


RULE = ChildRule(
    code="4017",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="A child protection plan starts while a child in need plan is running.",
    mend="Give the end of the child in need plan: at the latest the day the protection plan "
    "started.",
    fields=(
        "ChildProtectionPlans.CPPstartDate",
        "CINplanDates.CINPlanStartDate",
        "CINplanDates.CINPlanEndDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-07-01"), a_cin_plan("2025-06-20", "2025-09-01")),
        cells="CPPstartDate=2025-07-01 CINPlanStartDate=2025-06-20 CINPlanEndDate=2025-09-01",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20"), a_cin_plan("2025-06-05", "2025-06-20"))),
    inside(a_child_with(a_cp_plan("2025-06-04"), a_cin_plan("2025-06-05", "2025-06-20"))),
    inside(a_child_with(a_cp_plan("2026-04-01"), a_cin_plan("2025-06-05"))),
    outside(
        a_child_with(a_cp_plan("2025-06-19"), a_cin_plan("2025-06-05", "2025-06-20")),
        cells="CPPstartDate=2025-06-19 CINPlanStartDate=2025-06-05 CINPlanEndDate=2025-06-20",
    ),
    outside(
        a_child(an_episode(a_cp_plan("2026-03-31")), an_episode(a_cin_plan("2025-06-05"))),
        cells="CPPstartDate=2026-03-31 CINPlanStartDate=2025-06-05 CINPlanEndDate=",
    ),
    absent(a_child_with(a_cp_plan("2025-06-20"), a_cin_plan(None))),
)
