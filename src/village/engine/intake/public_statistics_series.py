"""A small table of one public measure, as a kit keeps it: few areas, few years, source beside it.

Columns: area_code, area_number, area, role, year_ending, value, mark, part, whole. Either value or
mark is filled; mark holds the publisher's sign in words. part and whole are the counts behind a
value, where they are published too.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TextIO

from village.engine.errors import Unreadable
from village.engine.intake.public_statistics import (
    DIGITS,
    Mark,
    PublicCell,
    cell_of,
    header,
    named,
    records_of,
)
from village.engine.intake.public_statistics_areas import Area
from village.engine.intake.received import Received

COLUMNS = (
    "area_code", "area_number", "area", "role", "year_ending", "value", "mark", "part", "whole",
)  # fmt: skip


class Role(StrEnum):
    """What an area is to the place that compares itself."""

    COUNTRY = "country"
    REGION = "region"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One area in one year that ends on 31 March, or on 31 August where it is a school year."""

    area: Area
    role: Role
    year_ending: date
    value: PublicCell
    part: int | None = None
    whole: int | None = None


def write_series(rows: Iterable[SeriesRow], file: TextIO) -> None:
    """Write the table, country first, then by role, name and year."""
    order = list(Role)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda r: (order.index(r.role), r.area.name, r.year_ending)):
        area, number, mark = row.area, row.value.number, row.value.mark
        writer.writerow(
            (
                *(area.code, area.number, area.name, row.role.value, row.year_ending.isoformat()),
                *("" if number is None else f"{number:.{DIGITS}g}", mark.value if mark else ""),
                *("" if count is None else count for count in (row.part, row.whole)),
            )
        )


def read_series(received: Received) -> Iterator[SeriesRow]:
    """Read the table back. Raises Unreadable naming the row at fault."""
    rows = records_of(received)
    columns = header(rows, needed=COLUMNS, name=received.name)
    for record in rows:
        where = f"{received.name}, row {record.number}"
        row = named(record, columns, where=where)
        try:
            yield _row(row, where=where)
        except ValueError as fault:
            raise Unreadable(
                "A role, a year's end, a mark or a count is not written as it should be, "
                "or the row has both a value and a mark.",
                where=where,
                mend=f"Roles: {', '.join(Role)}. Dates: 2025-03-31. Marks: {', '.join(Mark)}.",
            ) from fault


def _row(row: Mapping[str, str], *, where: str) -> SeriesRow:
    mark = Mark(row["mark"]) if row["mark"] else None
    number = cell_of(row["value"], where=f"{where}, column value").number
    return SeriesRow(
        area=Area(row["area_code"], row["area_number"], row["area"]),
        role=Role(row["role"]),
        year_ending=date.fromisoformat(row["year_ending"]),
        value=PublicCell(number, mark),
        part=int(row["part"]) if row["part"] else None,
        whole=int(row["whole"]) if row["whole"] else None,
    )
