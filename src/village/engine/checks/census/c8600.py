"""8600: the referral date is missing or after the reference date."""

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    if episode.referral_date is None or episode.referral_date > ground.reference_date:
        yield found((episode, "referral_date"))


RULE = EpisodeRule(
    code="8600",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="The referral date is missing or after the reference date.",
    mend="Give the date on which the referral was received.",
    fields=("CINdetails.CINreferralDate",),
)
CASES = (
    fires(a_child_with(CINreferralDate="2027-01-01"), cells="CINreferralDate=2027-01-01"),
    inside(a_child_with(CINreferralDate="2026-03-31")),
    outside(a_child_with(CINreferralDate="2026-04-01"), cells="CINreferralDate=2026-04-01"),
    outside(a_child_with(CINreferralDate="2025-02-30"), cells="CINreferralDate=2025-02-30"),
    absent(a_child_with(CINreferralDate=None), cells="CINreferralDate="),
)
