"""2884: one conference recorded twice, on an enquiry and on an episode."""

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
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    for episode in child.episodes:
        held = episode.date_of_initial_cpc
        if held is None:
            continue
        enquiries = (enquiry for other in child.episodes for enquiry in other.section47s)
        for enquiry in enquiries:
            if enquiry.date_of_initial_cpc == held:
                yield found((enquiry, "date_of_initial_cpc"), (episode, "date_of_initial_cpc"))


RULE = ChildRule(
    code="2884",
    severity=Severity.ERROR,
    find=find,
    message="The same initial conference is recorded on a section 47 enquiry and on the episode.",
    mend="Keep it on the enquiry. The episode's date is only for a child who moved in with a plan.",
    fields=(
        "Section47.DateOfInitialCPC",
        "CINdetails.DateOfInitialCPC",
    ),
)
_JUNE = an_s47("2025-06-10", "2025-06-20")
CASES = (
    fires(
        a_child_with(_JUNE, DateOfInitialCPC="2025-06-20"),
        cells="DateOfInitialCPC=2025-06-20 DateOfInitialCPC=2025-06-20",
    ),
    inside(a_child_with(_JUNE, DateOfInitialCPC="2025-06-19")),
    inside(a_child_with(an_s47("2025-06-10"), DateOfInitialCPC="2025-06-20")),
    outside(
        a_child(an_episode(_JUNE), an_episode(DateOfInitialCPC="2025-06-20")),
        cells="DateOfInitialCPC=2025-06-20 DateOfInitialCPC=2025-06-20",
    ),
    absent(a_child_with(DateOfInitialCPC="2025-06-20")),
)
