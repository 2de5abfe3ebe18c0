"""The small language in which a rule's cases are written: changes to a child that is in order.

The base child was born in 2019, is not disabled and has one open episode: referred on 2 June 2025,
one assessment from 3 June to 1 July 2025 with factor 1A. The return is of 31 March 2026.
Names are the return's own: `a_child(an_episode(CINclosureDate="2025-08-01"))`; None leaves an
element out. Cells are written "Column=value", "Column=" where the value is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from village.engine.specs.census import FIELDS
from village.engine.specs.census_document import ChildSpec, Value, document

YEAR = "2025-26"

_COLLECTION: Mapping[str, Value] = {
    "Collection": "CIN",
    "Year": 2026,
    "ReferenceDate": "2026-03-31",
}

HEADER: Mapping[str, Value] = {
    "CollectionDetails": _COLLECTION,
    "Source": {
        "SourceLevel": "L",
        "LEA": "999",
        "SoftwareCode": "Village",
        "Release": "1",
        "SerialNo": "001",
        "DateTime": "2026-05-01T09:00:00",
    },
}

_IDENTIFIERS = {field.xml for field in FIELDS["ChildIdentifiers"]}

Block = tuple[str, Mapping[str, Value]]
"""A module of an episode: the name of its element and what stands inside."""


@dataclass(frozen=True, slots=True)
class Case:
    """One small return and the cells that a rule must show on it, none where it must hold.

    kind: "fires", "inside" the limit, "outside" it, or with the table "absent".
    """

    kind: str
    children: tuple[ChildSpec, ...]
    cells: tuple[str, ...]
    header: Mapping[str, Value]
    year: str

    def text(self) -> str:
        """The case as the XML of a whole return."""
        return "".join(document(self.header, self.children))


def fires(
    *children: ChildSpec,
    cells: str = "",
    header: Mapping[str, Value] = HEADER,
    year: str = YEAR,
) -> Case:
    """The rule finds these cells (separated by spaces; "-" for a finding without cells)."""
    return Case("fires", children, tuple(cells.split()), header, year)


def outside(
    *children: ChildSpec,
    cells: str = "",
    header: Mapping[str, Value] = HEADER,
    year: str = YEAR,
) -> Case:
    """Just beyond the limit, so the rule finds these cells."""
    return Case("outside", children, tuple(cells.split()), header, year)


def inside(*children: ChildSpec, header: Mapping[str, Value] = HEADER, year: str = YEAR) -> Case:
    """Just within the limit: the rule holds."""
    return Case("inside", children, (), header, year)


def absent(
    *children: ChildSpec,
    cells: str = "",
    header: Mapping[str, Value] = HEADER,
    year: str = YEAR,
) -> Case:
    """What the rule looks at is not there; most rules then hold."""
    return Case("absent", children, tuple(cells.split()), header, year)


def a_header(**changes: Value) -> Mapping[str, Value]:
    """The header with changes to its collection details."""
    return {**HEADER, "CollectionDetails": {**_COLLECTION, **changes}}


def a_child(
    *episodes: Mapping[str, Value],
    disabilities: tuple[str | None, ...] = ("NONE",),
    **changes: Value,
) -> ChildSpec:
    """A child in order, with these episodes (one in order where none is given) and changes."""
    identifiers: dict[str, Value] = {
        "LAchildID": "A1",
        "UPN": "H801200001001",
        "PersonBirthDate": "2019-05-14",
        "Sex": "F",
    }
    identifiers |= {name: value for name, value in changes.items() if name in _IDENTIFIERS}
    characteristics: dict[str, Value] = {"Ethnicity": "WBRI"}
    characteristics |= {n: v for n, v in changes.items() if n not in _IDENTIFIERS}
    if disabilities:
        codes = [code or "" for code in disabilities]
        characteristics["Disabilities"] = {"Disability": codes}
    return {
        "ChildIdentifiers": identifiers,
        "ChildCharacteristics": characteristics,
        "CINdetails": list(episodes or (an_episode(),)),
    }


def without_episodes(child: ChildSpec) -> ChildSpec:
    """The child with no CINdetails at all."""
    return {name: value for name, value in child.items() if name != "CINdetails"}


def without_characteristics(child: ChildSpec) -> ChildSpec:
    """The child with no ChildCharacteristics at all."""
    return {name: value for name, value in child.items() if name != "ChildCharacteristics"}


def an_episode(*modules: Block, **changes: Value) -> Mapping[str, Value]:
    """An episode in order with these modules; one assessment in order where none is given."""
    episode: dict[str, Value] = {
        "CINreferralDate": "2025-06-02",
        "ReferralSource": "1A",
        "PrimaryNeedCode": "N1",
        "ReferralNFA": "0",
    }
    held: dict[str, list[Value]] = {}
    if not any(name in {"Assessments", ""} for name, _ in modules):
        modules = (an_assessment("2025-06-03", "2025-07-01", "1A"), *modules)
    for name, block in modules:
        if name:
            held.setdefault(name, []).append(block)
    return {**episode, **changes, **held}


NO_ASSESSMENT: Block = ("", {})
"""In place of the assessment that an episode has by default."""


def an_assessment(
    start: str | None, authorised: str | None = None, *factors: str, **changes: Value
) -> Block:
    """An assessment from a date, to a date where it is authorised, with factors."""
    block: dict[str, Value] = {
        "AssessmentActualStartDate": start,
        "AssessmentAuthorisationDate": authorised,
    }
    if factors:
        block["FactorsIdentifiedAtAssessment"] = {"AssessmentFactors": list(factors)}
    return ("Assessments", {**block, **changes})


def an_s47(
    start: str | None,
    icpc: str | None = None,
    *,
    not_required: str | None = "0",
    target: str | None = None,
) -> Block:
    """A section 47 enquiry from a date, with the date of its conference."""
    block = {
        "S47ActualStartDate": start,
        "InitialCPCtarget": target,
        "DateOfInitialCPC": icpc,
        "ICPCnotRequired": not_required,
    }
    return ("Section47", block)


def a_cin_plan(start: str | None, end: str | None = None) -> Block:
    """A child in need plan."""
    return ("CINPlanDates", {"CINPlanStartDate": start, "CINPlanEndDate": end})


def a_cp_plan(
    start: str | None, end: str | None = None, *, reviews: tuple[str, ...] = (), **changes: Value
) -> Block:
    """A child protection plan with its reviews."""
    block: dict[str, Value] = {
        "CPPstartDate": start,
        "CPPendDate": end,
        "InitialCategoryOfAbuse": "NEG",
        "LatestCategoryOfAbuse": "NEG",
        "NumberOfPreviousCPP": "0",
        "Reviews": [{"CPPreviewDate": review} for review in reviews],
    }
    return ("ChildProtectionPlans", {**block, **changes})


def a_child_with(*modules: Block, **changes: Value) -> ChildSpec:
    """A child in order whose one episode has these modules and changes."""
    return a_child(an_episode(*modules, **changes))
