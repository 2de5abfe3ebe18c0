"""8568: the referral does not say whether it was taken further."""

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.nfa is None:
        yield found((episode, "referral_nfa"))


RULE = EpisodeRule(
    code="8568",
    severity=Severity.ERROR,
    find=find,
    message="The referral's no-further-action mark is missing or neither true nor false.",
    mend="Give ReferralNFA as true (or 1) where nothing further was done, else false (or 0).",
    fields=("CINdetails.ReferralNFA",),
)
CASES = (
    fires(a_child_with(ReferralNFA="yes"), cells="ReferralNFA=yes"),
    inside(a_child_with(ReferralNFA="TRUE")),
    inside(a_child_with(ReferralNFA="0")),
    outside(a_child_with(ReferralNFA="2"), cells="ReferralNFA=2"),
    absent(a_child_with(ReferralNFA=None), cells="ReferralNFA="),
)
