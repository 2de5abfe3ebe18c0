"""8875: a conference held at a weekend."""

from village.engine.checks.census.cases import a_child_with, absent, an_s47, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import is_weekend
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for enquiry in episode.section47s:
        if is_weekend(enquiry.date_of_initial_cpc):
            yield found((enquiry, "date_of_initial_cpc"))


RULE = EpisodeRule(
    code="8875",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    message="The initial child protection conference was held on a Saturday or Sunday.",
    mend="Correct the date.",
    fields=("Section47.DateOfInitialCPC",),
)
CASES = (
    fires(a_child_with(an_s47("2025-06-10", "2025-06-21")), cells="DateOfInitialCPC=2025-06-21"),
    inside(a_child_with(an_s47("2025-06-10", "2025-06-20"))),
    inside(a_child_with(an_s47("2025-06-10", "2025-08-25"))),
    outside(a_child_with(an_s47("2025-06-10", "2025-06-22")), cells="DateOfInitialCPC=2025-06-22"),
    inside(a_child_with(an_s47("2025-06-10", "2025-06-23"))),
    absent(a_child_with(an_s47("2025-06-10"))),
)
