"""Reporting as the open reference implementation does: measured faults, for comparison alone."""

import io
from typing import Any

import pytest

from village.engine.checks.census import as_reference, years
from village.engine.checks.census.cases import (
    HEADER,
    NO_ASSESSMENT,
    Block,
    a_child,
    a_child_with,
    a_cin_plan,
    a_cp_plan,
    an_assessment,
    an_episode,
    an_s47,
)
from village.engine.checks.census.differences import DIFFERENCES
from village.engine.checks.findings import End
from village.engine.checks.returns import check
from village.engine.errors import Usage
from village.engine.intake import receive
from village.engine.specs.census_document import ChildSpec, Value, document
from village.engine.specs.returns import CENSUS, LOOKED_AFTER

NFA: dict[str, Value] = {"ReferralNFA": "1"}
CLOSED: dict[str, Value] = {"CINclosureDate": "2025-09-01", "ReasonForClosure": "RC7"}


def rules_found(*children: ChildSpec, as_reference: bool) -> set[str]:
    named = [_numbered(one, number) for number, one in enumerate(children)]
    text = "".join(document(HEADER, named))
    received = receive(io.BytesIO(text.encode()), name="return.xml")
    result = check(received, spec=CENSUS, as_reference=as_reference)
    return {outcome.rule for outcome in result.ended(End.FOUND)}


def _numbered(child: ChildSpec, number: int) -> ChildSpec:
    """Several base children need an id each; what a case says of an id stays."""
    identifiers: Any = child["ChildIdentifiers"]
    if identifiers["LAchildID"] != "A1":
        return child
    return {**child, "ChildIdentifiers": {**identifiers, "LAchildID": f"A{number}"}}


def ended(*factors: str) -> Block:
    return an_assessment("2025-06-03", "2025-07-01", *factors)


DIFFER: dict[str, tuple[tuple[ChildSpec, ...], bool, bool]] = {
    "8540": ((a_child(disabilities=()),), True, False),
    "8614": ((a_child_with(an_assessment("2026-03-02", None, "1A")),), True, False),
    "8869": ((a_child_with(ended("21", "1A")),), True, False),
    "8870Q": ((a_child_with(an_s47("2025-06-10", target="2025-06-21")),), True, False),
    "8898": ((a_child_with(ended("1A", "1A")),), True, False),
    "8945Q": ((a_child_with(ended("18A")),), True, False),
    "8950Q": ((a_child_with(ended("19A")),), True, False),
    "8670Q": ((a_child_with(an_assessment("2026-01-27")),), False, True),
    "8675Q": ((a_child_with(an_s47("2026-03-10")),), False, True),
    "8569Q": ((a_child_with(NO_ASSESSMENT, CINreferralDate="2025-03-31", **NFA),), False, True),
    "8565": ((a_child_with(a_cp_plan("2025-06-20", "2025-09-06"), **CLOSED),), True, False),
    "8730": (
        (
            a_child_with(a_cp_plan("2025-06-20", NumberOfPreviousCPP="-1")),
            a_child_with(a_cp_plan("2025-06-20", NumberOfPreviousCPP="two")),
        ),
        True, False,
    ),
    "8740": ((a_child_with(an_s47("2025-03-10", not_required="false")),), True, False),
    "8772": (
        ({**a_child(UPN=None, UPNunknown="UN7"), "CINdetails": []},), False, True,
    ),
    "8831": ((a_child_with(NO_ASSESSMENT, an_s47(None, "2025-06-20"), **NFA),), True, False),
    "8832": (
        (a_child(), a_child_with(NO_ASSESSMENT, a_cp_plan("2025-06-20"), **NFA)), True, False,
    ),
    "8863Q": ((a_child_with(ended("1A"), ended("1A")),), True, False),
    "8868": ((a_child_with(an_s47("2025-06-10", "2025-06-20", not_required="1"), **CLOSED),),
             False, True),
    "8873Q": ((a_child_with(an_assessment("2026-03-02", None, "21")),), False, True),
    "8890": ((a_child_with(an_s47("2025-06-10"), an_s47("2025-06-10")),), True, False),
    "8897Q": ((a_child_with(ended("ZZ")),), True, False),
    "8935": ((a_child_with(a_cp_plan("2025-06-20"), a_cp_plan("2025-08-11")),), True, False),
    "8940": (
        (a_child(an_episode(a_cp_plan("2025-06-20")), an_episode(a_cp_plan("2025-08-11"))),),
        True, False,
    ),
    "2885": (
        (a_child_with(a_cp_plan("2025-06-20"), an_s47("2025-06-10", not_required="true"),
                      DateOfInitialCPC="2025-06-20"),),
        False, True,
    ),
    "2887Q": ((*(a_child() for _ in range(8)),), True, False),
    "4003": (
        (a_child(an_episode(a_cp_plan("2025-04-28", "2025-07-01")),
                 an_episode(a_cp_plan("2025-08-11", "2025-11-03", reviews=("2025-11-03",)),
                            a_cin_plan("2025-11-03", "2026-01-30"))),),
        False, True,
    ),
    "1580": ((a_child(LAchildID="Zoë1"),), True, False),
    "8510": ((a_child(LAchildID=None), a_child(LAchildID=None)), False, True),
    "8816": ((a_child(an_episode(), an_episode()),), False, True),
    "4000": ((a_child_with(NO_ASSESSMENT, a_cin_plan("2025-06-20"), ReferralNFA="TRUE"),),
             True, False),
    "8610": ((a_child_with(ReferralNFA="FALSE", PrimaryNeedCode=None),), True, False),
}  # fmt: skip
"""Children, whether our rule finds something, and whether the reference does."""


@pytest.mark.parametrize("rule", DIFFER)
def test_a_rule_reports_as_each_of_the_two_does(rule: str) -> None:
    children, ours, theirs = DIFFER[rule]

    assert (rule in rules_found(*children, as_reference=False)) is ours
    assert (rule in rules_found(*children, as_reference=True)) is theirs


def test_every_rule_that_runs_otherwise_is_tried_and_stands_in_the_list_of_differences() -> None:
    told = {code for one in DIFFERENCES for code in one.rules}

    assert set(as_reference.CHANGED) <= set(DIFFER)
    assert set(as_reference.CHANGED) <= told


@pytest.mark.parametrize("year", years.YEARS)
def test_the_reference_has_the_years_published_rules_and_none_of_ours(year: str) -> None:
    held = [rule.code for rule in as_reference.rules(years.rules(year))]

    assert held == list(years.codes(year))


def test_only_the_census_can_be_reported_so() -> None:
    received = receive(io.BytesIO(b"CHILD,DOB\nA1,2014-05-20\n"), name="header.csv")

    with pytest.raises(Usage, match="Only the census"):
        check(received, spec=LOOKED_AFTER, as_reference=True)
