"""8905: the initial category of abuse is missing or no code."""

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
        if plan.initial_category_of_abuse not in ABUSE:
            yield found((plan, "initial_category_of_abuse"))


RULE = EpisodeRule(
    code="8905",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    message="The initial category of abuse is missing or not one of the codes.",
    mend="Give one of NEG, PHY, SAB, EMO or MUL.",
    fields=("ChildProtectionPlans.InitialCategoryOfAbuse",),
)
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-20", InitialCategoryOfAbuse="Neglect")),
        cells="InitialCategoryOfAbuse=Neglect",
    ),
    inside(a_child_with(a_cp_plan("2025-06-20", InitialCategoryOfAbuse="MUL"))),
    outside(
        a_child_with(a_cp_plan("2025-06-20", InitialCategoryOfAbuse="neg")),
        cells="InitialCategoryOfAbuse=neg",
    ),
    outside(
        a_child_with(a_cp_plan("2025-06-20", InitialCategoryOfAbuse=None)),
        cells="InitialCategoryOfAbuse=",
    ),
    absent(a_child()),
)
