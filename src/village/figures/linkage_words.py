"""The plain sentences about a figure that rests on links between agencies' records."""

AGENCIES = {
    "council": "the council",
    "police": "the police",
    "health": "health services",
    "education": "the education service",
    "youth-justice": "the youth justice service",
    "voluntary": "the voluntary sector",
}


def agency_words(agency: str) -> str:
    """An agency as it is called in a sentence."""
    return AGENCIES.get(agency, agency.replace("-", " "))
