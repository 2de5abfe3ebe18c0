"""8696: an assessment authorised outside the year."""

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
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for assessment in episode.assessments:
        if assessment.authorisation_date and not ground.in_year(assessment.authorisation_date):
            yield found((assessment, "authorisation_date"))


def _ended(day: str) -> Block:
    return an_assessment("2025-03-03", day, "1A")


RULE = EpisodeRule(
    code="8696",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    needs=(Need.REFERENCE_DATE,),
    message="The assessment was not authorised in the year of the return.",
    mend="Leave out an assessment that ended before the year; correct a date that is wrong.",
    fields=("Assessments.AssessmentAuthorisationDate",),
)
CASES = (
    fires(a_child_with(_ended("2027-01-01")), cells="AssessmentAuthorisationDate=2027-01-01"),
    inside(a_child_with(_ended("2025-04-01"))),
    inside(a_child_with(_ended("2026-03-31"))),
    outside(a_child_with(_ended("2025-03-31")), cells="AssessmentAuthorisationDate=2025-03-31"),
    outside(a_child_with(_ended("2026-04-01")), cells="AssessmentAuthorisationDate=2026-04-01"),
    absent(a_child_with(an_assessment("2026-03-02"))),
)
