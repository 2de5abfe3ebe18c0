"""The code sets of the children in need census, with their meaning.

Source: Department for Education, children in need census, code sets 2025 to 2026.
"""

from collections.abc import Mapping

ETHNICITIES: Mapping[str, str] = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WROM": "Gypsy or Roma",
    "WOTH": "Any other White background",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "Any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "Any other Asian background",
    "CHNE": "Chinese",
    "BCRB": "Black Caribbean",
    "BAFR": "Black African",
    "BOTH": "Any other Black background",
    "OOTH": "Any other ethnic group",
    "REFU": "Refused",
    "NOBT": "Not yet obtained",
}

NO_DISABILITY = "NONE"

DISABILITIES: Mapping[str, str] = {
    NO_DISABILITY: "No disability",
    "MOB": "Mobility",
    "HAND": "Hand function",
    "PC": "Personal care",
    "INC": "Incontinence",
    "COMM": "Communication",
    "LD": "Learning",
    "HEAR": "Hearing",
    "VIS": "Vision",
    "BEH": "Behaviour",
    "CON": "Consciousness",
    "AUT": "Autism",
    "DDA": "Another disability",
}

REFERRAL_SOURCES: Mapping[str, str] = {
    "1A": "Family member, relative or carer",
    "1B": "Acquaintance",
    "1C": "Self",
    "1D": "Other individual",
    "2A": "School",
    "2B": "Education service",
    "3A": "General practitioner",
    "3B": "Health visitor",
    "3C": "School nurse",
    "3D": "Other primary health service",
    "3E": "Accident and emergency",
    "3F": "Other health service",
    "4": "Housing",
    "5A": "Authority's own social care",
    "5B": "Authority's other department",
    "5C": "Another authority",
    "5D": "Early help",
    "6": "Police",
    "7": "Other legal agency",
    "8": "Other",
    "9": "Anonymous",
    "10": "Unknown",
}

NEEDS: Mapping[str, str] = {
    "N1": "Abuse, neglect or exploitation",
    "N2": "Child's disability or illness",
    "N3": "Parent's disability or illness",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
    "N9": "Not a child in need",
    "N0": "Not stated",
}

CLOSURES: Mapping[str, str] = {
    "RC1": "Adopted",
    "RC2": "Died",
    "RC3": "Child arrangements order",
    "RC4": "Special guardianship order",
    "RC5": "Moved to another authority",
    "RC6": "Moved to adult social care",
    "RC7": "Other",
    "RC8": "Closed after assessment, no further action",
    "RC9": "Closed after assessment, to early help",
}

CLOSED_AFTER_ASSESSMENT = frozenset({"RC8", "RC9"})

ABUSE: Mapping[str, str] = {
    "NEG": "Neglect",
    "PHY": "Physical abuse",
    "SAB": "Sexual abuse",
    "EMO": "Emotional abuse",
    "MUL": "Multiple (discouraged)",
}

UPN_UNKNOWN = frozenset({"UN1", "UN2", "UN3", "UN4", "UN5", "UN6", "UN7"})

_OF_WHOM = {"A": "child", "B": "parent", "C": "another person in the household"}
_SUBJECTS = {
    "1": "Alcohol",
    "2": "Drugs",
    "3": "Domestic abuse",
    "4": "Mental health",
    "5": "Learning disability",
    "6": "Physical disability or illness",
}
_OTHER_FACTORS = {
    "7A": "Young carer",
    "8B": "Privately fostered: overseas child, to return",
    "8C": "Privately fostered: overseas child, to stay",
    "8D": "Privately fostered: at an independent school",
    "8E": "Privately fostered: in the United Kingdom with a local family",
    "8F": "Privately fostered: other",
    "9A": "Unaccompanied child seeking asylum",
    "10A": "Missing",
    "11A": "Child sexual exploitation",
    "12A": "Trafficking",
    "13A": "Gangs",
    "14A": "Socially unacceptable behaviour",
    "15A": "Self-harm",
    "16A": "Neglect",
    "17A": "Emotional abuse",
    "18A": "Physical abuse (until 2024)",
    "18B": "Physical abuse by a child",
    "18C": "Physical abuse by an adult",
    "19A": "Sexual abuse (until 2024)",
    "19B": "Sexual abuse by a child",
    "19C": "Sexual abuse by an adult",
    "20": "Other",
    "21": "No factors",
    "22A": "Female genital mutilation",
    "23A": "Abuse linked to faith or belief",
    "24A": "Child criminal exploitation",
}

FACTORS: Mapping[str, str] = {
    f"{number}{whom}": f"{subject}: {person}"
    for number, subject in _SUBJECTS.items()
    for whom, person in _OF_WHOM.items()
} | _OTHER_FACTORS

NO_FACTORS = "21"
