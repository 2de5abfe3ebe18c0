"""8839: two open enquiries in one episode."""

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
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    waiting = [
        one
        for one in episode.section47s
        if one.date_of_initial_cpc is None and one.not_required is not True
    ]
    if len(waiting) > 1:
        yield found(*((enquiry, "date_of_initial_cpc") for enquiry in waiting))


RULE = EpisodeRule(
    code="8839",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    message="The episode has more than one section 47 enquiry that waits for its conference.",
    mend="Give the conference dates, or mark those for which none was required.",
    fields=(
        "Section47.DateOfInitialCPC",
        "Section47.ICPCnotRequired",
    ),
)
CASES = (
    fires(
        a_child_with(an_s47("2026-03-10"), an_s47("2026-03-11")),
        cells="DateOfInitialCPC= DateOfInitialCPC=",
    ),
    inside(a_child_with(an_s47("2026-03-10"), an_s47("2026-03-11", not_required="true"))),
    inside(a_child_with(an_s47("2026-03-10"), an_s47("2025-06-10", "2025-06-20"))),
    inside(a_child(an_episode(an_s47("2026-03-10")), an_episode(an_s47("2026-03-11")))),
    outside(
        a_child_with(
            an_s47("2026-03-10"),
            an_s47("2026-03-11", not_required=None),
            an_s47("2025-06-10", not_required="1"),
        ),
        cells="DateOfInitialCPC= DateOfInitialCPC=",
    ),
    absent(a_child()),
)
