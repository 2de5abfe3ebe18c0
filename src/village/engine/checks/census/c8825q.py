"""8825Q: closed after assessment without any assessment."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    a_child_with,
    absent,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_codes import CLOSED_AFTER_ASSESSMENT


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.reason_for_closure in CLOSED_AFTER_ASSESSMENT and not episode.assessments:
        yield found((episode, "reason_for_closure"))


RULE = EpisodeRule(
    code="8825Q",
    severity=Severity.QUERY,
    find=find,
    message="The episode was closed after assessment (RC8 or RC9), but has no assessment.",
    mend="Record the assessment, or give the reason for closure that fits.",
    fields=(
        "CINdetails.ReasonForClosure",
        "Assessments.AssessmentActualStartDate",
    ),
)
CASES = (
    fires(
        a_child_with(NO_ASSESSMENT, CINclosureDate="2025-09-01", ReasonForClosure="RC8"),
        cells="ReasonForClosure=RC8",
    ),
    inside(a_child_with(CINclosureDate="2025-09-01", ReasonForClosure="RC8")),
    inside(a_child_with(NO_ASSESSMENT, CINclosureDate="2025-09-01", ReasonForClosure="RC7")),
    outside(
        a_child_with(NO_ASSESSMENT, CINclosureDate="2025-09-01", ReasonForClosure="RC9"),
        cells="ReasonForClosure=RC9",
    ),
    absent(a_child_with(NO_ASSESSMENT)),
)
