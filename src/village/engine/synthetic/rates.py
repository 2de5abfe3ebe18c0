"""How often things happen in the district: every figure by name, with where it comes from.

LAIT: Department for Education, Local Authority Interactive Tool, 2025 (year to 31 March 2025).
CIN: the same, Characteristics of children in need, tables B1, C1, C3, D3 and D5, 2025.
Figures are those of the inner London borough that the district is drawn after, unless said; they
were fixed before any linkage was tuned.
"Ours" marks an assumption: it gives the breakdowns something to show and says nothing of anyone.
"""

from typing import Final

from village.engine.synthetic.dice import Odds

CHILDREN_IN_NEWEST_CENSUS: Final = 4_012
"""At scale 1. CIN B1 and C1: 3,161 children in need in the year, 809 only referred or assessed."""

CHILDREN_0_17: Final = 38_000
"""About. ONS mid-year 2024 as used by DfE: 35,624; 2020: 37,245. Rounded up: the district's own."""

# People.

ETHNICITY: Final = Odds(
    {
        "WBRI": 6147,
        "WIRI": 160,
        "WIRT": 12,
        "WROM": 10,
        "WOTH": 3765,
        "MWBC": 1025,
        "MWBA": 460,
        "MWAS": 439,
        "MOTH": 2360,
        "AIND": 178,
        "APKN": 142,
        "ABAN": 1525,
        "AOTH": 195,
        "CHNE": 108,
        "BCRB": 1119,
        "BAFR": 3901,
        "BOTH": 441,
        "OOTH": 1859,
        "NOBT": 260,
        "REFU": 86,
    }
)
"""DfE, Schools, pupils and their characteristics, 2021/22: headcounts by ethnicity; the 346
unclassified are shared between not obtained and refused (ours). The Census of 2021 gives no
ethnic group of children by borough."""

FAMILY_SIZE: Final = Odds({1: 44, 2: 41, 3: 11, 4: 3, 5: 1})
"""ONS, Families and households in the UK, 2022: one 44 %, two 41 %, three or more 15 %."""

MULTIPLE_BIRTHS: Final = 0.0145
"""ONS, Birth characteristics in England and Wales, 2021: about 14 of 1,000 maternities."""

TRIPLETS: Final = 0.013
"""Of multiple maternities. Same source, about."""

BOYS: Final = 0.512
"""ONS, Births in England and Wales: about 105 boys to 100 girls."""

IDENTICAL_TWINS: Final = 0.33
HALF_SIBLING: Final = 0.12
FAMILY_NAME_CHANGED: Final = 0.04
YEARS_AT_AN_ADDRESS: Final = 5.5
MOVED_IN_FROM_ELSEWHERE: Final = 0.3
"""Ours, these five: twins of one egg, a new father between two births, names changed, moves."""

DISABLED: Final = 0.11
"""Of children known to the council. DfE, Characteristics of children in need, England: about
one in eight open at 31 March; fewer of those only referred."""

DISABILITIES: Final = Odds(
    {
        "AUT": 36,
        "LD": 28,
        "BEH": 17,
        "COMM": 15,
        "MOB": 12,
        "PC": 8,
        "CON": 6,
        "VIS": 5,
        "HEAR": 5,
        "INC": 5,
        "HAND": 4,
        "DDA": 9,
    }
)
"""Ours, in the order of the national publication."""

# Referrals.

FAMILIES_REFERRED: Final = 0.0755
"""Of families with an eligible child, a year, before `RISK`; set so that LAIT's 675.7 referrals
per 10,000 children come out, a little under."""

RISK: Final = Odds({0.5: 66, 1.4: 26, 3.2: 8})
"""Ours: most families are never referred, a few again and again."""

AREA_RISK: Final = (0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.15, 1.25, 1.35, 1.5, 1.7)
"""Ours: the twelve postcode districts from the least to the most deprived."""

AREA_FIFTH: Final = (5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1)
"""Ours: the fifth of deprivation of each, 1 the most deprived, as the demo kit's look-up says."""

GROUP_RISK: Final = {"W": 0.95, "M": 1.2, "A": 0.8, "B": 1.1, "O": 0.95, "C": 0.6, "N": 1.0, "R": 1}
"""Ours, by first letter of the ethnicity code."""

SIBLING_REFERRED: Final = 0.42
MONTHS: Final = (1.0, 1.0, 1.12, 0.95, 1.08, 1.1, 1.02, 0.68, 1.0, 1.1, 1.12, 0.83)
"""Ours: a brother or sister comes along; months of the year, low in August and December."""

REFERRED_AGAIN: Final = 0.185
DAYS_UNTIL_AGAIN: Final = 105.0
"""Of closed cases, and after how many days on average: gives the re-referrals of CIN C1, 16.8 %
here and 22.6 % in England."""

NO_FURTHER_ACTION: Final = 0.054
NOT_IN_NEED: Final = 0.283
"""CIN C1: no further action 5.4 %, assessed and not in need 28.3 % of referrals."""

TO_EARLY_HELP: Final = 0.3
UNBORN_FROM_DAYS: Final = 190
"""Ours: of those not in need; a mother is referred at most so many days before the due date."""

SOURCES: Final = Odds(
    {
        "6": 270,
        "2A": 190,
        "3A": 25,
        "3B": 20,
        "3C": 10,
        "3D": 30,
        "3E": 55,
        "3F": 40,
        "5A": 70,
        "5B": 40,
        "5C": 35,
        "5D": 25,
        "1A": 50,
        "1B": 10,
        "1C": 8,
        "1D": 15,
        "2B": 25,
        "4": 18,
        "7": 30,
        "8": 40,
        "9": 20,
        "10": 8,
    }
)
"""Near England's, CIN table C2 (police about 29 %, schools 20 %, health 15 %); ours in detail."""

NEEDS: Final = Odds(
    {
        "N1": 57,
        "N2": 7,
        "N3": 4,
        "N4": 10,
        "N5": 13,
        "N6": 3,
        "N7": 1,
        "N8": 3,
        "N9": 0.5,
        "N0": 1.5,
    }
)
"""Near England's, CIN table B3: abuse or neglect at about 57 %."""

# Assessments.

ASSESSED_IN_TIME: Final = 0.835
"""Within 45 working days. LAIT: 90.5 % here, 85.7 % in England; the district is a little worse."""

IN_TIME_DAYS: Final = Odds(
    {9: 4, 14: 6, 19: 8, 24: 9, 29: 11, 33: 13, 37: 15, 40: 14, 42: 10, 44: 7}
)
LATE_DAYS: Final = Odds({47: 30, 51: 22, 56: 18, 62: 14, 70: 10, 82: 6})
"""Ours: working days from start to authorisation."""

FACTORS: Final = {
    "1A": 74,
    "1B": 337,
    "1C": 35,
    "2A": 173,
    "2B": 287,
    "2C": 57,
    "3A": 302,
    "3B": 823,
    "3C": 85,
    "4A": 722,
    "4B": 972,
    "4C": 174,
    "5A": 501,
    "5B": 91,
    "5C": 85,
    "6A": 166,
    "6B": 304,
    "6C": 49,
    "7A": 137,
    "8B": 8,
    "9A": 38,
    "10A": 147,
    "11A": 116,
    "12A": 28,
    "13A": 139,
    "14A": 270,
    "15A": 201,
    "16A": 319,
    "17A": 411,
    "18B": 119,
    "18C": 398,
    "19B": 100,
    "19C": 93,
    "20": 145,
    "22A": 7,
    "23A": 19,
    "24A": 201,
}
"""CIN C3: of 2,398 episodes with factors, so many held each."""

FACTORS_EACH: Final = Odds({1: 20, 2: 22, 3: 20, 4: 15, 5: 11, 6: 7, 7: 5})
"""Ours: gives CIN C3's mean of 3.2."""

FACTOR_FROM_AGE: Final = {
    "1A": 11,
    "2A": 11,
    "7A": 7,
    "9A": 11,
    "10A": 9,
    "11A": 10,
    "13A": 10,
    "14A": 6,
    "15A": 9,
    "24A": 10,
}
"""Ours: not under this age."""

# Enquiries, conferences and plans.

ENQUIRY_AT_REFERRAL: Final = 0.36
ENQUIRY_LATER: Final = 0.14
"""Of children in need, at once and a year. LAIT: 257.7 enquiries per 10,000 children here, 189.3
in England; the district is near England."""

CONFERENCE: Final = 0.245
CONFERENCE_TO_PLAN: Final = 0.86
"""Of enquiries, of conferences. LAIT, England: 61,840 plans begun on 72,090 conferences."""

CONFERENCE_IN_TIME: Final = 0.81
"""Within 15 working days. LAIT, England: about four in five."""

TRANSFERRED_IN: Final = 0.045
"""Ours: plans that came with a child from another council."""

CATEGORIES: Final = Odds({"NEG": 46, "EMO": 40, "PHY": 8, "SAB": 4, "MUL": 2})
"""Near England's, CIN table D4."""

PLAN_DAYS: Final = Odds(
    {75: 14, 120: 12, 165: 11, 220: 14, 290: 16, 350: 13, 440: 9, 560: 7, 690: 4, 850: 2}
)
"""Ours, from CIN D5 (duration of open plans) and LAIT (5.3 % ended at two years or more)."""

EARLIER_PLAN: Final = 0.09
"""Ours: had a plan before the years that we tell. CIN D3: 12.4 % second or later in 2025."""

REVIEWED_IN_TIME: Final = 0.95
"""Of reviews. LAIT: 73 of 76 plans of three months or more."""

CIN_PLAN: Final = 0.78
STEP_DOWN: Final = 0.75
PRE_PROCEEDINGS: Final = 0.14
"""Ours: of children in need, of ended and of long protection plans."""

CASE_DAYS: Final = Odds(
    {45: 12, 65: 12, 85: 14, 115: 11, 160: 10, 230: 12, 320: 9, 470: 7, 660: 6, 980: 4, 1900: 3}
)
"""From CIN B1 and LAIT (episodes ended by duration: 36 % at three months, 13 % at two years)."""

DISABLED_CASE_DAYS: Final = Odds({300: 20, 700: 25, 1500: 30, 2600: 25})
"""Ours: need N2 stays open long."""

CLOSED_WHY: Final = Odds({"RC7": 900, "RC5": 45, "RC3": 18, "RC4": 18, "RC1": 6})
"""Near England's, CIN table B6; RC2, RC6, RC8 and RC9 follow from what happened."""

DIED: Final = 0.0004
"""Ours, of closed cases."""

# Missing from home or care, as the police record it.

MISSING: Final = {10: 0.1, 11: 0.25, 12: 0.6, 13: 1.2, 14: 2.0, 15: 2.2, 16: 1.8, 17: 1.3}
MISSING_RATE: Final = 0.0043
MISSING_IF_KNOWN: Final = 5.0
"""A year, by age; more among those with a case. The safeguarding partnership's annual report of
2022 to 2024: 220 children and 1,136 episodes in the year to March 2024."""

EPISODES_EACH: Final = Odds({1: 42, 2: 15, 3: 10, 5: 9, 8: 8, 14: 7, 25: 4, 50: 3, 90: 2})
"""Same source: the ten children most often missing account for 44 % of episodes."""

GIRLS_AMONG_MISSING: Final = 1.15
BOYS_AMONG_MISSING: Final = 0.85
"""Same source: 56 % were girls."""

CATEGORY: Final = Odds({"missing": 92, "absent": 8})
RISK_GRADE: Final = Odds({"high": 18, "medium": 62, "low": 17, "none": 3})
FOUND_BY: Final = Odds(
    {"self": 52, "police": 17, "family": 18, "agency": 6, "other": 3, "unknown": 4}
)
FOUND_WHERE: Final = Odds(
    {"home": 48, "friend": 17, "relative": 8, "public": 16, "elsewhere": 4, "unknown": 7}
)
HOURS_AWAY: Final = Odds({3: 24, 6: 18, 11: 24, 18: 18, 30: 9, 55: 4, 110: 2, 240: 1})
DAYS_BETWEEN: Final = 4.0
"""Ours, these six; the hours are those that most are away, and the days between two episodes."""
