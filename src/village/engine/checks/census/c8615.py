"""8615: an enquiry that starts after its conference, or has no start."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    absent,
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
    for enquiry in episode.section47s:
        held, started = enquiry.date_of_initial_cpc, enquiry.actual_start_date
        if held is not None and (started is None or started > held):
            yield found((enquiry, "actual_start_date", "date_of_initial_cpc"))


RULE = EpisodeRule(
    code="8615",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    message="The section 47 enquiry starts after its initial conference, or its start is missing.",
    mend="Give the date of the strategy discussion that began the enquiry, or correct the "
    "conference.",
    fields=(
        "Section47.S47ActualStartDate",
        "Section47.DateOfInitialCPC",
    ),
)
CASES = (
    fires(
        a_child_with(an_s47("2025-09-01", "2025-06-20")),
        cells="S47ActualStartDate=2025-09-01 DateOfInitialCPC=2025-06-20",
    ),
    inside(a_child_with(an_s47("2025-06-20", "2025-06-20"))),
    inside(a_child_with(an_s47(None))),
    outside(
        a_child_with(an_s47("2025-06-21", "2025-06-20")),
        cells="S47ActualStartDate=2025-06-21 DateOfInitialCPC=2025-06-20",
    ),
    outside(
        a_child_with(an_s47(None, "2025-06-20")),
        cells="S47ActualStartDate= DateOfInitialCPC=2025-06-20",
    ),
    absent(a_child()),
)
