"""The words in which a table's columns are found wanting: what is wrong, and what to write."""

from collections.abc import Mapping
from typing import Final

from village.engine.specs.tables import FieldSpec, Kind

_LISTED_AT_MOST: Final = 30

_WRONG: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "cannot be read as a text",
    Kind.DATE: "is not a date",
    Kind.MOMENT: "is not a date with a time of day",
    Kind.CODE: "is not one of the codes",
    Kind.WHOLE_NUMBER: "is not a whole number",
    Kind.FLAG: "is neither yes nor no",
    Kind.POSTCODE: "does not have the shape of a postcode",
    Kind.NHS_NUMBER: "does not have ten digits",
    Kind.UPN: "does not have the shape of a UPN",
    Kind.IDENTIFIER: "cannot be read as an id",
    Kind.AGE: "is not an age in years",
    Kind.JSON: "is not JSON, or far too long or deep",
}

_MEND: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "Write plain text: no error of a spreadsheet (#N/A), no date, no control sign.",
    Kind.DATE: "Write it as 31/03/2026 or 2026-03-31, with the whole year. In Excel, format the "
    "column as a date: a bare number is not read as one.",
    Kind.MOMENT: "Write it as 31/03/2026 14:05 or 2026-03-31T14:05, the clock time in England; "
    "a day alone, or an hour that the change to summer time leaves out, is not enough.",
    Kind.WHOLE_NUMBER: "Write it in figures, without commas, fractions or words.",
    Kind.FLAG: "Write Yes or No, or leave it empty where it is not known.",
    Kind.POSTCODE: "Write the whole postcode, for example N1 2UD; for no fixed address ZZ99 3VZ.",
    Kind.NHS_NUMBER: "Write the ten digits, with or without spaces. In Excel, format the column "
    "as text.",
    Kind.UPN: "Write the thirteen characters, for example A123456789012 in shape; leave it empty "
    "where the child has none.",
    Kind.IDENTIFIER: "Write at most 64 characters. In Excel, format the column as text: it rounds "
    "long ids (1.2E+11) and turns some into dates.",
    Kind.AGE: "Write the completed years in figures, 0 before the first birthday.",
    Kind.JSON: "Write the JSON that the data set's own scripts make; leave it empty where there "
    "is none.",
}


def wrong(field: FieldSpec) -> str:
    """The message for a value that could not be read: the birth date is not a date."""
    return f"“{field.title}” {_WRONG[field.kind]}."


def mend(field: FieldSpec) -> str:
    """What to write instead, the codes listed where there are codes."""
    if field.kind is not Kind.CODE:
        return _MEND[field.kind]
    listed = [f"{code.code} ({code.title})" for code in field.codes[:_LISTED_AT_MOST]]
    more = " and others" if len(field.codes) > _LISTED_AT_MOST else ""
    return f"Write one of: {', '.join(listed)}{more}."


def swapped(field: FieldSpec, *, other: str) -> str:
    """The hint for a column of which not one value could be read."""
    alone = f"Not one value under “{field.title}” could be read: each {_WRONG[field.kind]}."
    if not other:
        return alone
    return f"{alone} The values under “{other}” could be. Are the two columns swapped?"
