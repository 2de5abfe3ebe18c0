"""8863Q: assessments that run at the same time."""

from datetime import date
from operator import attrgetter

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
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.overlaps import overlapping
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Assessment, Child, Episode

STARTED = attrgetter("actual_start_date")


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    def runs_on(assessment: Assessment, day: date) -> bool:
        end = assessment.authorisation_date
        return day <= (ground.reference_date if end is None else end)

    for earlier, later in overlapping(episode.assessments, start=STARTED, runs_on=runs_on):
        yield found(
            (later, "actual_start_date"), (earlier, "actual_start_date", "authorisation_date")
        )


RULE = EpisodeRule(
    code="8863Q",
    severity=Severity.QUERY,
    find=find,
    when="assessments",
    needs=(Need.REFERENCE_DATE,),
    message="Two assessments of the episode run at the same time.",
    mend="Check whether one was recorded twice; correct the dates, or confirm that both took "
    "place.",
    fields=(
        "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate",
    ),
)
_SUMMER = an_assessment("2025-06-03", "2025-07-01", "1A")
CASES = (
    fires(
        a_child_with(_SUMMER, an_assessment("2025-06-16", "2025-08-01", "1A")),
        cells="AssessmentActualStartDate=2025-06-16 AssessmentActualStartDate=2025-06-03 "
        "AssessmentAuthorisationDate=2025-07-01",
    ),
    inside(a_child_with(_SUMMER, an_assessment("2025-07-02", "2025-08-01", "1A"))),
    inside(a_child(an_episode(_SUMMER), an_episode(_SUMMER))),
    inside(a_child_with(an_assessment("2026-03-02"), an_assessment("2026-04-01"))),
    outside(
        a_child_with(an_assessment("2025-07-01", "2025-08-01", "1A"), _SUMMER),
        cells="AssessmentActualStartDate=2025-07-01 AssessmentActualStartDate=2025-06-03 "
        "AssessmentAuthorisationDate=2025-07-01",
    ),
    outside(
        a_child_with(an_assessment("2026-03-02"), an_assessment("2026-03-31")),
        cells="AssessmentActualStartDate=2026-03-31 AssessmentActualStartDate=2026-03-02 "
        "AssessmentAuthorisationDate=",
    ),
    absent(a_child_with(NO_ASSESSMENT)),
    absent(a_child_with(_SUMMER, an_assessment(None, "2025-08-01", "1A"))),
)
