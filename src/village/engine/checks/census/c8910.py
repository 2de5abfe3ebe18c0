"""8910: the latest category of abuse is missing or no code."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cp_plan,
    absent,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_codes import ABUSE


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        if plan.latest_category_of_abuse not in ABUSE:
            yield found((plan, "latest_category_of_abuse"))


RULE = EpisodeRule(
    code="8910",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    message="The latest category of abuse is missing or not one of the codes.",
    mend="Give one of NEG, PHY, SAB, EMO or MUL.",
    fields=("ChildProtectionPlans.LatestCategoryOfAbuse",),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20", LatestCategoryOfAbuse="Neglect")),
        cells="LatestCategoryOfAbuse=Neglect",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20", LatestCategoryOfAbuse="MUL"))),
    outside(
        a_child_with(a_cp_plan("2025-06-20", LatestCategoryOfAbuse="neg")),
        cells="LatestCategoryOfAbuse=neg",
    ),
    outside(
        a_child_with(a_cp_plan("2025-06-20", LatestCategoryOfAbuse=None)),
        cells="LatestCategoryOfAbuse=",
    ),
    absent(a_child()),
)
