"""What a looked-after return (SSDA903) is: its tables, their columns and how each is read.

Source: Department for Education, children looked after by local authorities in England, guide to
the SSDA903 collection, 2024 to 2025.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from village.engine.specs.looked_after_records import (
    Adoption,
    AsylumSeeking,
    Child,
    Deprivation,
    Episode,
    Header,
    Leaver,
    Missing,
    Notice,
    Outcome,
    PlacedAdoption,
    PreviousPermanence,
    Review,
    Row,
    SocialWorker,
)

__all__ = [
    "CHILD", "COLUMNS", "NAME", "NEEDED", "TABLES", "Adoption", "AsylumSeeking", "Child",
    "Column", "Deprivation", "Episode", "Header", "Kind", "Leaver", "Missing", "Notice", "Outcome",
    "PlacedAdoption", "PreviousPermanence", "Review", "Row", "SocialWorker", "Table", "table",
]  # fmt: skip

NAME = "looked-after"
"""How the rest of the engine asks for this return."""
CHILD = "CHILD"
"""The column that every table has: the return's own id of the child."""


class Kind(StrEnum):
    """How a column's text becomes a value."""

    TEXT = "text"
    CODE = "code"
    DIGITS = "digits"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. aliases: other headers and elements under which it comes."""

    name: str
    kind: Kind = Kind.CODE
    aliases: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the return.

    within: the attribute of a child that holds its rows. file: its usual name as CSV. element:
    the group of a child's element that holds one row in XML; empty where the row's values stand
    among the child's own. shows: the column that says in XML that there is such a row. dated: the
    columns whose days lie in the return's year, by which the year is known.
    """

    name: str
    record: type[Row]
    within: str
    file: str
    columns: tuple[Column, ...]
    element: str = ""
    shows: str = ""
    dated: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        return (CHILD, *(column.name for column in self.columns))


def _date(name: str, *aliases: str) -> Column:
    return Column(name, Kind.DATE, aliases)


def _digits(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.DIGITS) for name in names)


_DOB = _date("DOB")

TABLES: tuple[Table, ...] = (
    Table(
        "Header", Header, "header", "header",
        (
            Column("SEX"), _DOB, Column("ETHNIC"), Column("UPN"), *_digits("MOTHER"),
            _date("MC_DOB"),
        ),
    ),
    Table(
        "Episodes", Episode, "episodes", "episodes",
        (
            _date("DECOM"), Column("RNE"), Column("LS"), Column("CIN"),
            Column("PLACE", aliases=("PL",)), Column("PLACE_PROVIDER"), _date("DEC"),
            Column("REC"), Column("REASON_PLACE_CHANGE"), Column("HOME_POST"), Column("PL_POST"),
            Column("URN"),
        ),
        element="EPISODE", dated=("DECOM", "DEC"),
    ),
    Table(
        "Reviews", Review, "reviews", "reviews",
        (_DOB, _date("REVIEW"), Column("REVIEW_CODE")),
        element="AREVIEW", dated=("REVIEW",),
    ),
    Table(
        "Missing", Missing, "missing", "missing",
        (_DOB, Column("MISSING"), _date("MIS_START"), _date("MIS_END")),
        element="AMISSING", dated=("MIS_START",),
    ),
    Table(
        "OC2", Outcome, "oc2", "oc2",
        (
            _DOB, *_digits("SDQ_SCORE"), Column("SDQ_REASON"),
            *_digits(
                "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT",
                "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
            ),
        ),
        element="OC2",
    ),
    Table(
        "OC3", Leaver, "oc3", "oc3",
        (_DOB, Column("IN_TOUCH"), Column("ACTIV"), Column("ACCOM")),
        shows="IN_TOUCH",
    ),
    Table(
        "AD1", Adoption, "ad1", "ad1",
        (
            _DOB, _date("DATE_INT"), _date("DATE_MATCH"), *_digits("FOSTER_CARE", "NB_ADOPTR"),
            Column("SEX_ADOPTR"), Column("LS_ADOPTR"),
        ),
        shows="DATE_INT",
    ),
    Table(
        "PlacedAdoption", PlacedAdoption, "placed_adoption", "placed_for_adoption",
        (_DOB, _date("DATE_PLACED"), _date("DATE_PLACED_CEASED"), Column("REASON_PLACED_CEASED")),
        element="AD_PLACED",
    ),
    Table(
        "PrevPerm", PreviousPermanence, "previous_permanence", "previous_permanence",
        (_DOB, Column("PREV_PERM"), Column("LA_PERM"), _date("DATE_PERM")),
        element="PERMANENCE",
    ),
    Table(
        "UASC", AsylumSeeking, "uasc", "uasc",
        (Column("SEX"), _DOB, _date("DUC")),
        shows="DUC",
    ),
    Table(
        "SWEpisodes", SocialWorker, "sw_episodes", "sw_episodes",
        (_DOB, Column("SW_ID"), _date("SW_DECOM"), _date("SW_DEC"), Column("SW_REASON")),
        element="SWEPISODE",
    ),
    Table(
        "DoLo", Deprivation, "dolo", "dolo",
        (_DOB, _date("DOLO_START"), _date("DOLO_END")),
        element="DOLO",
    ),
)  # fmt: skip

NEEDED = ("Header", "Episodes")
"""Tables without which nothing can be checked."""

_BY_NAME = {one.name: one for one in TABLES}
_BY_RECORD = {one.record: one for one in TABLES}


def table(name: str) -> Table:
    """A table by its name."""
    return _BY_NAME[name]


def table_of(record: type[Row]) -> Table:
    """The table whose rows are of a kind."""
    return _BY_RECORD[record]


COLUMNS: Mapping[tuple[type[Row], str], tuple[str, str]] = {
    (one.record, name.lower()): (one.name, name) for one in TABLES for name in one.headers
}
"""(record, attribute) to (table, column): how a finding names its cells."""
