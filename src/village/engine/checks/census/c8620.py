"""8620: an episode closed outside the year."""

from village.engine.checks.census.cases import a_child_with, absent, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    if episode.closure_date and not ground.in_year(episode.closure_date):
        yield found((episode, "closure_date"))


RULE = EpisodeRule(
    code="8620",
    severity=Severity.ERROR,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="The episode's closure is not in the year of the return.",
    mend="Correct the date; leave out an episode that closed before the year, leave the date "
    "out if it closed after.",
    fields=("CINdetails.CINclosureDate",),
)
CASES = (
    fires(a_child_with(CINclosureDate="2023-01-01"), cells="CINclosureDate=2023-01-01"),
    inside(a_child_with(CINclosureDate="2025-04-01")),
    inside(a_child_with(CINclosureDate="2026-03-31")),
    outside(a_child_with(CINclosureDate="2025-03-31"), cells="CINclosureDate=2025-03-31"),
    outside(a_child_with(CINclosureDate="2026-04-01"), cells="CINclosureDate=2026-04-01"),
    absent(a_child_with(CINclosureDate=None)),
)
