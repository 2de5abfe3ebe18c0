"""8608: an assessment that starts after it was authorised."""

from village.engine.checks.census.cases import (
    a_child_with,
    absent,
    an_assessment,
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
        if before(assessment.authorisation_date, assessment.actual_start_date):
            yield found((assessment, "actual_start_date", "authorisation_date"))


RULE = EpisodeRule(
    code="8608",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    message="The assessment starts after it was authorised.",
    mend="Correct the date that is wrong.",
    fields=(
        "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate",
    ),
)
CASES = (
    fires(
        a_child_with(an_assessment("2025-09-01", "2025-07-01", "1A")),
        cells="AssessmentActualStartDate=2025-09-01 AssessmentAuthorisationDate=2025-07-01",
    ),
    inside(a_child_with(an_assessment("2025-07-01", "2025-07-01", "1A"))),
    outside(
        a_child_with(an_assessment("2025-07-02", "2025-07-01", "1A")),
        cells="AssessmentActualStartDate=2025-07-02 AssessmentAuthorisationDate=2025-07-01",
    ),
    absent(a_child_with(an_assessment(None, "2025-07-01", "1A"))),
)
