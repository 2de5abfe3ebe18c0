"""8740: an open enquiry that did not start in the year."""

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
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for enquiry in episode.section47s:
        waits = enquiry.date_of_initial_cpc is None and enquiry.not_required is False
        started = enquiry.actual_start_date
        if waits and started is not None and not ground.in_year(started):
            yield found((enquiry, "actual_start_date", "date_of_initial_cpc", "icpc_not_required"))


RULE = EpisodeRule(
    code="8740",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    needs=(Need.REFERENCE_DATE,),
    message="The section 47 enquiry has no conference, needs one, and did not start in the year.",
    mend="Give the date of the conference, or mark that none was required.",
    fields=(
        "Section47.S47ActualStartDate",
        "Section47.DateOfInitialCPC",
        "Section47.ICPCnotRequired",
    ),
)
CASES = (
    fires(
        a_child_with(an_s47("2024-06-10")),
        cells="S47ActualStartDate=2024-06-10 DateOfInitialCPC= ICPCnotRequired=0",
    ),
    inside(a_child_with(an_s47("2025-04-01"))),
    inside(a_child_with(an_s47("2024-06-10", not_required="1"))),
    inside(a_child_with(an_s47("2024-06-10", not_required=None))),
    inside(a_child_with(an_s47(None))),
    outside(
        a_child_with(an_s47("2025-03-31", not_required="false")),
        cells="S47ActualStartDate=2025-03-31 DateOfInitialCPC= ICPCnotRequired=false",
    ),
    absent(a_child()),
)
