"""8715: a conference held outside the year."""

from village.engine.checks.census.cases import a_child_with, absent, an_s47, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for enquiry in episode.section47s:
        if enquiry.date_of_initial_cpc and not ground.in_year(enquiry.date_of_initial_cpc):
            yield found((enquiry, "date_of_initial_cpc"))


RULE = EpisodeRule(
    code="8715",
    severity=Severity.ERROR,
    find=find,
    when="section47s",
    needs=(Need.REFERENCE_DATE,),
    message="The initial child protection conference was not held in the year of the return.",
    mend="Correct the date; leave out an enquiry whose conference was held before the year.",
    fields=("Section47.DateOfInitialCPC",),
)
CASES = (
    fires(a_child_with(an_s47("2025-03-03", "2027-06-20")), cells="DateOfInitialCPC=2027-06-20"),
    inside(a_child_with(an_s47("2025-03-03", "2025-04-01"))),
    inside(a_child_with(an_s47("2026-03-03", "2026-03-31"))),
    inside(a_child_with(DateOfInitialCPC="2025-03-31")),
    outside(a_child_with(an_s47("2025-03-03", "2025-03-31")), cells="DateOfInitialCPC=2025-03-31"),
    outside(a_child_with(an_s47("2026-03-03", "2026-04-01")), cells="DateOfInitialCPC=2026-04-01"),
    absent(a_child_with(an_s47("2026-03-03"))),
)
