"""What a number in a document claims: how many, of what, of how many, when, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

NOWHERE = frozenset[str]()


class Unit(StrEnum):
    COUNT = "count"
    PERCENT = "%"
    MONEY = "£"
    RATE = "rate"
    DATE = "date"
    DURATION = "duration"
    AGE = "age"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands. page: from 1, None where a form has none; line: from 1, in the page
    or else in the document; section: the heading above it, as printed."""

    page: int | None
    line: int
    section: str = ""

    @property
    def words(self) -> str:
        page = f"page {self.page}, " if self.page else ""
        section = f"“{self.section}”, " if self.section else ""
        return f"{page}{section}line {self.line}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One number as a document prints it.

    value: exact, in the unit: 65.7% is 657/10; months of a duration; pounds; days since year 1 of a
    date. decimals: as printed. n: out of how many, where the document says it. quote: the sentence
    or the row. measure: what is counted, in the document's words; population: who. period: its
    words. parent: the key of the claim that this one is a part of. guessed: names of the fields
    that were guessed, not printed beside the number. start: of the number in the quote.
    """

    key: str
    value: Fraction
    unit: Unit
    text: str
    quote: str
    place: Place
    start: int = 0
    decimals: int = 0
    n: int | None = None
    measure: str = ""
    population: str = ""
    period: str = ""
    parent: str = ""
    is_about: bool = False
    guessed: frozenset[str] = field(default=NOWHERE)

    @property
    def whole(self) -> int:
        """The value of a count. Raises ValueError for what is no whole number."""
        if self.value.denominator != 1:
            raise ValueError("a count is a whole number")
        return self.value.numerator


Corrections = Mapping[str, Mapping[str, str]]
"""By a claim's key, what a person says of its fields: "measure", "n", "period", "parent" …"""
