"""8925: a child protection plan that ends before it starts."""

from village.engine.checks.census.cases import (
    a_child_with,
    a_cp_plan,
    absent,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import before
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        if before(plan.end_date, plan.start_date):
            yield found((plan, "start_date", "end_date"))


RULE = EpisodeRule(
    code="8925",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    message="The child protection plan ends before it starts.",
    mend="Correct the date that is wrong.",
    fields=(
        "ChildProtectionPlans.CPPstartDate",
        "ChildProtectionPlans.CPPendDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20", "2024-09-01")),
        cells="CPPstartDate=2025-06-20 CPPendDate=2024-09-01",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20", "2025-06-20"))),
    outside(
        a_child_with(a_cp_plan("2025-06-20", "2025-06-19")),
        cells="CPPstartDate=2025-06-20 CPPendDate=2025-06-19",
    ),
    absent(a_child_with(a_cp_plan("2025-06-20"))),
    absent(a_child_with(a_cp_plan(None, "2025-06-20"))),
)
