"""8614: factors on an assessment that is not authorised."""

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
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for assessment in episode.assessments:
        if assessment.factors and assessment.authorisation_date is None:
            yield found((assessment, "authorisation_date", "factors"))


RULE = EpisodeRule(
    code="8614",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    message="The assessment has factors, but is not authorised.",
    mend="Give the authorisation date, or leave the factors out until the assessment ends.",
    fields=(
        "Assessments.AssessmentAuthorisationDate",
        "Assessments.AssessmentFactors",
    ),
)
CASES = (
    fires(
        a_child_with(an_assessment("2026-03-02", None, "1A", "3B")),
        cells="AssessmentAuthorisationDate= AssessmentFactors=1A,3B",
    ),
    inside(a_child_with(an_assessment("2026-03-02", "2026-03-31", "1A"))),
    inside(a_child_with(an_assessment("2026-03-02"))),
    outside(
        a_child_with(an_assessment("2026-03-02", "31/03/2026", "RB")),
        cells="AssessmentAuthorisationDate=31/03/2026 AssessmentFactors=RB",
    ),
    absent(a_child_with(NO_ASSESSMENT)),
)
