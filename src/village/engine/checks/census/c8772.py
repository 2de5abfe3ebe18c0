"""8772: no pupil number because of no further action, yet action was taken."""

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
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    if child.upn_unknown != "UN7":
        return
    acted_on = [episode for episode in child.episodes if episode.nfa is not True]
    if acted_on:
        yield found((child, "upn_unknown"), *((episode, "referral_nfa") for episode in acted_on))


RULE = ChildRule(
    code="8772",
    severity=Severity.ERROR,
    find=find,
    message="UPNunknown says that the referral had no further action (UN7), but an episode of the "
    "child did.",
    mend="Find the child's unique pupil number, or give another reason.",
    fields=(
        "ChildIdentifiers.UPNunknown",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(a_child(UPN=None, UPNunknown="UN7"), cells="UPNunknown=UN7 ReferralNFA=0"),
    inside(a_child(an_episode(ReferralNFA="TRUE"), UPN=None, UPNunknown="UN7")),
    inside(a_child(UPN=None, UPNunknown="UN6")),
    outside(
        a_child(an_episode(ReferralNFA="1"), an_episode(ReferralNFA=None), UPNunknown="UN7"),
        cells="UPNunknown=UN7 ReferralNFA=",
    ),
    absent(without_episodes(a_child(UPN=None, UPNunknown="UN7"))),
)
