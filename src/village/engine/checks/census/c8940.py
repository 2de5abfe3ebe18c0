"""8940: child protection plans that run at the same time."""

from datetime import date
from operator import attrgetter

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
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.overlaps import overlapping
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, CpPlan

STARTED = attrgetter("start_date")


def find(child: Child, ground: Ground) -> Findings:
    def runs_on(plan: CpPlan, day: date) -> bool:
        return day <= (ground.reference_date if plan.end_date is None else plan.end_date)

    plans = [plan for episode in child.episodes for plan in episode.cp_plans]
    for earlier, later in overlapping(plans, start=STARTED, runs_on=runs_on):
        yield found((later, "start_date"), (earlier, "start_date", "end_date"))


RULE = ChildRule(
    code="8940",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="Two child protection plans of the child run at the same time.",
    mend="Correct the dates, or merge a plan recorded twice; a plan starts after the one "
    "before it ends.",
    fields=(
        "ChildProtectionPlans.CPPstartDate",
        "ChildProtectionPlans.CPPendDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20", "2025-09-01"), a_cp_plan("2025-08-11")),
        cells="CPPstartDate=2025-08-11 CPPstartDate=2025-06-20 CPPendDate=2025-09-01",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-08-10"), a_cp_plan("2025-08-11"))),
    inside(a_child_with(a_cp_plan("2025-06-20"), a_cp_plan("2026-04-01"))),
    outside(
        a_child_with(a_cp_plan("2025-06-20", "2025-08-11"), a_cp_plan("2025-08-11")),
        cells="CPPstartDate=2025-08-11 CPPstartDate=2025-06-20 CPPendDate=2025-08-11",
    ),
    outside(
        a_child(an_episode(a_cp_plan("2026-03-31")), an_episode(a_cp_plan("2025-06-20"))),
        cells="CPPstartDate=2026-03-31 CPPstartDate=2025-06-20 CPPendDate=",
    ),
    absent(a_child_with(a_cp_plan("2025-06-20"), a_cp_plan(None))),
)
