"""8816: an open episode that is not the child's latest."""

from village.engine.checks.census.cases import a_child, absent, an_episode, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    dated = [(one.referral_date, one) for one in child.episodes if one.referral_date]
    latest = max(dated, key=lambda pair: pair[0], default=None)
    for referred, episode in dated:
        live = episode.nfa is False and episode.closure_date is None
        if live and latest and referred < latest[0]:
            yield found((episode, "referral_date"), (latest[1], "referral_date"))


RULE = ChildRule(
    code="8816",
    severity=Severity.ERROR,
    find=find,
    message="The open episode is not the child's latest: there is a later referral.",
    mend="Close the earlier episode, or correct its referral date.",
    fields=(
        "CINdetails.CINreferralDate",
        "CINdetails.CINclosureDate",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(
        a_child(an_episode(), an_episode(CINreferralDate="2025-10-01")),
        cells="CINreferralDate=2025-06-02 CINreferralDate=2025-10-01",
    ),
    inside(a_child(an_episode(), an_episode(CINclosureDate="2025-09-01"))),
    inside(
        a_child(an_episode(CINclosureDate="2025-09-01"), an_episode(CINreferralDate="2025-10-01"))
    ),
    outside(
        a_child(an_episode(), an_episode(CINreferralDate="2025-06-03", ReferralNFA="1")),
        cells="CINreferralDate=2025-06-02 CINreferralDate=2025-06-03",
    ),
    absent(a_child(an_episode(), an_episode(CINreferralDate=None))),
)
