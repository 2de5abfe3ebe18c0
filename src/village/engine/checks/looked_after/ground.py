"""What the rules of a looked-after return stand on: the year, its terms and what was sent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Need(StrEnum):
    """A ground without which a rule cannot run, beside the tables that it looks at."""

    LAST_YEAR = "last year's return"


@dataclass(frozen=True, slots=True)
class Terms:
    """What differs from year to year inside a rule that stays.

    no_provider, no_urn: placements that name no provider, or no Ofsted number. supported_from:
    the age from which a child may live in supported accommodation.
    """

    sexes: frozenset[str]
    male: str
    places: frozenset[str]
    no_provider: frozenset[str]
    no_urn: frozenset[str]
    supported_from: int


@dataclass(frozen=True, slots=True)
class Ground:
    """The year from its first day to 31 March, both included, and what the set holds.

    tables, last_tables: this year's and last year's; last_tables is None without last year's.
    """

    terms: Terms
    first: date
    last: date
    tables: frozenset[str]
    last_tables: frozenset[str] | None

    def in_year(self, day: date) -> bool:
        return self.first <= day <= self.last

    def lacks(self, *, tables: frozenset[str], needs: frozenset[Need]) -> str:
        """Why a rule over these tables cannot run, or nothing."""
        if absent := sorted(tables - self.tables):
            return f"The set has no table {' and no table '.join(absent)}."
        if Need.LAST_YEAR not in needs:
            return ""
        if self.last_tables is None:
            return (
                "Last year's return is not beside this one: put its files into a folder "
                "“last-year” of the same zip."
            )
        if absent := sorted(tables - self.last_tables):
            return f"Last year's return has no table {' and no table '.join(absent)}."
        return ""
