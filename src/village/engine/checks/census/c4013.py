"""4013: a child in need plan that ended outside the year."""

from village.engine.checks.census.cases import (
    a_child_with,
    a_cin_plan,
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
    for plan in episode.cin_plans:
        if plan.end_date and not ground.in_year(plan.end_date):
            yield found((plan, "end_date"))


RULE = EpisodeRule(
    code="4013",
    severity=Severity.ERROR,
    find=find,
    when="cin_plans",
    needs=(Need.REFERENCE_DATE,),
    message="The child in need plan did not end in the year of the return.",
    mend="Leave out a plan that ended before the year; leave the date out if it ended after it.",
    fields=("CINplanDates.CINPlanEndDate",),
)
CASES = (
    fires(a_child_with(a_cin_plan("2025-03-03", "2027-06-20")), cells="CINPlanEndDate=2027-06-20"),
    inside(a_child_with(a_cin_plan("2025-03-03", "2025-04-01"))),
    inside(a_child_with(a_cin_plan("2025-06-20", "2026-03-31"))),
    outside(
        a_child_with(a_cin_plan("2025-03-03", "2025-03-31")), cells="CINPlanEndDate=2025-03-31"
    ),
    outside(
        a_child_with(a_cin_plan("2025-06-20", "2026-04-01")), cells="CINPlanEndDate=2026-04-01"
    ),
    absent(a_child_with(a_cin_plan("2025-06-20"))),
)
