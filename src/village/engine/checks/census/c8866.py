"""8866: a referral without a valid source."""

from datetime import date

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_codes import REFERRAL_SOURCES

SINCE = date(2013, 4, 1)
"""Sources have been collected for referrals from this day."""


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    asked = episode.referral_date is not None and episode.referral_date >= SINCE
    if asked and episode.referral_source not in REFERRAL_SOURCES:
        yield found((episode, "referral_date", "referral_source"))


RULE = EpisodeRule(
    code="8866",
    severity=Severity.ERROR,
    find=find,
    message="The referral's source is missing or not one of the codes.",
    mend="Give the code of who made the referral, 10 where it is not known.",
    fields=(
        "CINdetails.ReferralSource",
        "CINdetails.CINreferralDate",
    ),
)
CASES = (
    fires(a_child_with(ReferralSource="GP"), cells="CINreferralDate=2025-06-02 ReferralSource=GP"),
    inside(a_child_with(ReferralSource="10")),
    inside(a_child_with(ReferralSource=None, CINreferralDate="2013-03-31")),
    outside(
        a_child_with(ReferralSource=None, CINreferralDate="2013-04-01"),
        cells="CINreferralDate=2013-04-01 ReferralSource=",
    ),
    outside(
        a_child_with(ReferralSource="1a"), cells="CINreferralDate=2025-06-02 ReferralSource=1a"
    ),
    absent(a_child_with(ReferralSource=None, CINreferralDate=None)),
)
