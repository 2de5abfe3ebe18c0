"""8869: no factors, and a factor beside it."""

from village.engine.checks.census.cases import (
    Block,
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
from village.engine.specs.census_codes import NO_FACTORS


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for assessment in episode.assessments:
        if NO_FACTORS in assessment.factors and any(f != NO_FACTORS for f in assessment.factors):
            yield found((assessment, "factors"))


def _ended(*factors: str) -> Block:
    return an_assessment("2025-06-03", "2025-07-01", *factors)


RULE = EpisodeRule(
    code="8869",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    message="The assessment says that there were no factors (21) and gives a factor.",
    mend="Remove 21, or the factor if it was recorded by mistake.",
    fields=("Assessments.AssessmentFactors",),
)
CASES = (
    fires(a_child_with(_ended("21", "1A")), cells="AssessmentFactors=21,1A"),
    inside(a_child_with(_ended("21"))),
    inside(a_child_with(_ended("21"), an_assessment("2025-06-03", "2025-07-01", "1A"))),
    outside(a_child_with(_ended("RB", "21")), cells="AssessmentFactors=RB,21"),
    absent(a_child_with(_ended())),
)
