"""The layout and the code sets as the department publishes them, written here a second time.

Source: children in need census 2025 to 2026, technical specification and code sets.
"""

from dataclasses import fields

import pytest

from village.engine.checks.census import years
from village.engine.checks.census.upns import LETTERS, check_letter
from village.engine.specs import census_codes as codes
from village.engine.specs.census import COLUMNS, FIELDS, LAYOUT, TABLES, Child, Kind, Record

PUBLISHED = {
    "Header": "Collection Year ReferenceDate SourceLevel LEA SoftwareCode Release SerialNo "
    "DateTime",
    "ChildIdentifiers": "LAchildID UPN FormerUPN UPNunknown PersonBirthDate "
    "ExpectedPersonBirthDate GenderCurrent Sex PersonDeathDate",
    "ChildCharacteristics": "Ethnicity",
    "Disabilities": "Disability",
    "CINdetails": "CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure "
    "DateOfInitialCPC ReferralNFA",
    "Assessments": "AssessmentActualStartDate AssessmentInternalReviewDate "
    "AssessmentAuthorisationDate AssessmentFactors",
    "CINplanDates": "CINPlanStartDate CINPlanEndDate",
    "Section47": "S47ActualStartDate InitialCPCtarget DateOfInitialCPC ICPCnotRequired",
    "ChildProtectionPlans": "CPPstartDate CPPendDate InitialCategoryOfAbuse "
    "LatestCategoryOfAbuse NumberOfPreviousCPP",
    "Reviews": "CPPreviewDate",
    "PreProceedingsandFGDM": "PPStartDate LBPSentDate FGDMMeetingOffer FGDMMeetingFac "
    "InitialPPMeetingDate ReviewMeetingsCount StepDecisionDate PPOutcome CourtAppDate "
    "LetterInitCPDate",
}

MANDATORY = {
    "Header": "Collection Year ReferenceDate LEA",
    "ChildIdentifiers": "LAchildID Sex",
    "ChildCharacteristics": "Ethnicity",
    "CINdetails": "CINreferralDate ReferralSource ReferralNFA",
    "Assessments": "AssessmentActualStartDate",
    "CINplanDates": "CINPlanStartDate",
    "Section47": "S47ActualStartDate ICPCnotRequired",
    "ChildProtectionPlans": "CPPstartDate InitialCategoryOfAbuse LatestCategoryOfAbuse "
    "NumberOfPreviousCPP",
}

CODE_SETS = {
    "ETHNICITIES": "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH CHNE BCRB "
    "BAFR BOTH OOTH REFU NOBT",
    "REFERRAL_SOURCES": "1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10",
    "NEEDS": "N0 N1 N2 N3 N4 N5 N6 N7 N8 N9",
    "CLOSURES": "RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9",
    "ABUSE": "NEG PHY SAB EMO MUL",
    "DISABILITIES": "NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA",
    "UPN_UNKNOWN": "UN1 UN2 UN3 UN4 UN5 UN6 UN7",
    "FACTORS": "1A 2A 3A 4A 5A 6A 1B 2B 3B 4B 5B 6B 1C 2C 3C 4C 5C 6C 7A 8B 8C 8D 8E 8F 9A 10A "
    "11A 12A 13A 14A 15A 16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A",
}


def columns_of(table: str) -> set[str]:
    return {column for held, column in COLUMNS.values() if held == table}


def test_there_are_exactly_the_published_tables() -> None:
    assert {table.name for table in TABLES} == set(PUBLISHED)


@pytest.mark.parametrize("table", PUBLISHED)
def test_a_table_has_exactly_the_published_fields(table: str) -> None:
    assert columns_of(table) == set(PUBLISHED[table].split())


@pytest.mark.parametrize("table", PUBLISHED)
def test_exactly_the_published_fields_are_mandatory(table: str) -> None:
    elements = next(one.elements for one in TABLES if one.name == table)

    mandatory = {field.xml for e in elements for field in FIELDS[e] if field.mandatory}

    assert mandatory == set(MANDATORY.get(table, "").split())


@pytest.mark.parametrize("name", CODE_SETS)
def test_a_code_set_holds_exactly_the_published_codes(name: str) -> None:
    assert set(getattr(codes, name)) == set(CODE_SETS[name].split())


def test_there_are_44_factors_and_20_ethnicities() -> None:
    assert (len(codes.FACTORS), len(codes.ETHNICITIES)) == (44, 20)


def test_every_field_stands_in_the_layout_and_on_its_record() -> None:
    for element, held in FIELDS.items():
        assert {field.xml for field in held} <= set(LAYOUT[element])
    for record, attribute in COLUMNS:
        assert attribute in {field.name for field in fields(record)}


def test_every_date_is_read_as_a_date() -> None:
    written_as_date = {
        field.xml
        for element, held in FIELDS.items()
        for field in held
        if "Date" in field.xml and element not in {"PreProceedingsandFGDM", "Source"}
    } | {"InitialCPCtarget", "DateOfInitialCPC"}

    read_as_date = {f.xml for held in FIELDS.values() for f in held if f.kind is Kind.DATE}

    assert read_as_date == written_as_date


def test_records_are_frozen_and_hold_no_more_than_their_fields() -> None:
    for record in (Record, *(table.record for table in TABLES)):
        assert record.__dataclass_params__.frozen
        assert not hasattr(record(), "__dict__")


def test_the_older_and_newer_layouts_are_named() -> None:
    layouts = {field.xml: field.layouts for field in FIELDS["ChildIdentifiers"]}

    assert layouts["GenderCurrent"] == (2024,)
    assert layouts["UPN"] == (2024, 2025, 2026)
    assert {field.layouts for field in FIELDS["PreProceedingsandFGDM"]} == {(2026,)}


def test_authorities_of_pupil_numbers_are_those_published() -> None:
    before, since = years.terms("2022-23").authorities, years.terms("2025-26").authorities

    assert since - before == {"942", "943"}
    assert {"001", "201", "801", "941"} <= before
    assert not {"006", "214", "421", "944", "700", "814"} & since
    assert len(since) == 195


def test_pupil_numbers_are_checked_by_the_published_sum() -> None:
    weighted = 8 * 2 + 0 * 3 + 1 * 4 + 2 * 5 + 0 * 6 + 0 * 7 + 0 * 8 + 0 * 9 + 1 * 10 + 0 * 11
    weighted += 0 * 12 + 1 * 13

    assert weighted % 23 == 7
    assert check_letter("801200001001") == LETTERS[7] == "H"
    assert not set(LETTERS) & set("IOS")
    assert "".join(sorted({*LETTERS, *"IOS"})) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_child_without_anything_is_still_a_child() -> None:
    child = Child()

    assert (child.episodes, child.disabilities, child.noticed) == ((), (), ())
