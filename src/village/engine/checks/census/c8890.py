"""8890: enquiries that run at the same time."""

from datetime import date
from operator import attrgetter

from village.engine.checks.census.cases import (
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
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.overlaps import overlapping
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode, Section47

STARTED = attrgetter("actual_start_date")


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    def runs_on(enquiry: Section47, day: date) -> bool:
        if enquiry.date_of_initial_cpc is not None:
            return day <= enquiry.date_of_initial_cpc
        return enquiry.not_required is not True and day <= ground.reference_date

    for earlier, later in overlapping(episode.section47s, start=STARTED, runs_on=runs_on):
        yield found(
            (later, "actual_start_date"), (earlier, "actual_start_date", "date_of_initial_cpc")
        )


RULE = EpisodeRule(
    code="8890",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    needs=(Need.REFERENCE_DATE,),
    message="Two section 47 enquiries of the episode run at the same time.",
    mend="Merge an enquiry recorded twice, or correct the dates.",
    fields=(
        "Section47.S47ActualStartDate",
        "Section47.DateOfInitialCPC",
        "Section47.ICPCnotRequired",
    ),
)
_JUNE = an_s47("2025-06-10", "2025-06-20")
CASES = (
    fires(
        a_child_with(_JUNE, an_s47("2025-06-16", "2025-07-01")),
        cells="S47ActualStartDate=2025-06-16 S47ActualStartDate=2025-06-10 "
        "DateOfInitialCPC=2025-06-20",
    ),
    inside(a_child_with(_JUNE, an_s47("2025-06-23", "2025-07-01"))),
    inside(
        a_child_with(an_s47("2025-06-10", not_required="TRUE"), an_s47("2025-06-16", "2025-07-01"))
    ),
    inside(a_child(an_episode(_JUNE), an_episode(_JUNE))),
    outside(
        a_child_with(_JUNE, an_s47("2025-06-20", "2025-07-01")),
        cells="S47ActualStartDate=2025-06-20 S47ActualStartDate=2025-06-10 "
        "DateOfInitialCPC=2025-06-20",
    ),
    outside(
        a_child_with(an_s47("2026-03-10", not_required=None), an_s47("2026-03-31")),
        cells="S47ActualStartDate=2026-03-31 S47ActualStartDate=2026-03-10 DateOfInitialCPC=",
    ),
    outside(
        a_child_with(_JUNE, _JUNE),
        cells="S47ActualStartDate=2025-06-10 S47ActualStartDate=2025-06-10 "
        "DateOfInitialCPC=2025-06-20",
    ),
    absent(a_child_with(_JUNE, an_s47(None, "2025-07-01"))),
)
