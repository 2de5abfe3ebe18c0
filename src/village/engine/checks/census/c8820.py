"""8820: episodes that run at the same time."""

from datetime import date
from operator import attrgetter

from village.engine.checks.census.cases import a_child, absent, an_episode, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.overlaps import overlapping
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode

REFERRED = attrgetter("referral_date")


def find(child: Child, ground: Ground) -> Findings:
    def runs_on(episode: Episode, day: date) -> bool:
        if episode.closure_date is not None:
            return day < episode.closure_date
        return episode.nfa is False and day < ground.reference_date

    for earlier, later in overlapping(child.episodes, start=REFERRED, runs_on=runs_on):
        yield found((later, "referral_date"), (earlier, "referral_date", "closure_date"))


RULE = ChildRule(
    code="8820",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="Two of the child's episodes run at the same time.",
    mend="Close the earlier episode on or before the day of the later referral, or merge the two.",
    fields=(
        "CINdetails.CINreferralDate",
        "CINdetails.CINclosureDate",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(
        a_child(an_episode(CINclosureDate="2025-12-01"), an_episode(CINreferralDate="2025-10-01")),
        cells="CINreferralDate=2025-10-01 CINreferralDate=2025-06-02 CINclosureDate=2025-12-01",
    ),
    inside(
        a_child(an_episode(CINclosureDate="2025-10-01"), an_episode(CINreferralDate="2025-10-01"))
    ),
    inside(a_child(an_episode(), an_episode(CINreferralDate="2026-03-31"))),
    inside(a_child(an_episode(ReferralNFA="1"), an_episode(CINreferralDate="2025-10-01"))),
    outside(
        a_child(an_episode(CINclosureDate="2025-10-02"), an_episode(CINreferralDate="2025-10-01")),
        cells="CINreferralDate=2025-10-01 CINreferralDate=2025-06-02 CINclosureDate=2025-10-02",
    ),
    outside(
        a_child(an_episode(CINreferralDate="2026-03-30", ReferralNFA="1"), an_episode()),
        cells="CINreferralDate=2026-03-30 CINreferralDate=2025-06-02 CINclosureDate=",
    ),
    outside(
        a_child(an_episode(), an_episode()),
        cells="CINreferralDate=2025-06-02 CINreferralDate=2025-06-02 CINclosureDate=",
    ),
    absent(a_child(an_episode(CINreferralDate=None), an_episode())),
)
