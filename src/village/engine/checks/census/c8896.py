"""8896: two open assessments in one episode."""

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    a_child,
    a_child_with,
    absent,
    an_assessment,
    an_episode,
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
    live = [one for one in episode.assessments if one.authorisation_date is None]
    if len(live) > 1:
        yield found(*((assessment, "authorisation_date") for assessment in live))


RULE = EpisodeRule(
    code="8896",
    severity=Severity.ERROR,
    find=find,
    when="assessments",
    message="The episode has more than one assessment that is not authorised.",
    mend="Give the authorisation dates of those that have ended; remove one that was recorded "
    "twice.",
    fields=("Assessments.AssessmentAuthorisationDate",),
)
CASES = (
    fires(
        a_child_with(an_assessment("2026-03-02"), an_assessment("2026-03-02")),
        cells="AssessmentAuthorisationDate= AssessmentAuthorisationDate=",
    ),
    inside(
        a_child_with(an_assessment("2026-03-02"), an_assessment("2025-07-02", "2025-08-01", "1A"))
    ),
    inside(
        a_child(an_episode(an_assessment("2026-03-02")), an_episode(an_assessment("2026-03-02")))
    ),
    outside(
        a_child_with(
            an_assessment("2026-03-02"),
            an_assessment("2025-07-02", "2025-08-01", "1A"),
            an_assessment("2026-03-03"),
        ),
        cells="AssessmentAuthorisationDate= AssessmentAuthorisationDate=",
    ),
    absent(a_child_with(NO_ASSESSMENT)),
)
