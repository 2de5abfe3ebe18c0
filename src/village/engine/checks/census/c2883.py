"""2883: more child protection plans start in the year than conferences were held."""

from village.engine.checks.census.cases import (
    a_child,
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
from village.engine.checks.census.rules import Findings, ReturnRule
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


class PlansAgainstConferences:
    """Counts plans that start in the year and conferences held in it, wherever recorded."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.plans = 0
        self.conferences = 0

    def see(self, child: Child) -> None:
        in_year = self.ground.in_year
        for episode in child.episodes:
            starts = (plan.start_date for plan in episode.cp_plans)
            held = (enquiry.date_of_initial_cpc for enquiry in episode.section47s)
            self.plans += sum(day is not None and in_year(day) for day in starts)
            self.conferences += sum(
                day is not None and in_year(day) for day in (episode.date_of_initial_cpc, *held)
            )

    def findings(self) -> Findings:
        if self.plans > self.conferences:
            yield found()


RULE = ReturnRule(
    code="2883",
    severity=Severity.ERROR,
    start=PlansAgainstConferences,
    needs=(Need.REFERENCE_DATE,),
    message="More child protection plans start in the year than initial conferences were held.",
    mend="Record the initial conference of every plan, on its section 47 enquiry or, for a child "
    "who moved in, on the episode. Rule 2885 lists the plans.",
    fields=(
        "ChildProtectionPlans.CPPstartDate",
        "CINdetails.DateOfInitialCPC",
        "Section47.DateOfInitialCPC",
    ),
)
_PLAN = a_cp_plan("2025-06-20")
CASES = (
    fires(a_child(an_episode(_PLAN)), cells="-"),
    inside(a_child(an_episode(_PLAN, DateOfInitialCPC="2025-06-20"))),
    inside(a_child(an_episode(_PLAN, an_s47("2025-06-10", "2025-06-20")))),
    inside(a_child(an_episode(a_cp_plan("2025-03-31")))),
    outside(
        a_child(an_episode(_PLAN, DateOfInitialCPC="2025-06-20"), an_episode(_PLAN)), cells="-"
    ),
    absent(a_child()),
)
