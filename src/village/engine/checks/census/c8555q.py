"""8555Q: a referral after the child's death."""

from village.engine.checks.census.cases import a_child, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import before
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, child: Child, _ground: Ground) -> Findings:
    if before(child.death_date, episode.referral_date):
        yield found((episode, "referral_date"), (child, "death_date"))


RULE = EpisodeRule(
    code="8555Q",
    severity=Severity.QUERY,
    find=find,
    message="The referral is after the child's death.",
    mend="Correct the date that is wrong.",
    fields=(
        "CINdetails.CINreferralDate",
        "ChildIdentifiers.PersonDeathDate",
    ),
)
CASES = (
    fires(
        a_child(PersonDeathDate="2025-04-10"),
        cells="CINreferralDate=2025-06-02 PersonDeathDate=2025-04-10",
    ),
    inside(a_child(PersonDeathDate="2025-06-02")),
    outside(
        a_child(PersonDeathDate="2025-06-01"),
        cells="CINreferralDate=2025-06-02 PersonDeathDate=2025-06-01",
    ),
    absent(a_child()),
)
