"""Reads the CSV shape of Explore education statistics, as publishers of public figures send it.

Columns: time_period, time_identifier, geographic_level, codes and names of areas, then filters
and indicators. The file does not say which of the latter is which, so the caller names the
indicators; every other column is a filter.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from village.engine.errors import Unreadable
from village.engine.intake.csv_encoding import find_encoding
from village.engine.intake.csv_records import Record, records
from village.engine.intake.public_statistics_areas import Area, known_area
from village.engine.intake.public_statistics_periods import PublicPeriod, period_of
from village.engine.intake.received import Received

DIGITS = 12
_BEFORE_AREA = ("time_period", "time_identifier", "geographic_level")
_AREA_COLUMNS = (
    "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
_NEEDED = (*_BEFORE_AREA, "country_code")


class Mark(StrEnum):
    """What a publisher says in place of a number. None of these is nought."""

    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"
    NOT_AVAILABLE = "not available"
    ALMOST_NOUGHT = "rounds to nought but is not nought"
    UNRELIABLE = "too unreliable to give"
    NO_FIGURE = "no figure"


SYMBOLS: Mapping[str, Mark] = {
    "c": Mark.SUPPRESSED,
    "z": Mark.NOT_APPLICABLE,
    ".": Mark.NOT_APPLICABLE,
    "x": Mark.NOT_AVAILABLE,
    ":": Mark.NOT_AVAILABLE,
    "..": Mark.NOT_AVAILABLE,
    "k": Mark.ALMOST_NOUGHT,
    "low": Mark.ALMOST_NOUGHT,
    "u": Mark.UNRELIABLE,
    "-": Mark.NO_FIGURE,
    "": Mark.NO_FIGURE,
}
"""Signs of public statistics. Source: the Analysis Function's and DfE's lists of symbols."""


@dataclass(frozen=True, slots=True)
class PublicCell:
    """A published number, or the word that stands where there is none; one of the two."""

    number: float | None
    mark: Mark | None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.mark is None):
            raise ValueError("a published cell is a number or a mark, one of the two")

    def rounded(self, places: int) -> "PublicCell":
        """Round a number to the publisher's own decimals; a mark stays as it is."""
        if self.number is None:
            return self
        return PublicCell(round(self.number, places), None)


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One row: when, where, for whom (filters) and what (indicators)."""

    period: PublicPeriod
    level: str
    area: Area
    filters: Mapping[str, str]
    indicators: Mapping[str, PublicCell]


def read_public_statistics(
    received: Received, *, indicators: Collection[str]
) -> Iterator[PublicRow]:
    """Give each row, typed. Raises Unreadable naming the row and the column at fault.

    A level of geography other than national, regional and local authority comes through with
    an area that has no code: nothing is left out in silence.
    """
    rows = records_of(received)
    columns = header(rows, needed=(*_NEEDED, *indicators), name=received.name)
    fixed = {*_BEFORE_AREA, *_AREA_COLUMNS, *indicators}
    filters = [column for column in columns if column not in fixed]
    for record in rows:
        where = f"{received.name}, row {record.number}"
        row = named(record, columns, where=where)
        yield PublicRow(
            period=period_of(row["time_period"], where=where, kind=row["time_identifier"]),
            level=row["geographic_level"],
            area=_area(row),
            filters={column: row[column] for column in filters},
            indicators={
                column: cell_of(row[column], where=f"{where}, column {column}")
                for column in indicators
            },
        )


def records_of(received: Received) -> Iterator[Record]:
    """Read the records of a public CSV, which are always parted by commas."""
    encoding = find_encoding(received.open(), name=received.name)
    return records(received.open(), codec=encoding.codec, delimiter=",", name=received.name)


def header(rows: Iterator[Record], *, needed: Sequence[str], name: str) -> tuple[str, ...]:
    """Read the column names and refuse a file that lacks one that is needed."""
    first = next(rows, None)
    columns = tuple(str(cell).strip() for cell in first.cells) if first else ()
    if missing := [column for column in needed if column not in columns]:
        raise Unreadable(
            f"The file lacks these columns: {', '.join(missing)}.",
            where=name,
            mend="Download the data set as CSV again, with all its columns, and do not rename any.",
        )
    return columns


def named(record: Record, columns: Sequence[str], *, where: str) -> dict[str, str]:
    """Put names to the cells of a row, and refuse one that is too long or too short."""
    if len(record.cells) != len(columns):
        raise Unreadable(
            f"The row has {len(record.cells)} cells and the header {len(columns)}.",
            where=where,
            mend="Download the file again; a row was cut or a comma added.",
        )
    return {column: str(cell).strip() for column, cell in zip(columns, record.cells, strict=True)}


def cell_of(text: str, *, where: str) -> PublicCell:
    """Read a number or a publisher's sign; what is neither is refused, never taken for nought.

    Numbers that went through a spreadsheet carry binary noise (521.29999999999995): they are
    read to 12 digits, more than any publisher prints.
    """
    if text in SYMBOLS:
        return PublicCell(None, SYMBOLS[text])
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise Unreadable(
            "The cell holds neither a number nor a sign that public statistics use.",
            where=where,
            mend=f"Signs that are known: {', '.join(filter(None, SYMBOLS))}.",
        )
    return PublicCell(float(f"{number:.{DIGITS}g}"), None)


def _area(row: Mapping[str, str]) -> Area:
    level = row["geographic_level"].lower()
    if level == "national":
        return known_area(row["country_code"]) or Area(
            row["country_code"], "", row.get("country_name", "")
        )
    if level == "regional":
        code = row.get("region_code", "")
        return known_area(code) or Area(code, "", row.get("region_name", ""))
    if level == "local authority":
        return Area(row.get("new_la_code", ""), row.get("old_la_code", ""), row.get("la_name", ""))
    return Area("", "", "")
