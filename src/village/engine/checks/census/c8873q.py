"""8873Q: one finished assessment found no factors, yet the episode did not end with it."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
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
from village.engine.specs.census_codes import CLOSED_AFTER_ASSESSMENT, NO_FACTORS


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if len(episode.assessments) != 1 or episode.reason_for_closure in CLOSED_AFTER_ASSESSMENT:
        return
    assessment = episode.assessments[0]
    if assessment.authorisation_date is not None and NO_FACTORS in assessment.factors:
        yield found((assessment, "factors"), (episode, "reason_for_closure"))


def _ended(*factors: str) -> Block:
    return an_assessment("2025-06-03", "2025-07-01", *factors)


RULE = EpisodeRule(
    code="8873Q",
    severity=Severity.QUERY,
    find=find,
    message="The only assessment is completed and found no factors (21), but the episode was not "
    "closed after it (RC8 or RC9).",
    mend="Give the factors that kept the episode open, or its closure; or confirm that it is "
    "right.",
    fields=(
        "Assessments.AssessmentFactors",
        "CINdetails.ReasonForClosure",
    ),
)
CASES = (
    fires(
        a_child_with(_ended("21"), CINclosureDate="2025-09-01", ReasonForClosure="RC7"),
        cells="AssessmentFactors=21 ReasonForClosure=RC7",
    ),
    inside(a_child_with(_ended("21"), CINclosureDate="2025-09-01", ReasonForClosure="RC8")),
    inside(a_child_with(_ended("21"), _ended("21"))),
    inside(a_child_with(an_assessment("2026-03-02", None, "21"))),
    outside(a_child_with(_ended("21")), cells="AssessmentFactors=21 ReasonForClosure="),
    absent(a_child_with(NO_ASSESSMENT)),
)
