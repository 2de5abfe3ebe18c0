"""2885: a child protection plan that does not start with an initial conference."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cp_plan,
    absent,
    an_episode,
    an_s47,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode


def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
    required = [one for one in episode.section47s if one.not_required is not True]
    held = (
        {one.date_of_initial_cpc for one in required} if required else {episode.date_of_initial_cpc}
    )
    matched = any(plan.start_date in held for plan in episode.cp_plans if plan.start_date)
    for plan in episode.cp_plans:
        started = plan.start_date
        if started is None or started in held or not ground.in_year(started):
            continue
        if not required:
            yield found((plan, "start_date"), (episode, "date_of_initial_cpc"))
        elif matched:
            yield found((plan, "start_date"))
        else:
            yield found((plan, "start_date"), *((one, "date_of_initial_cpc") for one in required))


RULE = EpisodeRule(
    code="2885",
    severity=Severity.ERROR,
    find=find,
    when="cp_plans",
    needs=(Need.REFERENCE_DATE,),
    message="The child protection plan does not start on the day of an initial conference of its "
    "episode.",
    mend="Correct the start of the plan or the date of the conference. For a child who moved "
    "in with a plan give the transfer-in conference on the episode.",
    fields=(
        "ChildProtectionPlans.CPPstartDate",
        "Section47.DateOfInitialCPC",
        "Section47.ICPCnotRequired",
        "CINdetails.DateOfInitialCPC",
    ),
)
_PLAN = a_cp_plan("2025-06-20")
CASES = (
    fires(
        a_child_with(a_cp_plan("2025-06-23"), an_s47("2025-06-10", "2025-06-20")),
        cells="CPPstartDate=2025-06-23 DateOfInitialCPC=2025-06-20",
    ),
    inside(a_child_with(_PLAN, an_s47("2025-06-10", "2025-06-20"))),
    inside(a_child_with(_PLAN, DateOfInitialCPC="2025-06-20")),
    inside(
        a_child_with(
            _PLAN, an_s47("2025-06-10", not_required="true"), DateOfInitialCPC="2025-06-20"
        )
    ),
    inside(a_child_with(a_cp_plan("2025-03-31"))),
    outside(
        a_child_with(a_cp_plan("2025-04-01")), cells="CPPstartDate=2025-04-01 DateOfInitialCPC="
    ),
    outside(
        a_child_with(_PLAN, an_s47("2025-06-10"), DateOfInitialCPC="2025-06-20"),
        cells="CPPstartDate=2025-06-20 DateOfInitialCPC=",
    ),
    outside(
        a_child_with(_PLAN, a_cp_plan("2025-09-01"), an_s47("2025-06-10", "2025-06-20")),
        cells="CPPstartDate=2025-09-01",
    ),
    outside(
        a_child(an_episode(_PLAN), an_episode(an_s47("2025-06-10", "2025-06-20"))),
        cells="CPPstartDate=2025-06-20 DateOfInitialCPC=",
    ),
    absent(a_child_with(an_s47("2025-06-10", "2025-06-20"))),
)
