"""The code sets of the looked-after return, with their meaning.

Source: Department for Education, guide to the SSDA903 collection, code sets 2024 to 2025; what
other years differ in stands with the rules' years.
"""

from collections.abc import Mapping

STARTED = "S"
NEW_EPISODE: Mapping[str, str] = {
    STARTED: "Started to be looked after",
    "L": "Legal status changed",
    "P": "Placement and carer changed",
    "T": "Placement changed, carer the same",
    "B": "Legal status, placement and carer changed",
    "U": "Legal status and placement changed, carer the same",
}

RESPITE = frozenset({"V3", "V4"})
LEGAL: Mapping[str, str] = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated by agreement (section 20)",
    "V3": "Short breaks, recorded one by one",
    "V4": "Short breaks, recorded as a series",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
    "J1": "Remanded or detained",
    "J2": "Detained under PACE",
    "J3": "Sentenced, with residence requirement",
}

NEEDS: Mapping[str, str] = {
    "N1": "Abuse or neglect",
    "N2": "Child's disability",
    "N3": "Parent's illness or disability",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
}

FOSTERED = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
WITH_FORMER_CARERS = frozenset({"A3", "A5"})
TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
PLACES: Mapping[str, str] = {
    "U1": "Foster care with relatives, long term",
    "U2": "Foster care with relatives, to be adopters",
    "U3": "Foster care with relatives, other",
    "U4": "Foster care, long term",
    "U5": "Foster care, to be adopters",
    "U6": "Foster care, other",
    "A3": "For adoption with the foster carers, by consent",
    "A4": "For adoption with others, by consent",
    "A5": "For adoption with the foster carers, by order",
    "A6": "For adoption with others, by order",
    "K1": "Secure home",
    "K2": "Children's home",
    "H5": "Semi-independent, no children's home regulations",
    "P1": "With parents",
    "P2": "Independent living",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "Health or nursing establishment",
    "R3": "Family centre",
    "R5": "Young offender institution or prison",
    "S1": "Residential school",
    "T0": "Temporary placement, all kinds in series",
    "T1": "Temporary: in hospital",
    "T2": "Temporary: carer on holiday",
    "T3": "Temporary: in another's care",
    "T4": "Temporary: for another reason",
    "Z1": "Other placement",
}

OWN_PROVISION = "PR1"
PROVIDERS: Mapping[str, str] = {
    "PR0": "Parents or person with responsibility",
    "PR1": "The authority's own",
    "PR2": "Another authority",
    "PR3": "Another public body",
    "PR4": "Private",
    "PR5": "Voluntary",
}

CONTINUES = "X1"
DIED = "E2"
ADOPTED = frozenset({"E11", "E12"})
GUARDIANSHIP = frozenset({"E45", "E46", "E47", "E48"})
ENDS: Mapping[str, str] = {
    CONTINUES: "A new episode begins the same day",
    "E11": "Adopted, unopposed",
    "E12": "Adopted, consent dispensed with",
    DIED: "Died",
    "E3": "Care taken over by another authority",
    "E4A": "Home to parents, planned",
    "E4B": "Home to parents, not planned",
    "E13": "Left to live with others with no responsibility",
    "E41": "Child arrangements order",
    "E45": "Special guardianship to former foster carers, relatives",
    "E46": "Special guardianship to former foster carers, others",
    "E47": "Special guardianship to other relatives",
    "E48": "Special guardianship to others",
    "E5": "Independent, with support",
    "E6": "Independent, no support",
    "E7": "To adult social care",
    "E8": "Any other reason",
    "E9": "Sentenced to custody",
    "E14": "Accommodation on remand ended",
    "E15": "Age assessment found 18 or over",
    "E16": "Moved abroad",
    "E17": "Aged 18, stayed with carers",
}

CHANGE_OF_PLACE: Mapping[str, str] = {
    "CARPL": "As the care plan says",
    "CLOSE": "Home closed",
    "ALLEG": "Allegation",
    "STAND": "Standard of care",
    "APPRR": "Approval removed",
    "CREQB": "Carer asked: child's behaviour",
    "CREQO": "Carer asked: other",
    "CHILD": "Child asked",
    "LAREQ": "Authority asked",
    "PLACE": "Only the status of the placement changed",
    "CUSTOD": "Custody",
    "OTHER": "Other",
}

UNDER_FOUR = "PN0"
PARTICIPATION: Mapping[str, str] = {
    UNDER_FOUR: "Under 4 at the review",
    "PN1": "Came and spoke",
    "PN2": "Came, an advocate spoke",
    "PN3": "Came, made views known without words",
    "PN4": "Came and did not give views",
    "PN5": "Did not come, briefed an advocate",
    "PN6": "Did not come, sent views",
    "PN7": "Did not come nor send views",
}

ABSENCES: Mapping[str, str] = {"M": "Missing", "A": "Away without authorisation"}

NO_SCORE: Mapping[str, str] = {
    "SDQ1": "No form returned as the child was too young or old",
    "SDQ2": "Carer refused",
    "SDQ3": "Not possible: disability",
    "SDQ4": "Other",
    "SDQ5": "Child or young person refuses",
}
SCORES = frozenset(str(score) for score in range(41))
YES_NO = frozenset({"0", "1"})

IN_TOUCH: Mapping[str, str] = {
    "YES": "In touch",
    "NO": "Not in touch",
    "DIED": "Died after leaving care",
    "REFU": "Refuses contact",
    "NREQ": "No longer requires services",
    "RHOM": "Returned home",
}
ACTIVITIES = frozenset(["F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"])
ACCOMMODATION = frozenset(
    {f"{letter}{fit}" for letter in "BCDEGHKRTUVWYZ" for fit in "12"} | {"S2", "X2", "0"}
)
"""A letter for the kind of home and 1 where it is suitable, 2 where it is not."""

ADOPTERS = frozenset({"M1", "F1", "MM", "FF", "MF"})
COUPLES = frozenset({"MM", "FF", "MF"})
SAME_SEX = frozenset({"MM", "FF"})
ADOPTERS_STATUS: Mapping[str, str] = {
    "L0": "Single",
    "L11": "Married, different sexes",
    "L12": "Married, same sex",
    "L2": "Civil partnership",
    "L3": "Different sexes, neither married nor partners",
    "L4": "Same sex, neither married nor partners",
}
SINGLE = "L0"

REVERSALS: Mapping[str, str] = {
    "RD1": "Prospective adopters could not be found",
    "RD2": "The court did not make a placement order",
    "RD3": "Needs of the child changed",
    "RD4": "Other",
}

NEVER_PERMANENT = "Z1"
PERMANENCE: Mapping[str, str] = {
    "P1": "Adoption",
    "P2": "Special guardianship order",
    "P3": "Residence or child arrangements order",
    "P4": "Unknown",
    NEVER_PERMANENT: "None",
}
ELSEWHERE = frozenset({"WAL", "SCO", "NUK", "NIR"})
"""Where a permanence was arranged outside England's authorities."""

UPN_UNKNOWN = frozenset({"UN1", "UN2", "UN3", "UN4", "UN5"})

WORKER_CHANGED: Mapping[str, str] = {
    "MANAGE": "Change of manager's allocation",
    "FCONTA": "First contact",
    "LEFTRL": "Left the role",
    "ORGRST": "Organisation restructured",
    "TSPROC": "Transfer in the process",
    "ABSENC": "Absence",
    "CHCHAN": "Child asked for a change",
    "PCCHAN": "Parent or carer asked for a change",
    "SWDIED": "Worker died",
    "OTHERS": "Other",
}
