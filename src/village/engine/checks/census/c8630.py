"""8630: an episode that closes before it was referred."""

from village.engine.checks.census.cases import (
    a_child,
    absent,
    an_episode,
    fires,
    inside,
    outside,
    without_episodes,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import before
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if before(episode.closure_date, episode.referral_date):
        yield found((episode, "closure_date", "referral_date"))


RULE = EpisodeRule(
    code="8630",
    severity=Severity.ERROR,
    find=find,
    message="The episode closes before it was referred.",
    mend="Correct the referral date or the closure date in the case record.",
    fields=("CINdetails.CINclosureDate", "CINdetails.CINreferralDate"),
)
CASES = (
    fires(
        a_child(an_episode(CINclosureDate="2024-06-02")),
        cells="CINclosureDate=2024-06-02 CINreferralDate=2025-06-02",
    ),
    inside(a_child(an_episode(CINclosureDate="2025-06-02"))),
    outside(
        a_child(an_episode(CINclosureDate="2025-06-01")),
        cells="CINclosureDate=2025-06-01 CINreferralDate=2025-06-02",
    ),
    absent(a_child(an_episode(CINclosureDate="2025-06-01", CINreferralDate=None))),
    absent(without_episodes(a_child())),
)
