"""1105: a child protection plan that starts before its episode was referred."""

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
from village.engine.checks.census.dates import before
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        if before(plan.start_date, episode.referral_date):
            yield found((plan, "start_date"), (episode, "referral_date"))


RULE = EpisodeRule(
    code="1105",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    message="The child protection plan starts before the episode was referred.",
    mend="Correct the date that is wrong, or move the record to the episode it belongs to.",
    fields=(
        "ChildProtectionPlans.CPPstartDate",
        "CINdetails.CINreferralDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2024-06-01")),
        cells="CPPstartDate=2024-06-01 CINreferralDate=2025-06-02",
    ),
    inside(a_child_with(a_cp_plan("2025-06-02"))),
    outside(
        a_child_with(a_cp_plan("2025-06-01")),
        cells="CPPstartDate=2025-06-01 CINreferralDate=2025-06-02",
    ),
    absent(a_child()),
    absent(a_child_with(a_cp_plan("2025-06-01"), CINreferralDate=None)),
)
