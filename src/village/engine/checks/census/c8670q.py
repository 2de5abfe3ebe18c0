"""8670Q: an assessment open for more than 45 working days."""

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

LIMIT = 45


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for assessment in episode.assessments:
        if assessment.authorisation_date is not None or assessment.actual_start_date is None:
            continue
        earliest = ground.working_days_before(ground.reference_date, count=LIMIT)
        if assessment.actual_start_date < earliest:
            yield found((assessment, "actual_start_date", "authorisation_date"))


RULE = EpisodeRule(
    code="8670Q",
    severity=Severity.QUERY,
    find=find,
    when="assessments",
    needs=(Need.WORKING_DAYS,),
    message="The assessment has been open for more than 45 working days at the reference date.",
    mend="Give the authorisation date if it has ended; if it is still open, confirm it and say "
    "why.",
    fields=(
        "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate",
    ),
)
CASES = (
    fires(
        a_child_with(an_assessment("2025-06-03")),
        cells="AssessmentActualStartDate=2025-06-03 AssessmentAuthorisationDate=",
    ),
    inside(a_child_with(an_assessment("2026-01-27"))),
    inside(a_child_with(an_assessment("2025-06-03", "2026-01-27", "1A"))),
    outside(
        a_child_with(an_assessment("2026-01-26")),
        cells="AssessmentActualStartDate=2026-01-26 AssessmentAuthorisationDate=",
    ),
    absent(a_child_with(NO_ASSESSMENT)),
    absent(a_child_with(an_assessment(None))),
)
