"""8831: a referral not taken further with an assessment, an enquiry or a conference."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    a_child,
    a_child_with,
    absent,
    an_s47,
    fires,
    inside,
    outside,
    without_episodes,
)
from village.engine.checks.census.cells import found, given
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode

ENQUIRY = ("actual_start_date", "date_of_initial_cpc")
ASSESSMENT = ("actual_start_date", "authorisation_date")


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.nfa is not True:
        return
    followed = [
        *given(episode, "date_of_initial_cpc"),
        *(place for one in episode.section47s for place in given(one, *ENQUIRY)),
        *(place for one in episode.assessments for place in given(one, *ASSESSMENT)),
    ]
    if followed:
        yield found((episode, "referral_nfa"), *followed)


RULE = EpisodeRule(
    code="8831",
    severity=Severity.ERROR,
    find=find,
    message="The referral was not taken further, but has an assessment, a section 47 enquiry or a "
    "conference.",
    mend="Mark the referral as taken further, or move what followed to the episode it belongs to.",
    fields=(
        "CINdetails.ReferralNFA",
        "CINdetails.DateOfInitialCPC",
        "Section47.S47ActualStartDate",
        "Section47.DateOfInitialCPC",
        "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate",
    ),
)
CASES = (
    fires(
        a_child_with(ReferralNFA="1"),
        cells="ReferralNFA=1 AssessmentActualStartDate=2025-06-03 "
        "AssessmentAuthorisationDate=2025-07-01",
    ),
    inside(a_child_with(NO_ASSESSMENT, ReferralNFA="1")),
    inside(a_child_with(ReferralNFA="False")),
    inside(a_child_with(ReferralNFA=None)),
    outside(
        a_child_with(NO_ASSESSMENT, an_s47(None, "2025-06-20"), ReferralNFA="TRUE"),
        cells="ReferralNFA=TRUE DateOfInitialCPC=2025-06-20",
    ),
    outside(
        a_child_with(NO_ASSESSMENT, ReferralNFA="true", DateOfInitialCPC="2025-06-20"),
        cells="ReferralNFA=true DateOfInitialCPC=2025-06-20",
    ),
    absent(without_episodes(a_child())),
)
