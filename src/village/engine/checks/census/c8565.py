"""8565: something dated after the episode closed."""

from collections.abc import Iterator

from village.engine.checks.census.cases import (
    NO_ASSESSMENT,
    Block,
    a_child_with,
    a_cin_plan,
    a_cp_plan,
    absent,
    an_assessment,
    an_s47,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.dates import before
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode, Record
from village.engine.specs.census_document import ChildSpec, Value


def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
    closed = episode.closure_date
    if closed is None:
        return
    late = [
        (record, attribute)
        for record, attribute in _dated(episode)
        if before(closed, getattr(record, attribute))
    ]
    if late:
        yield found((episode, "closure_date"), *late)


def _dated(episode: Episode) -> Iterator[tuple[Record, str]]:
    yield episode, "date_of_initial_cpc"
    for assessment in episode.assessments:
        yield assessment, "actual_start_date"
        yield assessment, "authorisation_date"
    for enquiry in episode.section47s:
        yield enquiry, "actual_start_date"
        yield enquiry, "date_of_initial_cpc"
    for protection in episode.cp_plans:
        yield protection, "end_date"
    for plan in episode.cin_plans:
        yield plan, "start_date"
        yield plan, "end_date"


def _closed_on_1_september(*modules: Block, **changes: Value) -> ChildSpec:
    closed: dict[str, Value] = {"CINclosureDate": "2025-09-01", "ReasonForClosure": "RC7"}
    return a_child_with(*modules, **closed, **changes)


RULE = EpisodeRule(
    code="8565",
    severity=Severity.ERROR,
    find=find,
    message="Something in the episode is dated after it closed.",
    mend="Correct the closure date, or the dates shown beside it.",
    fields=(
        "CINdetails.CINclosureDate",
        "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate",
        "Section47.S47ActualStartDate",
        "Section47.DateOfInitialCPC",
        "CINdetails.DateOfInitialCPC",
        "ChildProtectionPlans.CPPendDate",
        "CINplanDates.CINPlanStartDate",
        "CINplanDates.CINPlanEndDate",
    ),
)
CASES = (
    fires(
        a_child_with(
            a_cin_plan("2025-07-02", "2025-09-10"),
            CINclosureDate="2025-09-01",
            ReasonForClosure="RC7",
        ),
        cells="CINclosureDate=2025-09-01 CINPlanEndDate=2025-09-10",
    ),
    inside(_closed_on_1_september(a_cin_plan("2025-09-01", "2025-09-01"))),
    inside(_closed_on_1_september(a_cp_plan("2025-09-02"))),
    inside(a_child_with(a_cin_plan("2025-07-02", "2025-09-10"))),
    outside(
        _closed_on_1_september(
            an_assessment("2025-09-02", "2025-09-03", "1A"),
            an_s47("2025-09-04", "2025-09-05"),
            a_cp_plan("2025-06-20", "2025-09-06"),
            a_cin_plan("2025-09-07"),
            DateOfInitialCPC="2025-09-08",
        ),
        cells="CINclosureDate=2025-09-01 AssessmentActualStartDate=2025-09-02 "
        "AssessmentAuthorisationDate=2025-09-03 S47ActualStartDate=2025-09-04 "
        "DateOfInitialCPC=2025-09-05 CPPendDate=2025-09-06 CINPlanStartDate=2025-09-07 "
        "DateOfInitialCPC=2025-09-08",
    ),
    absent(_closed_on_1_september(NO_ASSESSMENT)),
)
