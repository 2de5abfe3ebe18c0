"""What an agency is asked to count for an indicator, where it sends counts rather than children."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """The part of a definition that an agency reads in its workbook.

    returned_in: the id of the return of counts. denominator: empty where none is asked for.
    at_end: counted as it stands on the quarter's last day. adds_up: four quarters make the year;
    false where one child may stand in several.
    """

    returned_in: str
    numerator: str
    denominator: str
    guidance: str
    at_end: bool
    adds_up: bool
