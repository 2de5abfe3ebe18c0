"""8815: two open episodes at a time."""

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
    live = [one for one in child.episodes if one.nfa is False and one.closure_date is None]
    if len(live) > 1:
        yield found(*((episode, "closure_date") for episode in live))


RULE = ChildRule(
    code="8815",
    severity=Severity.ERROR,
    find=find,
    message="The child has more than one open episode (referrals without further action apart).",
    mend="Close the episodes that have ended; a child has at most one open.",
    fields=(
        "CINdetails.CINclosureDate",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(a_child(an_episode(), an_episode()), cells="CINclosureDate= CINclosureDate="),
    inside(a_child(an_episode(CINclosureDate="2025-09-01"), an_episode())),
    inside(a_child(an_episode(), an_episode(ReferralNFA="true"))),
    outside(
        a_child(an_episode(), an_episode(ReferralNFA="false"), an_episode(ReferralNFA="1")),
        cells="CINclosureDate= CINclosureDate=",
    ),
    absent(without_episodes(a_child())),
)
