"""4000: a referral not taken further with a child in need plan."""

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
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.nfa is True:
        yield found(
            *((plan, "start_date") for plan in episode.cin_plans), (episode, "referral_nfa")
        )


RULE = EpisodeRule(
    code="4000",
    severity=Severity.ERROR,
    find=find,
    when="cin_plans",
    message="The referral was not taken further, but has a child in need plan.",
    mend="Mark the referral as taken further, or move the plan to the episode it belongs to.",
    fields=(
        "CINplanDates.CINPlanStartDate",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(
        a_child_with(a_cin_plan("2025-06-20"), ReferralNFA="1"),
        cells="CINPlanStartDate=2025-06-20 ReferralNFA=1",
    ),
    inside(a_child_with(a_cin_plan("2025-06-20"), ReferralNFA="0")),
    inside(a_child_with(a_cin_plan("2025-06-20"), ReferralNFA=None)),
    inside(a_child(an_episode(a_cin_plan("2025-06-20")), an_episode(ReferralNFA="1"))),
    outside(
        a_child_with(a_cin_plan("2025-06-20", "2025-09-01"), a_cin_plan(None), ReferralNFA="TRUE"),
        cells="CINPlanStartDate=2025-06-20 CINPlanStartDate= ReferralNFA=TRUE",
    ),
    absent(a_child_with(ReferralNFA="1")),
)
