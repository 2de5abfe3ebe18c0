"""8867: a closed episode with an open assessment."""

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
    if episode.closure_date is None:
        return
    for assessment in episode.assessments:
        if assessment.authorisation_date is None:
            yield found((episode, "closure_date"), (assessment, "authorisation_date"))


RULE = EpisodeRule(
    code="8867",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    message="The episode is closed, but an assessment in it is not authorised.",
    mend="Give the authorisation date of the assessment, or take the closure date out.",
    fields=(
        "CINdetails.CINclosureDate",
        "Assessments.AssessmentAuthorisationDate",
    ),
)
CASES = (
    fires(
        a_child_with(
            an_assessment("2025-06-03"), CINclosureDate="2025-09-01", ReasonForClosure="RC7"
        ),
        cells="CINclosureDate=2025-09-01 AssessmentAuthorisationDate=",
    ),
    inside(a_child_with(CINclosureDate="2025-09-01", ReasonForClosure="RC7")),
    inside(a_child_with(an_assessment("2025-06-03"))),
    outside(
        a_child_with(
            an_assessment("2025-06-03", "2025-07-01", "1A"),
            an_assessment("2025-07-02", "01/08/2025"),
            CINclosureDate="2025-09-01",
        ),
        cells="CINclosureDate=2025-09-01 AssessmentAuthorisationDate=01/08/2025",
    ),
    absent(a_child_with(NO_ASSESSMENT, CINclosureDate="2025-09-01")),
)
