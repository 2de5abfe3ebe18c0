"""V-ICPC: a closed episode with a conference that was marked as not required."""

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
from village.engine.checks.census.rules import OURS, EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_document import ChildSpec


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.closure_date is None:
        return
    for enquiry in episode.section47s:
        if enquiry.date_of_initial_cpc is not None and enquiry.not_required is True:
            yield found((enquiry, "date_of_initial_cpc", "icpc_not_required"))


def _closed(*modules: Block) -> ChildSpec:
    return a_child_with(*modules, CINclosureDate="2025-09-01", ReasonForClosure="RC7")


RULE = EpisodeRule(
    code="V-ICPC",
    severity=Severity.QUERY,
    find=find,
    when="section47s",
    message="The section 47 enquiry gives a conference date and says that none was required.",
    mend="Keep the one that is true. Rule 8868 asks for either; some tools report both as its "
    "error.",
    fields=(
        "Section47.DateOfInitialCPC",
        "Section47.ICPCnotRequired",
    ),
    source=OURS,
)
CASES = (
    fires(
        _closed(an_s47("2025-06-10", "2025-06-20", not_required="1")),
        cells="DateOfInitialCPC=2025-06-20 ICPCnotRequired=1",
    ),
    inside(_closed(an_s47("2025-06-10", "2025-06-20"))),
    inside(_closed(an_s47("2025-06-10", not_required="1"))),
    outside(
        _closed(an_s47("2025-06-10", "2025-06-20", not_required="True")),
        cells="DateOfInitialCPC=2025-06-20 ICPCnotRequired=True",
    ),
    absent(a_child_with(an_s47("2025-06-10", "2025-06-20", not_required="1"))),
)
