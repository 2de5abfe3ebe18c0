"""8730: the number of earlier plans is missing or below nought."""

from village.engine.checks.census.cases import (
    Block,
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


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    for plan in episode.cp_plans:
        if plan.number_of_previous_cpp is None or plan.number_of_previous_cpp < 0:
            yield found((plan, "number_of_previous_cpp"))


def _after(plans: str | None) -> Block:
    return a_cp_plan("2025-06-20", NumberOfPreviousCPP=plans)


RULE = EpisodeRule(
    code="8730",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    message="The number of previous child protection plans is missing or not a whole number from "
    "0 up.",
    mend="Give how many plans the child has had before this one, 0 if none.",
    fields=("ChildProtectionPlans.NumberOfPreviousCPP",),
)
CASES = (
    fires(a_child_with(_after("two")), cells="NumberOfPreviousCPP=two"),
    inside(a_child_with(_after("0"))),
    inside(a_child_with(_after("12"))),
    outside(a_child_with(_after("-1")), cells="NumberOfPreviousCPP=-1"),
    outside(
        a_child_with(_after("1.5"), _after("x")),
        cells="NumberOfPreviousCPP=1.5 NumberOfPreviousCPP=x",
    ),
    outside(a_child_with(_after(None)), cells="NumberOfPreviousCPP="),
    absent(a_child()),
)
