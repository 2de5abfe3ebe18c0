"""8585Q: closed because of a death that is not recorded."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    absent,
    an_episode,
    fires,
    inside,
    outside,
    without_episodes,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, child: Child, _ground: Ground) -> Findings:
    if episode.reason_for_closure == "RC2" and child.death_date is None:
        yield found((child, "death_date"), (episode, "reason_for_closure"))


RULE = EpisodeRule(
    code="8585Q",
    severity=Severity.QUERY,
    find=find,
    message="The episode was closed because the child died, but the child has no death date.",
    mend="Give the death date, or another reason for closure.",
    fields=(
        "ChildIdentifiers.PersonDeathDate",
        "CINdetails.ReasonForClosure",
    ),
)
CASES = (
    fires(
        a_child_with(CINclosureDate="2025-09-01", ReasonForClosure="RC2"),
        cells="PersonDeathDate= ReasonForClosure=RC2",
    ),
    inside(
        a_child(
            an_episode(CINclosureDate="2025-09-01", ReasonForClosure="RC2"),
            PersonDeathDate="2025-08-30",
        )
    ),
    inside(a_child_with(CINclosureDate="2025-09-01", ReasonForClosure="RC7")),
    outside(
        a_child(an_episode(ReasonForClosure="RC2"), PersonDeathDate="30/08/2025"),
        cells="PersonDeathDate=30/08/2025 ReasonForClosure=RC2",
    ),
    absent(without_episodes(a_child())),
)
