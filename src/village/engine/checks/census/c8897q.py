"""8897Q: an authorised assessment without a valid factor."""

from village.engine.checks.census.cases import (
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
from village.engine.specs.census_codes import FACTORS


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for assessment in episode.assessments:
        authorised = assessment.authorisation_date
        if authorised is None or any(factor in FACTORS for factor in assessment.factors):
            continue
        if authorised >= ground.year_start:
            yield found((assessment, "authorisation_date", "factors"))


RULE = EpisodeRule(
    code="8897Q",
    severity=Severity.QUERY,
    find=find,
    when="assessments",
    needs=(Need.REFERENCE_DATE,),
    message="The assessment is authorised, but has no valid factor.",
    mend="Give the factors found, or 21 where there were none.",
    fields=(
        "Assessments.AssessmentAuthorisationDate",
        "Assessments.AssessmentFactors",
    ),
)
CASES = (
    fires(
        a_child_with(an_assessment("2025-06-03", "2025-07-01")),
        cells="AssessmentAuthorisationDate=2025-07-01 AssessmentFactors=",
    ),
    inside(a_child_with(an_assessment("2025-06-03", "2025-07-01", "RB", "24A"))),
    inside(a_child_with(an_assessment("2025-03-03", "2025-03-31"))),
    outside(
        a_child_with(an_assessment("2025-03-03", "2025-04-01", "RB", "1a")),
        cells="AssessmentAuthorisationDate=2025-04-01 AssessmentFactors=RB,1a",
    ),
    absent(a_child_with(an_assessment("2026-03-02"))),
)
