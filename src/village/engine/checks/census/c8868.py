"""8868: a closed episode with an enquiry that still waits for its conference."""

from village.engine.checks.census.cases import (
    Block,
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
from village.engine.specs.census_document import ChildSpec


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.closure_date is None:
        return
    for enquiry in episode.section47s:
        if enquiry.date_of_initial_cpc is None and enquiry.not_required is not True:
            yield found(
                (episode, "closure_date"), (enquiry, "date_of_initial_cpc", "icpc_not_required")
            )


def _closed(*modules: Block) -> ChildSpec:
    return a_child_with(*modules, CINclosureDate="2025-09-01", ReasonForClosure="RC7")


RULE = EpisodeRule(
    code="8868",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    message="The episode is closed, but a section 47 enquiry has neither a conference nor a mark "
    "that none was required.",
    mend="Give the date of the conference, or mark that none was required.",
    fields=(
        "CINdetails.CINclosureDate",
        "Section47.DateOfInitialCPC",
        "Section47.ICPCnotRequired",
    ),
)
CASES = (
    fires(
        _closed(an_s47("2025-06-10")),
        cells="CINclosureDate=2025-09-01 DateOfInitialCPC= ICPCnotRequired=0",
    ),
    inside(_closed(an_s47("2025-06-10", "2025-06-20"))),
    inside(_closed(an_s47("2025-06-10", not_required="TRUE"))),
    inside(_closed(an_s47("2025-06-10", "2025-06-20", not_required="1"))),
    outside(
        _closed(an_s47("2025-06-10", not_required=None)),
        cells="CINclosureDate=2025-09-01 DateOfInitialCPC= ICPCnotRequired=",
    ),
    absent(a_child_with(an_s47("2025-06-10"))),
    absent(_closed()),
)
