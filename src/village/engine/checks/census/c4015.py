"""4015: a child in need plan that starts before its episode was referred."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cin_plan,
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
    for plan in episode.cin_plans:
        if before(plan.start_date, episode.referral_date):
            yield found((plan, "start_date"), (episode, "referral_date"))


RULE = EpisodeRule(
    code="4015",
    severity=Severity.ERROR,
    find=find,
    when="cin_plans",
    message="The child in need plan starts before the episode was referred.",
    mend="Correct the date that is wrong, or move the record to the episode it belongs to.",
    fields=(
        "CINplanDates.CINPlanStartDate",
        "CINdetails.CINreferralDate",
    ),
)
CASES = (
    fires(
        a_child_with(a_cin_plan("2024-06-01")),
        cells="CINPlanStartDate=2024-06-01 CINreferralDate=2025-06-02",
    ),
    inside(a_child_with(a_cin_plan("2025-06-02"))),
    outside(
        a_child_with(a_cin_plan("2025-06-01")),
        cells="CINPlanStartDate=2025-06-01 CINreferralDate=2025-06-02",
    ),
    absent(a_child()),
    absent(a_child_with(a_cin_plan("2025-06-01"), CINreferralDate=None)),
)
