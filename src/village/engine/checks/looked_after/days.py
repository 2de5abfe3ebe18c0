"""Dates that are none: one line a column."""

from collections.abc import Callable
from typing import Any, NamedTuple

from village.engine.checks.looked_after.cases import (
    Case,
    Kid,
    adopted,
    bad,
    good,
    left,
    looked_after,
    row,
    uasc,
)
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import OURS, PUBLISHED, Family
from village.engine.specs.looked_after import table

FAMILY = Family()


class Dated(NamedTuple):
    """A column, what it is called, and whether it may be empty."""

    code: str
    table: str
    column: str
    what: str
    may_be_empty: bool = True
    child: Callable[..., Kid] = looked_after


_AWAY = [row(missing="M", mis_start="2024-08-01", mis_end="2024-08-02")]
_ORDER = [row(dolo_start="2024-08-01", dolo_end="2024-09-01")]


def _away(**changes: Any) -> Kid:
    return looked_after(missing=[{**_AWAY[0], **changes.get("missing", {})}])


def _ordered(**changes: Any) -> Kid:
    return looked_after(dolo=[{**_ORDER[0], **changes.get("dolo", {})}])


DATED: tuple[Dated, ...] = (
    Dated("102", "Header", "DOB", "date of birth", False),
    Dated("104", "UASC", "DUC", "day on which the status as unaccompanied ceased", True, uasc),
    Dated("112", "AD1", "DATE_INT", "day of the decision that adoption is best", True, adopted),
    Dated("113", "AD1", "DATE_MATCH", "day of the match with adopters", True, adopted),
    Dated("115", "PlacedAdoption", "DATE_PLACED", "day of the decision to place for adoption",
          True, adopted),
    Dated("116", "PlacedAdoption", "DATE_PLACED_CEASED",
          "day on which the adoption decision was reversed", True, adopted),
    Dated("141", "Episodes", "DECOM", "day on which the episode began", False),
    Dated("147", "Episodes", "DEC", "day on which the episode ended"),
    Dated("166", "Reviews", "REVIEW", "day of the review", False),
    Dated("171", "Header", "MC_DOB", "date of birth of the mother's child"),
    Dated("632", "PrevPerm", "DATE_PERM", "day of the previous permanence order"),
    Dated("1004", "Missing", "MIS_START", "day on which the absence began", True, _away),
    Dated("1005", "Missing", "MIS_END", "day on which the absence ended", True, _away),
    Dated("SW04STG1", "SWEpisodes", "SW_DECOM", "day on which the social worker began"),
    Dated("SW05STG1", "SWEpisodes", "SW_DEC", "day on which the social worker ended"),
    Dated("V-DOLO-START", "DoLo", "DOLO_START", "first day of the deprivation of liberty order",
          True, _ordered),
    Dated("V-DOLO-END", "DoLo", "DOLO_END", "last day of the deprivation of liberty order", True,
          _ordered),
    Dated("V-OC3-DOB", "OC3", "DOB", "date of birth in the table of care leavers", True, left),
    Dated("V-OC2-DOB", "OC2", "DOB", "date of birth in the table of outcomes"),
    Dated("V-REVIEW-DOB", "Reviews", "DOB", "date of birth in the table of reviews"),
    Dated("V-SW-DOB", "SWEpisodes", "DOB", "date of birth in the table of social workers"),
)  # fmt: skip

NO_DATE = "31/02/2024"


def _wrong(one: Dated) -> Callable[[Any, Life], bool]:
    attribute, may_be_empty = one.column.lower(), one.may_be_empty

    def wrong(row: Any, _life: Life) -> bool:
        if getattr(row, attribute) is not None:
            return False
        return not may_be_empty or any(name == attribute for name, _ in row.unreadable)

    return wrong


def _cases(one: Dated) -> tuple[Case, ...]:
    within = table(one.table).within
    none = one.child(**{within: {one.column: NO_DATE}})
    empty = one.child(**{within: {one.column: ""}})
    without = good(empty) if one.may_be_empty else bad(empty, cells=f"{one.column}=")
    return (bad(none, cells=f"{one.column}={NO_DATE}"), without, good(one.child()))


for _one in DATED:
    FAMILY.add_rows(
        _one.table,
        _one.code,
        wrong=_wrong(_one),
        shows=_one.column,
        message=f"The {_one.what} {'' if _one.may_be_empty else 'is missing, or '}is not a date.",
        mend=f"Write {_one.column} as day/month/year, for example 31/03/2025.",
        cases=_cases(_one),
        source=OURS if _one.code.startswith("V-") else PUBLISHED,
    )
