"""8569Q: a referral before the year that was not taken further."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    a_child_with,
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
from village.engine.specs.census_document import ChildSpec


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    referred = episode.referral_date
    if referred is None or episode.nfa is False:
        return
    if referred < ground.working_days_before(ground.year_start, count=1):
        yield found((episode, "referral_date"))


def _no_action(referred: str) -> ChildSpec:
    return a_child_with(NO_ASSESSMENT, CINreferralDate=referred, ReferralNFA="1")


RULE = EpisodeRule(
    code="8569Q",
    severity=Severity.QUERY,
    find=find,
    needs=(Need.WORKING_DAYS,),
    message="The referral is from before the year and was not taken further.",
    mend="Leave the episode out: a referral without further action belongs to the year in "
    "which it was made.",
    fields=(
        "CINdetails.CINreferralDate",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(_no_action("2024-06-03"), cells="CINreferralDate=2024-06-03"),
    inside(_no_action("2025-03-31")),
    inside(a_child_with(NO_ASSESSMENT, CINreferralDate="2024-06-03", ReferralNFA="False")),
    outside(_no_action("2025-03-30"), cells="CINreferralDate=2025-03-30"),
    outside(_no_action("2025-03-28"), cells="CINreferralDate=2025-03-28"),
    outside(
        a_child_with(NO_ASSESSMENT, CINreferralDate="2024-06-03", ReferralNFA=None),
        cells="CINreferralDate=2024-06-03",
    ),
    absent(a_child_with(NO_ASSESSMENT, CINreferralDate=None, ReferralNFA="1")),
)
