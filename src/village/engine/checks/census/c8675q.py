"""8675Q: an enquiry open for more than 15 working days."""

from village.engine.checks.census.cases import a_child_with, absent, an_s47, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode

LIMIT = 15


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for enquiry in episode.section47s:
        waits = enquiry.date_of_initial_cpc is None and enquiry.not_required is False
        if not waits or enquiry.actual_start_date is None:
            continue
        if enquiry.actual_start_date < ground.working_days_before(
            ground.reference_date, count=LIMIT
        ):
            yield found((enquiry, "actual_start_date", "date_of_initial_cpc", "icpc_not_required"))


RULE = EpisodeRule(
    code="8675Q",
    severity=Severity.QUERY,
    find=find,
    when="section47s",
    needs=(Need.WORKING_DAYS,),
    message="The section 47 enquiry has run for more than 15 working days at the reference date "
    "without a conference.",
    mend="Give the date of the conference, or mark that none was required; if it is late, say why.",
    fields=(
        "Section47.S47ActualStartDate",
        "Section47.DateOfInitialCPC",
        "Section47.ICPCnotRequired",
    ),
)
CASES = (
    fires(
        a_child_with(an_s47("2025-06-10")),
        cells="S47ActualStartDate=2025-06-10 DateOfInitialCPC= ICPCnotRequired=0",
    ),
    inside(a_child_with(an_s47("2026-03-10"))),
    inside(a_child_with(an_s47("2025-06-10", not_required="True"))),
    inside(a_child_with(an_s47("2025-06-10", not_required=None))),
    outside(
        a_child_with(an_s47("2026-03-09", not_required="False")),
        cells="S47ActualStartDate=2026-03-09 DateOfInitialCPC= ICPCnotRequired=False",
    ),
    absent(a_child_with(an_s47(None))),
)
