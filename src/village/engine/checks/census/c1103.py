"""1103: an assessment that starts before its episode was referred."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    a_child,
    absent,
    an_assessment,
    an_episode,
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
    for assessment in episode.assessments:
        if before(assessment.actual_start_date, episode.referral_date):
            yield found((assessment, "actual_start_date"), (episode, "referral_date"))


RULE = EpisodeRule(
    code="1103",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    message="The assessment starts before the episode was referred.",
    mend="Correct the date that is wrong, or move the assessment to the episode it belongs to.",
    fields=("Assessments.AssessmentActualStartDate", "CINdetails.CINreferralDate"),
)
CASES = (
    fires(
        a_child(an_episode(an_assessment("2025-04-28", "2025-07-01", "1A"))),
        cells="AssessmentActualStartDate=2025-04-28 CINreferralDate=2025-06-02",
    ),
    inside(a_child(an_episode(an_assessment("2025-06-02", "2025-07-01", "1A")))),
    outside(
        a_child(an_episode(an_assessment("2025-06-01", "2025-07-01", "1A"))),
        cells="AssessmentActualStartDate=2025-06-01 CINreferralDate=2025-06-02",
    ),
    absent(a_child(an_episode(NO_ASSESSMENT))),
)
