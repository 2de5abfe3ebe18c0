"""8842Q: a review without a date."""

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
from village.engine.specs.census_document import ChildSpec, Value


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        for review in plan.reviews:
            if review.review_date is None:
                yield found((review, "review_date"))


def _reviewed(*groups: Value) -> ChildSpec:
    return a_child_with(a_cp_plan("2025-06-20", Reviews=groups))


RULE = EpisodeRule(
    code="8842Q",
    severity=Severity.QUERY,
    find=find,
    when="cp_plans",
    message="A review of the child protection plan has no date.",
    mend="Give the date of the review, or leave the empty group out.",
    fields=("Reviews.CPPreviewDate",),
)
CASES = (
    fires(_reviewed({"CPPreviewDate": ""}), cells="CPPreviewDate="),
    inside(_reviewed({"CPPreviewDate": ["2025-09-18", "2026-02-05"]})),
    outside(
        _reviewed({"CPPreviewDate": ["2025-09-18", "18/09/2025"]}), cells="CPPreviewDate=18/09/2025"
    ),
    outside(_reviewed({}), cells="CPPreviewDate="),
    absent(a_child_with(a_cp_plan("2025-06-20"))),
)
