"""8870Q: a conference planned for a weekend."""

from village.engine.checks.census.cases import a_child_with, absent, an_s47, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import is_weekend
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for enquiry in episode.section47s:
        if is_weekend(enquiry.initial_cpc_target):
            yield found((enquiry, "initial_cpc_target"))


RULE = EpisodeRule(
    code="8870Q",
    severity=Severity.QUERY,
    find=find,
    when="section47s",
    message="The target date of the initial conference is a Saturday or Sunday.",
    mend="Correct the date; it is 15 working days after the strategy discussion.",
    fields=("Section47.InitialCPCtarget",),
)
CASES = (
    fires(
        a_child_with(an_s47("2025-06-10", "2025-06-20", target="2025-06-21")),
        cells="InitialCPCtarget=2025-06-21",
    ),
    inside(a_child_with(an_s47("2025-06-10", "2025-06-20", target="2025-06-20"))),
    inside(a_child_with(an_s47("2025-06-10", "2025-06-20", target="2025-08-25"))),
    outside(
        a_child_with(an_s47("2025-06-10", "2025-06-20", target="2025-06-22")),
        cells="InitialCPCtarget=2025-06-22",
    ),
    inside(a_child_with(an_s47("2025-06-10", "2025-06-20", target="2025-06-23"))),
    absent(a_child_with(an_s47("2025-06-10"))),
)
