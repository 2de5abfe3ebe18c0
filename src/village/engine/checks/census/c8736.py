"""8736: an open assessment that did not start in the year."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    a_child_with,
    absent,
    an_assessment,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for assessment in episode.assessments:
        if assessment.authorisation_date is not None:
            continue
        started = assessment.actual_start_date
        if started is None or not ground.in_year(started):
            yield found((assessment, "authorisation_date", "actual_start_date"))


RULE = EpisodeRule(
    code="8736",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    needs=(Need.REFERENCE_DATE,),
    message="The assessment is not authorised and did not start in the year of the return.",
    mend="Give the authorisation date of an assessment that has ended, and the start of one "
    "that has not.",
    fields=(
        "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate",
    ),
)
CASES = (
    fires(
        a_child_with(an_assessment("2024-06-03")),
        cells="AssessmentAuthorisationDate= AssessmentActualStartDate=2024-06-03",
    ),
    inside(a_child_with(an_assessment("2025-04-01"))),
    inside(a_child_with(an_assessment("2026-03-31"))),
    inside(a_child_with(an_assessment("2024-06-03", "2025-07-01", "1A"))),
    outside(
        a_child_with(an_assessment("2025-03-31")),
        cells="AssessmentAuthorisationDate= AssessmentActualStartDate=2025-03-31",
    ),
    outside(
        a_child_with(an_assessment(None)),
        cells="AssessmentAuthorisationDate= AssessmentActualStartDate=",
    ),
    absent(a_child_with(NO_ASSESSMENT)),
)
