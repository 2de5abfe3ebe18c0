"""What holds a return of several tables together: how each stands in it, and rules between them."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error must be put right; a query may be explained."""

    ERROR = "error"
    QUERY = "query"


class BetweenKind(StrEnum):
    """What a rule between tables may ask."""

    STANDS_IN = "stands in"
    AGREES = "agrees"
    NOT_BEFORE = "not before"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one table of the set."""

    table: str
    field: str


@dataclass(frozen=True, slots=True)
class Between:
    """A rule between tables.

    STANDS_IN: each value of `of` stands somewhere in `to`. NOT_BEFORE: the day of `of` is not
    before the day of `to` in the row that `by` of the one and `key` of the other lead to.
    AGREES: one child has one value of `of.field` in every table that has a column of that name.
    when: a column of the first table and the code it must hold.
    """

    id: str
    kind: BetweenKind
    of: Column
    to: Column | None
    message: str
    mend: str
    severity: Severity = Severity.ERROR
    by: str = ""
    key: str = ""
    when: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Through:
    """How a row without a child's id finds its child: its column `by` leads to `key` of a table."""

    by: str
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Member:
    """How a table stands in its return. of: the return's id.

    may_be_empty: column names and no row are honest. may_be_absent: the return stands without it.
    of_adults: its rows are about grown people, who are nobody's record of a child.
    """

    of: str
    may_be_empty: bool = False
    may_be_absent: bool = False
    of_adults: bool = False
    through: Through | None = None
