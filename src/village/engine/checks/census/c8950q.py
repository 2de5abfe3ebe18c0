"""8950Q: the retired factor 19A."""

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

RETIRED = "19A"


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for assessment in episode.assessments:
        if RETIRED in assessment.factors:
            yield found((assessment, "factors"))


def _ended(*factors: str) -> Block:
    return an_assessment("2025-06-03", "2025-07-01", *factors)


RULE = EpisodeRule(
    code="8950Q",
    severity=Severity.QUERY,
    find=find,
    when="assessments",
    message="Factor 19A is used, which was split by who caused the harm.",
    mend="Sexual abuse by a child is 19B, by an adult 19C: record which it was.",
    fields=("Assessments.AssessmentFactors",),
)
CASES = (
    fires(a_child_with(_ended("1A", "19A")), cells="AssessmentFactors=1A,19A"),
    inside(a_child_with(_ended("19B", "19C"))),
    inside(a_child_with(_ended("19A")), year="2023-24"),
    outside(a_child_with(_ended("19A")), cells="AssessmentFactors=19A"),
    absent(a_child_with(_ended())),
)
