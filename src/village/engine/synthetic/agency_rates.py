"""How often things happen at school, at the clinic, at home and in court, with where it is from.

DfE-S: Department for Education, Suspensions and permanent exclusions in England, 2023/24.
DfE-A: the same, Pupil absence in schools in England, 2023/24. DfE-N: the same, Special educational
needs in England, 2024/25. Figures are rounded, known from the field, and none of any real place.
"Ours" marks an assumption: it gives the breakdowns something to show and says nothing of anyone.
All of them were fixed before any linkage was tuned.
"""

from typing import Final

from village.engine.synthetic.dice import Odds

KNOWN_AGES: Final = (4, 17)
"""Years of age at which a child may be on a school's roll."""

# On the roll of a school that the council funds or the state does.

ON_ROLL: Final = 0.9
ON_ROLL_16_AND_17: Final = 0.38
"""Ours: the rest are at fee-paying schools, at colleges, taught at home, or missing education."""

SCHOOLS: Final = 5
SCHOOL_CHANGED: Final = 0.05
"""Ours: schools of each phase in each of the twelve districts; a move within the two years."""

PLAN_IF_DISABLED: Final = 0.3
PLAN: Final = 0.023
SUPPORT: Final = 0.142
"""DfE-N: 5.3 % with a plan, 14.2 % with support; ours in how they fall on disabled children."""

# Attendance. A school year has 380 sessions of half a day.

SESSIONS: Final = {4: 104, 7: 66, 10: 116, 1: 94}
COUNTED_UNTIL: Final = {4: (6, 30), 7: (9, 30), 10: (12, 18), 1: (3, 27)}
"""Ours: by the first month of a quarter, possible sessions and the last day that is counted."""

ABSENCE: Final = Odds(
    {0.005: 18, 0.02: 25, 0.04: 23, 0.07: 14, 0.11: 9, 0.17: 6, 0.27: 3, 0.45: 1.2, 0.75: 0.8}
)
ABSENCE_IF_KNOWN: Final = 1.7
UNAUTHORISED: Final = 0.33
"""DfE-A: 7.1 % of sessions missed, 2.4 % unauthorised; 20.0 % of pupils miss a tenth, 2.3 % half. A
quarter's shares scatter more than a year's. Ours for children whom social care knows."""

# Suspensions and permanent exclusions.

SUSPENDED: Final = {
    4: 0.001, 5: 0.002, 6: 0.002, 7: 0.004, 8: 0.006, 9: 0.007, 10: 0.008, 11: 0.021, 12: 0.031,
    13: 0.036, 14: 0.034, 15: 0.025, 16: 0.005, 17: 0.003,
}  # fmt: skip
"""Of pupils in a year, by age; below `SUSPENDED_IF`. DfE-S: 11.3 suspensions for 100 pupils in
England, most of them at 12 to 14; the district is nearer to inner London, about 6."""

SUSPENDED_BOY: Final = 1.25
SUSPENDED_GIRL: Final = 0.72
SUSPENDED_WITH_PLAN: Final = 2.4
SUSPENDED_WITH_SUPPORT: Final = 1.9
SUSPENDED_IF_KNOWN: Final = 2.6
SUSPENDED_GROUP: Final = {"MWBC": 1.7, "BCRB": 1.8, "WROM": 2.2, "WIRT": 2.2, "AIND": 0.3,
                          "CHNE": 0.15, "ABAN": 0.6}  # fmt: skip
"""DfE-S, in rough proportion; ours for children whom social care knows."""

SUSPENSIONS_EACH: Final = Odds({1: 55, 2: 20, 3: 10, 5: 9, 8: 5, 12: 1})
SUSPENSION_SESSIONS: Final = Odds({1: 14, 2: 36, 4: 22, 6: 14, 10: 12, 20: 2})
PERMANENT: Final = 0.009
"""DfE-S: most are suspended once; 13 permanent for 1,000 suspensions, fewer here."""

EXCLUDED_FOR: Final = Odds(
    {"DB": 50, "VA": 12, "PA": 8, "PP": 14, "VP": 5, "DA": 4, "OW": 3, "DM": 2, "BU": 1, "RA": 1,
     "SM": 1, "TH": 1, "MT": 1, "PH": 1}
)  # fmt: skip
"""DfE-S: half for disruption that goes on; ours in detail."""

# Mental health services.

REFERRED_TO_CAMHS: Final = {
    4: 0.006, 6: 0.012, 8: 0.018, 10: 0.024, 12: 0.036, 14: 0.048, 16: 0.044,
}  # fmt: skip
"""Of children in a year, from so old on: ours, near what services publish."""

CAMHS_IF_KNOWN: Final = 2.3
CAMHS_GIRL: Final = 1.15
CAMHS_BOY: Final = 0.87
REFERRED_AGAIN: Final = 0.22
CAMHS_SOURCE: Final = Odds(
    {"gp": 42, "school": 22, "social care": 8, "self": 9, "emergency": 6, "health": 10, "other": 3}
)
CAMHS_URGENCY: Final = Odds({"routine": 86, "urgent": 11, "emergency": 3})
CAMHS_DECIDED_DAYS: Final = Odds({1: 10, 4: 24, 8: 28, 13: 22, 21: 12, 34: 4})
CAMHS_ACCEPTED: Final = 0.74
CAMHS_WAIT_DAYS: Final = Odds(
    {9: 9, 18: 14, 27: 17, 41: 18, 62: 15, 95: 12, 150: 9, 240: 4, 400: 2}
)
CAMHS_NEVER_CAME: Final = 0.06
CAMHS_OPEN_DAYS: Final = Odds({30: 18, 80: 26, 160: 24, 280: 18, 460: 14})
"""Ours, these ten: to whom, how soon decided, how long until a first contact, and how long open.
Urgent ones wait a fifth as long."""

# Domestic abuse that the police come to.

ABUSE_AT_HOME: Final = 0.037
"""Of families with children in a year, before `RISK`: ours, for about 430 incidents with a child in
a quarter, as the police of the district count themselves."""

ABUSE_TIMES: Final = Odds({1: 60, 2: 20, 3: 10, 5: 7, 9: 3})
ABUSE_RISK: Final = Odds({"standard": 58, "medium": 29, "high": 13})
ABUSE_PRESENT: Final = Odds({"saw": 34, "in the home": 52, "not there": 14})
ABUSE_CRIME: Final = 0.62
CHILD_WRITTEN_DOWN: Final = 0.9
COUNCIL_TOLD_DAYS: Final = Odds({0: 28, 1: 41, 2: 14, 3: 8, 6: 6, 13: 3})
COUNCIL_NOT_TOLD: Final = 0.05
SCHOOL_TOLD: Final = 0.8
CONFERENCE_IF_HIGH: Final = 0.88
"""Ours, these nine: incidents of one family, grade, where the child was, a crime, a child that the
officer wrote down, days until the council was told, the school told, a MARAC."""

# Youth justice.

DECIDED: Final = {
    10: 0.0001, 11: 0.0003, 12: 0.0006, 13: 0.0016, 14: 0.0028, 15: 0.0037, 16: 0.0047, 17: 0.0047,
}  # fmt: skip
"""Of children in a year, by age: ours, for about 13 first entries in a quarter, as the service of
the district counts itself; and as many children again who are diverted."""

DECIDED_BOY: Final = 1.7
DECIDED_GIRL: Final = 0.36
DECIDED_IF_KNOWN: Final = 3.2
DECIDED_IF_MISSING: Final = 3.0
DECIDED_GROUP: Final = {"BCRB": 1.9, "BAFR": 1.3, "BOTH": 1.5, "MWBC": 1.9, "AIND": 0.4,
                        "CHNE": 0.2}  # fmt: skip
"""Ours, in the direction of the Youth Justice Board's statistics by ethnicity."""

FIRST_OUTCOME: Final = Odds(
    {
        "diversion": 48,
        "caution": 10,
        "conditional caution": 17,
        "referral order": 20,
        "rehabilitation order": 4,
        "custody": 1,
    }
)
LATER_OUTCOME: Final = Odds(
    {
        "diversion": 16,
        "caution": 4,
        "conditional caution": 14,
        "referral order": 32,
        "rehabilitation order": 27,
        "custody": 7,
    }
)
DECIDED_AGAIN: Final = 0.3
DAYS_UNTIL_DECIDED_AGAIN: Final = 170.0
ORDER_DAYS: Final = {
    "diversion": 85,
    "caution": 0,
    "conditional caution": 100,
    "referral order": 210,
    "rehabilitation order": 330,
    "custody": 300,
}
OFFENCE: Final = Odds({"violence": 33, "drugs": 15, "robbery": 13, "theft": 13, "weapons": 11,
                       "motoring": 5, "public order": 5, "damage": 4, "sexual": 1})  # fmt: skip
REMANDED: Final = 0.05
IN_EDUCATION: Final = 0.6
"""Ours, these seven; about a third are decided upon again within a year."""

# Return interviews by the council's missing team.

COUNCIL_KNOWS_EPISODE: Final = 0.9
COUNCIL_ALONE_KNOWS: Final = 0.05
REFERENCE: Final = Odds({"right": 80, "none": 15, "mistyped": 3, "of another": 2})
TIME_AS_POLICE: Final = 0.7
INTERVIEW: Final = Odds({"held": 61, "declined": 24, "not possible": 7, "not offered": 8})
INTERVIEW_HOURS: Final = Odds({16: 14, 30: 18, 46: 17, 62: 16, 80: 12, 110: 11, 170: 8, 300: 4})
OFFERED_DAYS: Final = Odds({0: 22, 1: 44, 2: 20, 3: 8, 5: 4, 9: 2})
INTERVIEWER: Final = Odds({"missing team": 58, "charity": 24, "youth worker": 12, "other": 6})
"""Ours, these eight. Missing People, return home interviews delivered in 2023-24: 63 % of those
held were in time; the reference is the police's own where the council has it."""

# Who knows which numbers, and who is known twice.

REGISTERED: Final = 0.985
REGISTER_HAS_NUMBER: Final = 0.996
CLINIC_HAS_NUMBER: Final = 0.97
COURT_HAS_NUMBER: Final = 0.12
SCHOOL_HAS_POSTCODE: Final = 0.985
NUMBER_SLIP: Final = 0.002
"""Ours: children with a family doctor here, NHS numbers kept, and figures of a number put wrong."""
