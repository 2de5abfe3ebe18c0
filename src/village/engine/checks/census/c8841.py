"""8841: a review on or before the start of its plan."""

from village.engine.checks.census.cases import (
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
from village.engine.specs.census_document import ChildSpec


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        for review in plan.reviews:
            held, started = review.review_date, plan.start_date
            if held is not None and started is not None and held <= started:
                yield found((plan, "start_date"), (review, "review_date"))


def _reviewed(*days: str) -> ChildSpec:
    return a_child_with(a_cp_plan("2025-06-20", reviews=days))


RULE = EpisodeRule(
    code="8841",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    message="The review of the child protection plan is on or before the day the plan started.",
    mend="Correct the review's date, or move it to the plan it belongs to; the initial "
    "conference is no review.",
    fields=(
        "Reviews.CPPreviewDate",
        "ChildProtectionPlans.CPPstartDate",
    ),
)
CASES = (
    fires(_reviewed("2025-01-10"), cells="CPPstartDate=2025-06-20 CPPreviewDate=2025-01-10"),
    inside(_reviewed("2025-06-21", "2025-09-18")),
    outside(
        _reviewed("2025-06-21", "2025-06-20"),
        cells="CPPstartDate=2025-06-20 CPPreviewDate=2025-06-20",
    ),
    absent(_reviewed()),
)
