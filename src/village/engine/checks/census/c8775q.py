"""8775Q: an episode of a person over 25."""

from datetime import date

from village.engine.checks.census.cases import a_child, absent, an_episode, fires, inside, outside
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import birthday
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode

TOO_OLD = 25


def find(episode: Episode, child: Child, ground: Ground) -> Findings:
    born = child.birth_date
    if born is None or born >= _born_25_years_before(ground.reference_date):
        return
    if episode.closure_date is None or episode.closure_date > birthday(born, age=TOO_OLD):
        yield found((child, "birth_date"), (episode, "closure_date"))


def _born_25_years_before(reference_date: date) -> date:
    return reference_date.replace(year=reference_date.year - TOO_OLD)


RULE = EpisodeRule(
    code="8775Q",
    severity=Severity.QUERY,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="The child is over 25 and the episode is open or closed after the 25th birthday.",
    mend="Correct the birth date, or close the episode on the day it ended.",
    fields=(
        "ChildIdentifiers.PersonBirthDate",
        "CINdetails.CINclosureDate",
    ),
)
CASES = (
    fires(
        a_child(PersonBirthDate="1990-01-01"), cells="PersonBirthDate=1990-01-01 CINclosureDate="
    ),
    inside(a_child(PersonBirthDate="2001-03-31")),
    inside(a_child(an_episode(CINclosureDate="2025-07-15"), PersonBirthDate="2000-07-15")),
    inside(a_child(an_episode(CINclosureDate="2025-03-01"), PersonBirthDate="2000-02-29")),
    outside(
        a_child(PersonBirthDate="2001-03-30"), cells="PersonBirthDate=2001-03-30 CINclosureDate="
    ),
    outside(
        a_child(an_episode(CINclosureDate="2025-07-16"), PersonBirthDate="2000-07-15"),
        cells="PersonBirthDate=2000-07-15 CINclosureDate=2025-07-16",
    ),
    absent(a_child(PersonBirthDate=None)),
)
