"""8840: a child protection plan that ends on the day it starts."""

from village.engine.checks.census.cases import (
    a_child_with,
    a_cp_plan,
    absent,
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
    for plan in episode.cp_plans:
        if plan.end_date is not None and plan.end_date == plan.start_date:
            yield found((plan, "start_date", "end_date"))


RULE = EpisodeRule(
    code="8840",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    message="The child protection plan ends on the day it starts.",
    mend="Correct the dates, or remove a plan that was never begun.",
    fields=(
        "ChildProtectionPlans.CPPstartDate",
        "ChildProtectionPlans.CPPendDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20", "2025-06-20")),
        cells="CPPstartDate=2025-06-20 CPPendDate=2025-06-20",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-06-21"))),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-06-19"))),
    outside(
        a_child_with(a_cp_plan("2025-06-20", "2025-06-21"), a_cp_plan("2025-07-01", "2025-07-01")),
        cells="CPPstartDate=2025-07-01 CPPendDate=2025-07-01",
    ),
    absent(a_child_with(a_cp_plan("2025-06-20"))),
    absent(a_child_with(a_cp_plan(None))),
)
