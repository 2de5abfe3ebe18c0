"""2990: closed after assessment, yet more followed."""

from village.engine.checks.census.cases import (
    Block,
    a_child_with,
    a_cin_plan,
    a_cp_plan,
    absent,
    an_s47,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found, given
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_codes import CLOSED_AFTER_ASSESSMENT
from village.engine.specs.census_document import ChildSpec, Value


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    if episode.reason_for_closure not in CLOSED_AFTER_ASSESSMENT:
        return
    followed = [
        *given(episode, "date_of_initial_cpc"),
        *((enquiry, "actual_start_date") for enquiry in episode.section47s),
        *((plan, "start_date") for plan in episode.cp_plans),
        *((plan, "start_date") for plan in episode.cin_plans),
    ]
    if followed:
        yield found((episode, "reason_for_closure"), *followed)


def _closed(reason: str, *modules: Block, **changes: Value) -> ChildSpec:
    changes |= {"CINclosureDate": "2025-09-01", "ReasonForClosure": reason}
    return a_child_with(*modules, **changes)


RULE = EpisodeRule(
    code="2990",
    severity=Severity.ERROR,
    find=find,
    message="The episode was closed after assessment (RC8 or RC9), but has an enquiry, a "
    "conference or a plan.",
    mend="Give the reason for closure that fits, or remove what was recorded by mistake.",
    fields=(
        "CINdetails.ReasonForClosure",
        "CINdetails.DateOfInitialCPC",
        "Section47.S47ActualStartDate",
        "ChildProtectionPlans.CPPstartDate",
        "CINplanDates.CINPlanStartDate",
    ),
)
CASES = (
    fires(
        _closed("RC8", a_cin_plan("2025-07-02", "2025-08-01")),
        cells="ReasonForClosure=RC8 CINPlanStartDate=2025-07-02",
    ),
    inside(_closed("RC8")),
    inside(_closed("RC7", a_cin_plan("2025-07-02", "2025-08-01"))),
    outside(
        _closed(
            "RC9",
            an_s47("2025-06-10", not_required="1"),
            a_cp_plan("2025-06-20"),
            DateOfInitialCPC="2025-06-20",
        ),
        cells="ReasonForClosure=RC9 DateOfInitialCPC=2025-06-20 S47ActualStartDate=2025-06-10 "
        "CPPstartDate=2025-06-20",
    ),
    absent(a_child_with(a_cin_plan("2025-07-02", "2025-08-01"))),
)
