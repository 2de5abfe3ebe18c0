"""8930: a child protection plan that ended outside the year."""

from village.engine.checks.census.cases import (
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
        if plan.end_date and not ground.in_year(plan.end_date):
            yield found((plan, "end_date"))


RULE = EpisodeRule(
    code="8930",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    needs=(Need.REFERENCE_DATE,),
    message="The child protection plan did not end in the year of the return.",
    mend="Leave out a plan that ended before the year; leave the date out if it ended after it.",
    fields=("ChildProtectionPlans.CPPendDate",),
)
CASES = (
    fires(a_child_with(a_cp_plan("2025-03-03", "2027-06-20")), cells="CPPendDate=2027-06-20"),
    inside(a_child_with(a_cp_plan("2025-03-03", "2025-04-01"))),
    inside(a_child_with(a_cp_plan("2025-06-20", "2026-03-31"))),
    outside(a_child_with(a_cp_plan("2025-03-03", "2025-03-31")), cells="CPPendDate=2025-03-31"),
    outside(a_child_with(a_cp_plan("2025-06-20", "2026-04-01")), cells="CPPendDate=2026-04-01"),
    absent(a_child_with(a_cp_plan("2025-06-20"))),
)
