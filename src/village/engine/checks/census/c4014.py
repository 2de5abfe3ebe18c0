"""4014: child in need plans that run at the same time."""

from datetime import date
from operator import attrgetter

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
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.overlaps import overlapping
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, CinPlan

STARTED = attrgetter("start_date")


def find(child: Child, ground: Ground) -> Findings:
    def runs_on(plan: CinPlan, day: date) -> bool:
        return day <= (ground.reference_date if plan.end_date is None else plan.end_date)

    plans = [plan for episode in child.episodes for plan in episode.cin_plans]
    for earlier, later in overlapping(plans, start=STARTED, runs_on=runs_on):
        yield found((later, "start_date"), (earlier, "start_date", "end_date"))


RULE = ChildRule(
    code="4014",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="Two child in need plans of the child run at the same time.",
    mend="Correct the dates, or merge a plan recorded twice; a plan starts after the one "
    "before it ends.",
    fields=(
        "CINplanDates.CINPlanStartDate",
        "CINplanDates.CINPlanEndDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cin_plan("2025-06-20", "2025-09-01"), a_cin_plan("2025-08-11")),
        cells="CINPlanStartDate=2025-08-11 CINPlanStartDate=2025-06-20 CINPlanEndDate=2025-09-01",
    ),
    inside(a_child_with(a_cin_plan("2025-06-20", "2025-08-10"), a_cin_plan("2025-08-11"))),
    inside(a_child_with(a_cin_plan("2025-06-20"), a_cin_plan("2026-04-01"))),
    outside(
        a_child_with(a_cin_plan("2025-06-20", "2025-08-11"), a_cin_plan("2025-08-11")),
        cells="CINPlanStartDate=2025-08-11 CINPlanStartDate=2025-06-20 CINPlanEndDate=2025-08-11",
    ),
    outside(
        a_child(an_episode(a_cin_plan("2026-03-31")), an_episode(a_cin_plan("2025-06-20"))),
        cells="CINPlanStartDate=2026-03-31 CINPlanStartDate=2025-06-20 CINPlanEndDate=",
    ),
    absent(a_child_with(a_cin_plan("2025-06-20"), a_cin_plan(None))),
)
