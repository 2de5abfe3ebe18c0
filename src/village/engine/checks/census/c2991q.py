"""2991Q: a section 47 enquiry without any assessment."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    a_child,
    a_child_with,
    absent,
    an_episode,
    an_s47,
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
    if not episode.assessments:
        for enquiry in episode.section47s:
            yield found((enquiry, "actual_start_date"))


RULE = EpisodeRule(
    code="2991Q",
    severity=Severity.QUERY,
    find=find,
    when="section47s",
    message="The episode has a section 47 enquiry, but no assessment.",
    mend="Record the assessment that goes with the enquiry, or confirm that there was none.",
    fields=(
        "Section47.S47ActualStartDate",
        "Assessments.AssessmentActualStartDate",
    ),
)
CASES = (
    fires(
        a_child_with(NO_ASSESSMENT, an_s47("2025-06-10", "2025-06-20")),
        cells="S47ActualStartDate=2025-06-10",
    ),
    inside(a_child_with(an_s47("2025-06-10", "2025-06-20"))),
    outside(
        a_child(
            an_episode(CINclosureDate="2025-06-09"),
            an_episode(NO_ASSESSMENT, an_s47("2025-06-10"), an_s47("2025-07-10", "2025-07-20")),
        ),
        cells="S47ActualStartDate=2025-06-10 S47ActualStartDate=2025-07-10",
    ),
    absent(a_child_with(NO_ASSESSMENT)),
)
