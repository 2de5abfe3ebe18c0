"""8610: an accepted referral without a primary need."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    absent,
    fires,
    inside,
    outside,
    without_episodes,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.nfa is False and not episode.primary_need_code:
        yield found((episode, "referral_nfa", "primary_need_code"))


RULE = EpisodeRule(
    code="8610",
    severity=Severity.ERROR,
    find=find,
    message="The referral was taken further, but has no primary need code.",
    mend="Give the child's main need at the end of the assessment, N0 if it is not yet known.",
    fields=(
        "CINdetails.PrimaryNeedCode",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(a_child_with(PrimaryNeedCode=None), cells="ReferralNFA=0 PrimaryNeedCode="),
    inside(a_child_with(PrimaryNeedCode="N0")),
    inside(a_child_with(PrimaryNeedCode=None, ReferralNFA="1")),
    inside(a_child_with(PrimaryNeedCode=None, ReferralNFA=None)),
    outside(
        a_child_with(PrimaryNeedCode=None, ReferralNFA="FALSE"),
        cells="ReferralNFA=FALSE PrimaryNeedCode=",
    ),
    absent(without_episodes(a_child())),
)
