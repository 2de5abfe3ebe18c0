"""Ten worked cases of the published rules, each with every rule that it must set off."""

import io

import pytest

from village.engine import checks
from village.engine.checks.census.cases import (
    HEADER,
    NO_ASSESSMENT,
    a_child,
    a_child_with,
    a_cin_plan,
    a_cp_plan,
    an_assessment,
    an_episode,
    an_s47,
)
from village.engine.checks.findings import Checked
from village.engine.intake import receive
from village.engine.specs.census_document import ChildSpec, document

WHOLE_RETURN = {"2883", "2886Q", "2887Q", "2888Q"}

LATER_NO_ACTION = an_episode(NO_ASSESSMENT, CINreferralDate="2025-10-01", ReferralNFA="1")
ON_ITS_CONFERENCE = (a_cp_plan("2025-06-20"), an_s47("2025-06-10", "2025-06-20"))
SUMMER = an_assessment("2025-06-03", "2025-07-01", "1A")


def transfer_in(not_required: str) -> ChildSpec:
    return a_child_with(
        a_cp_plan("2025-06-20"),
        an_s47("2025-06-10", not_required=not_required),
        DateOfInitialCPC="2025-06-20",
    )


def nothing_attached(referred: str) -> ChildSpec:
    episode = an_episode(NO_ASSESSMENT, CINreferralDate=referred, ReferralNFA="1")
    return a_child(episode, UPN=None, UPNunknown="UN7")


STEPPED_DOWN = a_child(
    an_episode(
        an_assessment("2025-04-08", "2025-04-28", "1A"),
        a_cp_plan("2025-04-28", "2025-07-01"),
        CINreferralDate="2025-04-07",
        DateOfInitialCPC="2025-04-28",
        CINclosureDate="2025-07-15",
        ReasonForClosure="RC7",
    ),
    an_episode(
        an_assessment("2025-08-04", "2025-08-29", "1A"),
        a_cp_plan("2025-08-11", "2025-11-03", reviews=("2025-11-03",)),
        a_cin_plan("2025-11-03", "2026-01-30"),
        CINreferralDate="2025-08-01",
        DateOfInitialCPC="2025-08-11",
    ),
)

CLOSED_AFTER_ASSESSMENT = a_child_with(
    an_assessment("2025-06-03", "2025-07-01", "21", "1A"),
    a_cin_plan("2025-07-02", "2025-09-10"),
    CINclosureDate="2025-09-01",
    ReasonForClosure="RC8",
)

UNBORN = a_child(
    an_episode(NO_ASSESSMENT, CINreferralDate="2026-03-02"),
    disabilities=(),
    UPN=None,
    PersonBirthDate=None,
    ExpectedPersonBirthDate="2026-12-31",
)

WORKED = {
    "0: the base child": (a_child(), ""),
    "1: a later referral without action": (a_child(an_episode(), LATER_NO_ACTION), "8816 8820"),
    "2: two open protection plans": (
        a_child_with(
            *ON_ITS_CONFERENCE, a_cp_plan("2025-08-11"), an_s47("2025-08-01", "2025-08-11")
        ),
        "8935 8940",
    ),
    "3a: transfer in, the enquiry open": (transfer_in("0"), "2885 8675Q"),
    "3b: transfer in, not required": (transfer_in("1"), ""),
    "3c: transfer in, not required in words": (transfer_in("true"), ""),
    "4a: plan handed over": (
        a_child_with(*ON_ITS_CONFERENCE, a_cin_plan("2025-06-05", "2025-06-20")),
        "",
    ),
    "4b: both plans open": (
        a_child_with(*ON_ITS_CONFERENCE, a_cin_plan("2025-06-20")),
        "4001 4016 4017",
    ),
    "5: the last review on the plan's end": (STEPPED_DOWN, ""),
    "6a: assessments that touch": (
        a_child_with(SUMMER, an_assessment("2025-07-01", "2025-08-01", "1A")),
        "8863Q",
    ),
    "6b: one assessment twice": (a_child_with(SUMMER, SUMMER), "8863Q"),
    "6c: two open assessments": (
        a_child_with(an_assessment("2026-03-02"), an_assessment("2026-03-02")),
        "8863Q 8896",
    ),
    "7a: 46 working days": (a_child_with(an_assessment("2026-01-26")), "8670Q"),
    "7b: 45 working days": (a_child_with(an_assessment("2026-01-27")), ""),
    "7c: 44 working days": (a_child_with(an_assessment("2026-01-28")), ""),
    "7d: 16 working days": (a_child_with(an_s47("2026-03-09")), "8675Q"),
    "7e: 15 working days": (a_child_with(an_s47("2026-03-10")), ""),
    "7f: 14 working days": (a_child_with(an_s47("2026-03-11")), ""),
    "8a: referred on the working day before": (nothing_attached("2025-03-31"), ""),
    "8b: referred the Friday before": (nothing_attached("2025-03-28"), "8569Q"),
    "9: closed after assessment": (CLOSED_AFTER_ASSESSMENT, "2990 8565 8869"),
    "10: not yet born": (UNBORN, "8530Q 8606 8750"),
}


AS_REFERENCE = {
    "2: two open protection plans": "8940",
    "3c: transfer in, not required in words": "2885",
    "5: the last review on the plan's end": "4003",
    "6b: one assessment twice": "",
    "6c: two open assessments": "8896",
    "7b: 45 working days": "8670Q",
    "7e: 15 working days": "8675Q",
    "8a: referred on the working day before": "8569Q",
    "9: closed after assessment": "2990",
}
"""What the open reference implementation was measured to report, where it is something else."""


def checked_alone(child: ChildSpec, *, as_reference: bool = False) -> Checked:
    text = "".join(document(HEADER, [child]))
    received = receive(io.BytesIO(text.encode()), name="worked.xml")
    return checks.run(received, spec="census", as_reference=as_reference)


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_case_sets_off_exactly_its_rules(name: str) -> None:
    child, expected = WORKED[name]

    checked = checked_alone(child)

    found = {outcome.rule for outcome in checked.ended(checks.End.FOUND)} - WHOLE_RETURN
    assert found == set(expected.split())
    assert not list(checked.ended(checks.End.COULD_NOT_RUN))


@pytest.mark.parametrize("name", WORKED)
def test_as_reference_a_worked_case_sets_off_what_was_measured_there(name: str) -> None:
    child, ours = WORKED[name]

    checked = checked_alone(child, as_reference=True)

    found = {outcome.rule for outcome in checked.ended(checks.End.FOUND)} - WHOLE_RETURN
    assert found == set(AS_REFERENCE.get(name, ours).split())
    assert "faults and all" in checked.header["Reported"]


def test_a_check_says_nothing_of_the_reference_unless_it_is_asked() -> None:
    checked = checked_alone(WORKED["0: the base child"][0])

    assert "Reported" not in checked.header
