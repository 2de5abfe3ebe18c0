"""What a children in need census return is: which element holds what, in which order and layout.

Source: Department for Education, children in need census, technical specification 2025 to 2026.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from village.engine.specs.census_records import (
    Assessment,
    Child,
    CinPlan,
    CpPlan,
    Disability,
    Episode,
    Header,
    Notice,
    PreProceedings,
    Record,
    Review,
    Section47,
)

__all__ = [
    "COLUMNS",
    "FIELDS",
    "LAYOUT",
    "NAME",
    "PASSED_OVER",
    "TABLES",
    "Assessment",
    "Child",
    "CinPlan",
    "CpPlan",
    "Disability",
    "Episode",
    "Field",
    "Header",
    "Kind",
    "Notice",
    "PreProceedings",
    "Record",
    "Review",
    "Section47",
]

NAME = "census"
"""How the rest of the engine asks for this return: `checks.run(received, spec="census")`."""


class Kind(StrEnum):
    """How a field's text becomes a value."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "whole number"
    FLAG = "true or false"


ALL = (2024, 2025, 2026)
"""Census years (the year of the reference date) whose layouts are read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One leaf element.

    flag: a second attribute, the text understood as true or false. many: the element repeats and
    its values are one tuple. record, own: the element repeats and each is a row of its own table,
    its value in the attribute `own`; `attribute` is then the parent's tuple of rows.
    """

    xml: str
    attribute: str
    kind: Kind = Kind.TEXT
    mandatory: bool = False
    layouts: tuple[int, ...] = ALL
    flag: str = ""
    many: bool = False
    record: type[Record] | None = None
    own: str = ""


def _date(xml: str, attribute: str, *, mandatory: bool = False) -> Field:
    return Field(xml, attribute, Kind.DATE, mandatory)


LAYOUT: Mapping[str, tuple[str, ...]] = {
    "Message": ("Header", "Children"),
    "Header": ("CollectionDetails", "Source"),
    "CollectionDetails": ("Collection", "Year", "ReferenceDate"),
    "Source": ("SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"),
    "Children": ("Child",),
    "Child": ("ChildIdentifiers", "ChildCharacteristics", "CINdetails"),
    "ChildIdentifiers": (
        "LAchildID",
        "UPN",
        "FormerUPN",
        "UPNunknown",
        "PersonBirthDate",
        "ExpectedPersonBirthDate",
        "GenderCurrent",
        "Sex",
        "PersonDeathDate",
    ),
    "ChildCharacteristics": ("Ethnicity", "Disabilities"),
    "Disabilities": ("Disability",),
    "CINdetails": (
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "CINclosureDate",
        "ReasonForClosure",
        "DateOfInitialCPC",
        "Assessments",
        "CINPlanDates",
        "Section47",
        "ReferralNFA",
        "ChildProtectionPlans",
        "PreProceedingsandFGDM",
    ),
    "Assessments": (
        "AssessmentActualStartDate",
        "AssessmentInternalReviewDate",
        "AssessmentAuthorisationDate",
        "FactorsIdentifiedAtAssessment",
    ),
    "FactorsIdentifiedAtAssessment": ("AssessmentFactors",),
    "CINPlanDates": ("CINPlanStartDate", "CINPlanEndDate"),
    "Section47": (
        "S47ActualStartDate",
        "InitialCPCtarget",
        "DateOfInitialCPC",
        "ICPCnotRequired",
    ),
    "ChildProtectionPlans": (
        "CPPstartDate",
        "CPPendDate",
        "InitialCategoryOfAbuse",
        "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP",
        "Reviews",
    ),
    "Reviews": ("CPPreviewDate",),
    "PreProceedingsandFGDM": (
        "PPStartDate",
        "LBPSentDate",
        "FGDMMeetingOffer",
        "FGDMMeetingFac",
        "InitialPPMeetingDate",
        "ReviewMeetingsCount",
        "StepDecisionDate",
        "PPOutcome",
        "CourtAppDate",
        "LetterInitCPDate",
    ),
}
"""What stands inside each element, in the order of real files; a name without a row is a leaf."""

PASSED_OVER = frozenset({"Content"})
"""Elements of the department's common header that hold nothing of the census."""

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "CollectionDetails": (
        Field("Collection", "collection", mandatory=True),
        Field("Year", "year", Kind.NUMBER, mandatory=True),
        _date("ReferenceDate", "reference_date", mandatory=True),
    ),
    "Source": (
        Field("SourceLevel", "source_level"),
        Field("LEA", "lea", mandatory=True),
        Field("SoftwareCode", "software_code"),
        Field("Release", "release"),
        Field("SerialNo", "serial_no"),
        Field("DateTime", "date_time"),
    ),
    "ChildIdentifiers": (
        Field("LAchildID", "la_child_id", mandatory=True),
        Field("UPN", "upn"),
        Field("FormerUPN", "former_upn"),
        Field("UPNunknown", "upn_unknown"),
        _date("PersonBirthDate", "birth_date"),
        _date("ExpectedPersonBirthDate", "expected_birth_date"),
        Field("GenderCurrent", "gender_current", layouts=(2024,)),
        Field("Sex", "sex", mandatory=True),
        _date("PersonDeathDate", "death_date"),
    ),
    "ChildCharacteristics": (Field("Ethnicity", "ethnicity", mandatory=True),),
    "Disabilities": (Field("Disability", "disabilities", record=Disability, own="code"),),
    "CINdetails": (
        _date("CINreferralDate", "referral_date", mandatory=True),
        Field("ReferralSource", "referral_source", mandatory=True),
        Field("PrimaryNeedCode", "primary_need_code"),
        _date("CINclosureDate", "closure_date"),
        Field("ReasonForClosure", "reason_for_closure"),
        _date("DateOfInitialCPC", "date_of_initial_cpc"),
        Field("ReferralNFA", "referral_nfa", Kind.FLAG, mandatory=True, flag="nfa"),
    ),
    "Assessments": (
        _date("AssessmentActualStartDate", "actual_start_date", mandatory=True),
        _date("AssessmentInternalReviewDate", "internal_review_date"),
        _date("AssessmentAuthorisationDate", "authorisation_date"),
    ),
    "FactorsIdentifiedAtAssessment": (Field("AssessmentFactors", "factors", many=True),),
    "CINPlanDates": (
        _date("CINPlanStartDate", "start_date", mandatory=True),
        _date("CINPlanEndDate", "end_date"),
    ),
    "Section47": (
        _date("S47ActualStartDate", "actual_start_date", mandatory=True),
        _date("InitialCPCtarget", "initial_cpc_target"),
        _date("DateOfInitialCPC", "date_of_initial_cpc"),
        Field(
            "ICPCnotRequired", "icpc_not_required", Kind.FLAG, mandatory=True, flag="not_required"
        ),
    ),
    "ChildProtectionPlans": (
        _date("CPPstartDate", "start_date", mandatory=True),
        _date("CPPendDate", "end_date"),
        Field("InitialCategoryOfAbuse", "initial_category_of_abuse", mandatory=True),
        Field("LatestCategoryOfAbuse", "latest_category_of_abuse", mandatory=True),
        Field("NumberOfPreviousCPP", "number_of_previous_cpp", Kind.NUMBER, mandatory=True),
    ),
    "Reviews": (Field("CPPreviewDate", "reviews", Kind.DATE, record=Review, own="review_date"),),
    "PreProceedingsandFGDM": (
        Field("PPStartDate", "pp_start_date", layouts=(2026,)),
        Field("LBPSentDate", "lbp_sent_date", layouts=(2026,)),
        Field("FGDMMeetingOffer", "fgdm_meeting_offer", layouts=(2026,)),
        Field("FGDMMeetingFac", "fgdm_meeting_fac", layouts=(2026,)),
        Field("InitialPPMeetingDate", "initial_pp_meeting_date", layouts=(2026,)),
        Field("ReviewMeetingsCount", "review_meetings_count", layouts=(2026,)),
        Field("StepDecisionDate", "step_decision_date", layouts=(2026,)),
        Field("PPOutcome", "pp_outcome", layouts=(2026,)),
        Field("CourtAppDate", "court_app_date", layouts=(2026,)),
        Field("LetterInitCPDate", "letter_init_cp_date", layouts=(2026,)),
    ),
}
"""The leaves of each element."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as analysts know it, the record of its rows and the elements whose leaves fill it.

    opened_by: the element that begins a row. within: the parent's attribute that holds the rows.
    """

    name: str
    record: type[Record]
    elements: tuple[str, ...]
    opened_by: str = ""
    within: str = ""


TABLES: tuple[Table, ...] = (
    Table("Header", Header, ("CollectionDetails", "Source"), "Header"),
    Table("ChildIdentifiers", Child, ("ChildIdentifiers",), "Child"),
    Table("ChildCharacteristics", Child, ("ChildCharacteristics",)),
    Table("Disabilities", Disability, ("Disabilities",)),
    Table("CINdetails", Episode, ("CINdetails",), "CINdetails", "episodes"),
    Table(
        "Assessments",
        Assessment,
        ("Assessments", "FactorsIdentifiedAtAssessment"),
        "Assessments",
        "assessments",
    ),
    Table("CINplanDates", CinPlan, ("CINPlanDates",), "CINPlanDates", "cin_plans"),
    Table("Section47", Section47, ("Section47",), "Section47", "section47s"),
    Table(
        "ChildProtectionPlans",
        CpPlan,
        ("ChildProtectionPlans",),
        "ChildProtectionPlans",
        "cp_plans",
    ),
    Table("Reviews", Review, ("Reviews",)),
    Table(
        "PreProceedingsandFGDM",
        PreProceedings,
        ("PreProceedingsandFGDM",),
        "PreProceedingsandFGDM",
        "pre_proceedings",
    ),
)


def _columns() -> dict[tuple[type[Record], str], tuple[str, str]]:
    columns: dict[tuple[type[Record], str], tuple[str, str]] = {}
    for table in TABLES:
        for field in (one for element in table.elements for one in FIELDS[element]):
            record, attribute = field.record or table.record, field.own or field.attribute
            columns[record, attribute] = (table.name, field.xml)
    return columns


COLUMNS: Mapping[tuple[type[Record], str], tuple[str, str]] = _columns()
"""(record, attribute) to (table, column): how a finding names its cells."""
