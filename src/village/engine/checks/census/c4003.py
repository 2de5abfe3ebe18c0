"""4003: a review while a child in need plan runs."""

from datetime import date

from village.engine.checks.census.cases import (
    Block,
    a_child,
    a_child_with,
    a_cin_plan,
    a_cp_plan,
    absent,
    an_episode,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import covers
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, CinPlan, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        for review in plan.reviews:
            if review.review_date is None or review.review_date == plan.end_date:
                continue
            for other in episode.cin_plans:
                if _runs_on(review.review_date, other, last=ground.reference_date):
                    yield found((plan, "end_date"), (other, "start_date"), (review, "review_date"))


def _runs_on(day: date, plan: CinPlan, *, last: date) -> bool:
    return covers(day, start=plan.start_date, end=plan.end_date, last=last, end_counts=False)


def _plan(review: str, *, end: str | None = None) -> Block:
    return a_cp_plan("2025-06-20", end, reviews=(review,))


RULE = EpisodeRule(
    code="4003",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    needs=(Need.REFERENCE_DATE,),
    message="A review of the child protection plan took place while a child in need plan was "
    "running.",
    mend="Correct the dates: a child in need plan begins when the protection plan has ended.",
    fields=(
        "Reviews.CPPreviewDate",
        "CINplanDates.CINPlanStartDate",
        "CINplanDates.CINPlanEndDate",
        "ChildProtectionPlans.CPPendDate",
    ),
)
CASES = (
    fires(
        a_child_with(_plan("2025-11-20", end="2025-12-01"), a_cin_plan("2025-11-03", "2026-01-30")),
        cells="CPPendDate=2025-12-01 CINPlanStartDate=2025-11-03 CPPreviewDate=2025-11-20",
    ),
    inside(
        a_child_with(_plan("2025-11-03", end="2025-11-03"), a_cin_plan("2025-11-03", "2026-01-30"))
    ),
    inside(a_child_with(_plan("2025-11-02"), a_cin_plan("2025-11-03", "2026-01-30"))),
    inside(a_child_with(_plan("2026-01-30"), a_cin_plan("2025-11-03", "2026-01-30"))),
    inside(a_child_with(_plan("2026-04-01"), a_cin_plan("2025-11-03"))),
    inside(a_child(an_episode(_plan("2025-11-20")), an_episode(a_cin_plan("2025-11-03")))),
    outside(
        a_child_with(_plan("2025-11-03"), a_cin_plan("2025-11-03", "2026-01-30")),
        cells="CPPendDate= CINPlanStartDate=2025-11-03 CPPreviewDate=2025-11-03",
    ),
    outside(
        a_child_with(_plan("2026-01-29"), a_cin_plan("2025-11-03", "2026-01-30")),
        cells="CPPendDate= CINPlanStartDate=2025-11-03 CPPreviewDate=2026-01-29",
    ),
    outside(
        a_child_with(_plan("2026-03-31"), a_cin_plan("2025-11-03")),
        cells="CPPendDate= CINPlanStartDate=2025-11-03 CPPreviewDate=2026-03-31",
    ),
    absent(a_child_with(_plan("2025-11-20"))),
)
