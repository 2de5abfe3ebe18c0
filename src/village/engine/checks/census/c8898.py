"""8898: the same factor twice in one assessment."""

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


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for assessment in episode.assessments:
        if len(set(assessment.factors)) < len(assessment.factors):
            yield found((assessment, "factors"))


def _ended(*factors: str) -> Block:
    return an_assessment("2025-06-03", "2025-07-01", *factors)


RULE = EpisodeRule(
    code="8898",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    message="The assessment has the same factor more than once.",
    mend="Keep each factor once.",
    fields=("Assessments.AssessmentFactors",),
)
CASES = (
    fires(a_child_with(_ended("1A", "3B", "1A")), cells="AssessmentFactors=1A,3B,1A"),
    inside(a_child_with(_ended("1A", "1B", "1C"))),
    inside(a_child_with(_ended("1A"), an_assessment("2025-07-02", "2025-08-01", "1A"))),
    outside(a_child_with(_ended("1A", " 1A")), cells="AssessmentFactors=1A,1A"),
    absent(a_child_with(_ended())),
)
