"""How often children come into care and what follows: every figure by name, with its source.

CLA: Department for Education, Children looked after in England including adoptions, 2025 (year to
31 March 2025): figures of the inner London borough that the district is drawn after, unless said.
They were fixed before anything was tuned on them.
"Ours" marks an assumption: it gives the breakdowns something to show and says nothing of anyone.
"""

from typing import Final

from village.engine.synthetic.dice import Odds

AT_YEAR_END: Final = 282
STARTING: Final = 126
CEASING: Final = 144
"""CLA, number and rate per 10,000: 79, 35 and 40 in 2025."""

AFTER_PROTECTION: Final = 0.19
AFTER_NEED: Final = 0.028
"""Of protection plans, and of other cases in need, those that lead into care: ours, for `STARTING`
children a year."""

MULTIPLIED_BY_AGE: Final = {0: 1.6, 1: 0.8, 5: 0.55, 10: 0.9, 13: 1.5, 16: 1.7}
"""From so old on. CLA, age at 31 March: under 1 2 %, 1 to 4 10 %, 5 to 9 12 %, 10 to 15 36 %,
16 and over 40 %."""

ALONE: Final = 26
"""Unaccompanied children who come in a year, at scale 1. CLA: 42 of 282 at 31 March."""
ALONE_AGE: Final = Odds({14: 8, 15: 22, 16: 40, 17: 30})
ALONE_BOYS: Final = 0.94
ALONE_ETHNICITY: Final = Odds({"OOTH": 45, "BAFR": 35, "AOTH": 20})
"""Near England's, CLA table on unaccompanied children; ours in detail."""

NEED: Final = Odds({"N1": 66, "N3": 3, "N4": 10, "N5": 5, "N2": 3, "N6": 2, "N8": 3})
"""CLA, category of need."""

FIRST_STATUS: Final = Odds({"V2": 42, "C1": 38, "L2": 8, "L1": 7, "C2": 5})
"""Ours: what care begins with. CLA, at 31 March: full care order 52 %, interim 20 %, section 20
25 %, placement order 3 %."""

FULL_ORDER: Final = 0.6
"""Ours: of interim orders, those that become full ones."""

PLACE: Final = Odds({"U6": 46, "U4": 14, "U3": 8, "U1": 4, "K2": 8, "P1": 4, "R1": 2, "S1": 1})
PLACE_FROM_16: Final = Odds({"U6": 34, "U4": 16, "K2": 14, "K3": 30, "H5": 3, "P1": 3})
"""CLA, placement: foster 72 %, children's homes 8 %, supported accommodation 11 %, parents 4 %."""

PROVIDER: Final = Odds({"PR1": 38, "PR2": 5, "PR4": 48, "PR5": 8})
"""CLA, place providers; parents and unknown follow from the placement."""

PLACES_EACH: Final = Odds({0: 62, 1: 22, 2: 9, 3: 4, 4: 3})
"""Changes of placement in a stay. CLA: 9 % had three placements or more in the year."""

CHANGED_WHY: Final = Odds(
    {"CARPL": 44, "CREQB": 12, "CREQO": 14, "LAREQ": 8, "CHILD": 6, "STAND": 2, "CLOSE": 2,
     "ALLEG": 2, "OTHER": 10}
)  # fmt: skip
"""Near England's, CLA table on reasons for placement change; ours in detail."""

STAY_DAYS: Final = Odds({12: 5, 45: 6, 120: 9, 260: 13, 450: 16, 800: 18, 1500: 17, 2800: 16})
"""Ours, from CLA (children who ceased, by duration)."""

ENDED_WHY: Final = Odds({"E4A": 34, "E4B": 6, "E48": 8, "E46": 4, "E41": 6, "E13": 8, "E8": 10,
                         "E3": 2})  # fmt: skip
GROWN_WHY: Final = Odds({"E17": 38, "E5": 34, "E6": 14, "E7": 14})
"""Near England's, CLA table on reasons for ceasing; ours in detail."""

ADOPTED: Final = 0.05
"""Of stays that begin under five. CLA, England: 3,000 adoptions of 34,450 who ceased."""

REVIEWED_IN_TIME: Final = 0.93
"""Ours."""
PARTICIPATION: Final = Odds(
    {"PN1": 56, "PN2": 6, "PN3": 4, "PN4": 4, "PN5": 6, "PN6": 16, "PN7": 8}
)
"""Ours."""

IMMUNISED: Final = 0.84
TEETH_CHECKED: Final = 0.81
HEALTH_ASSESSED: Final = 0.90
DEVELOPMENT_CHECKED: Final = 0.88
CONVICTED: Final = 0.02
SUBSTANCE_MISUSE: Final = 0.03
RECEIVED_HELP: Final = 0.41
SCORED: Final = 0.78
"""CLA, England, 2025: outcomes of children looked after for twelve months."""

SCORE: Final = Odds({4: 16, 9: 20, 12: 14, 15: 14, 18: 14, 22: 12, 27: 8, 33: 2})
"""CLA, England: 45 % normal, 13 % borderline, 42 % a concern; mean 14.9."""
NO_SCORE: Final = Odds({"SDQ2": 45, "SDQ4": 30, "SDQ5": 20, "SDQ3": 5})

MISSING_A_YEAR: Final = {10: 0.02, 12: 0.06, 14: 0.16, 15: 0.24, 16: 0.26, 17: 0.22}
"""Of children in care, by age, those with an absence in a year. CLA, England: about one in ten of
all ages; ours by age."""

IN_TOUCH: Final = Odds({"YES": 91, "NO": 3, "REFU": 2, "NREQ": 2, "RHOM": 2})
ACTIVITY: Final = Odds({"F2": 34, "F1": 4, "F4": 6, "F5": 22, "P2": 2, "P5": 2, "G4": 7, "G5": 21,
                        "G6": 3})  # fmt: skip
ACCOMMODATION: Final = Odds({"U1": 40, "Z1": 14, "D1": 18, "K1": 8, "B1": 8, "C1": 4, "T1": 2,
                             "V2": 2, "S2": 2, "X2": 2})  # fmt: skip
"""CLA, England, care leavers of 17 to 21: 54 to 64 % in education, work or training; 90 % live in
suitable accommodation; ours in detail."""

WORKER_STAYS: Final = 480.0
"""Ours: days that a social worker is a child's, on average."""
WORKER_CHANGED: Final = Odds({"MANAGE": 24, "LEFTRL": 30, "TSPROC": 22, "ORGRST": 8, "ABSENC": 8,
                              "CHCHAN": 2, "PCCHAN": 2, "OTHERS": 4})  # fmt: skip

PLACED_NEAR: Final = 0.27
"""CLA: inside the authority's boundary."""
