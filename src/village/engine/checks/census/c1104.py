"""1104: an initial conference held before its episode was referred."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    absent,
    an_s47,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import before
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for enquiry in episode.section47s:
        if before(enquiry.date_of_initial_cpc, episode.referral_date):
            yield found((enquiry, "date_of_initial_cpc"), (episode, "referral_date"))


RULE = EpisodeRule(
    code="1104",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    message="The initial child protection conference was held before the episode was referred.",
    mend="Correct the date that is wrong, or move the record to the episode it belongs to.",
    fields=(
        "Section47.DateOfInitialCPC",
        "CINdetails.CINreferralDate",
    ),
)
CASES = (
    fires(
        a_child_with(an_s47(None, "2024-06-01")),
        cells="DateOfInitialCPC=2024-06-01 CINreferralDate=2025-06-02",
    ),
    inside(a_child_with(an_s47(None, "2025-06-02"))),
    outside(
        a_child_with(an_s47(None, "2025-06-01")),
        cells="DateOfInitialCPC=2025-06-01 CINreferralDate=2025-06-02",
    ),
    absent(a_child()),
    absent(a_child_with(an_s47(None, "2025-06-01"), CINreferralDate=None)),
)
