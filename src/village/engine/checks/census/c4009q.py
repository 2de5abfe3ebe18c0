"""4009Q: a child in need plan that ends after the child's death."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cin_plan,
    absent,
    an_episode,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import before
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, child: Child, _ground: Ground) -> Findings:
    for plan in episode.cin_plans:
        if before(child.death_date, plan.end_date):
            yield found((child, "death_date"), (plan, "end_date"))


RULE = EpisodeRule(
    code="4009Q",
    severity=Severity.QUERY,
    find=find,
    when="cin_plans",
    message="The child in need plan ends after the child's death.",
    mend="Correct the date that is wrong; a plan ends at the latest on the day of the death.",
    fields=(
        "CINplanDates.CINPlanEndDate",
        "ChildIdentifiers.PersonDeathDate",
    ),
)
CASES = (
    fires(
        a_child(an_episode(a_cin_plan("2025-06-03", "2026-01-05")), PersonDeathDate="2025-06-20"),
        cells="PersonDeathDate=2025-06-20 CINPlanEndDate=2026-01-05",
    ),
    inside(
        a_child(an_episode(a_cin_plan("2025-06-03", "2025-06-20")), PersonDeathDate="2025-06-20")
    ),
    outside(
        a_child(an_episode(a_cin_plan("2025-06-03", "2025-06-21")), PersonDeathDate="2025-06-20"),
        cells="PersonDeathDate=2025-06-20 CINPlanEndDate=2025-06-21",
    ),
    absent(a_child(PersonDeathDate="2025-06-20")),
    absent(a_child_with(a_cin_plan("2025-06-03", "2025-06-21"))),
)
