"""Reads the long table of DfE's Local Authority Interactive Tool, with its dictionary.

The table has measure_short, period, area_key (DfE numbers; 970 and 986 to 988 for England and
London) and value; the dictionary says what each measure is and how many decimals it has.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from village.engine.errors import Unreadable
from village.engine.intake.public_statistics import (
    PublicCell,
    cell_of,
    header,
    named,
    records_of,
)
from village.engine.intake.public_statistics_areas import Area
from village.engine.intake.public_statistics_periods import PublicPeriod, period_of
from village.engine.intake.received import Received

_COLUMNS = ("measure_short", "period", "area_key", "value")
_DICTIONARY = ("Measure", "Measure_short", "Polarity", "y_axis_name", "Description", "dps")


class Polarity(StrEnum):
    """Which end of a measure the tool calls good, if any."""

    HIGH = "High"
    LOW = "Low"
    NEITHER = "-"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as the dictionary describes it; decimals is None where it leaves them open."""

    short: str
    title: str
    unit: str
    polarity: Polarity
    description: str
    decimals: int | None


@dataclass(frozen=True, slots=True)
class LongRow:
    """One value of one measure, rounded to the measure's decimals."""

    measure: Measure
    period: PublicPeriod
    area: Area
    value: PublicCell


def read_dictionary(received: Received) -> Mapping[str, Measure]:
    """Give the measures by their short name; of two entries with one name, the first stands."""
    rows = records_of(received)
    columns = header(rows, needed=_DICTIONARY, name=received.name)
    measures: dict[str, Measure] = {}
    for record in rows:
        where = f"{received.name}, row {record.number}"
        row = named(record, columns, where=where)
        measures.setdefault(row["Measure_short"], _measure(row, where=where))
    return measures


def read_long(
    received: Received,
    *,
    measures: Mapping[str, Measure],
    only: Collection[str],
    areas: Mapping[str, Area],
) -> Iterator[LongRow]:
    """Give the rows of the measures named in `only`.

    areas: from `public_statistics_areas.directory`, as this table has numbers and no names.
    Raises Unreadable for a measure without entry, and for an area that is not in the directory.
    """
    if unknown := sorted(set(only) - set(measures)):
        raise Unreadable(
            f"The dictionary has no measure named {', '.join(unknown)}.",
            where=received.name,
            mend="Take the short name from the dictionary's column Measure_short.",
        )
    rows = records_of(received)
    columns = header(rows, needed=_COLUMNS, name=received.name)
    for record in rows:
        where = f"{received.name}, row {record.number}"
        row = named(record, columns, where=where)
        if row["measure_short"] in only:
            yield _long_row(row, measures[row["measure_short"]], areas=areas, where=where)


def _long_row(
    row: Mapping[str, str], measure: Measure, *, areas: Mapping[str, Area], where: str
) -> LongRow:
    area = areas.get(row["area_key"])
    if area is None:
        raise Unreadable(
            "The row is of an area whose number is not known here.",
            where=where,
            mend="Give a file that holds this area's number, code and name beside this one.",
        )
    value = cell_of(row["value"], where=f"{where}, column value")
    if measure.decimals is not None:
        value = value.rounded(measure.decimals)
    return LongRow(measure, period_of(row["period"], where=where), area, value)


def _measure(row: Mapping[str, str], *, where: str) -> Measure:
    decimals = cell_of(row["dps"], where=f"{where}, column dps").number
    known = {polarity.value for polarity in Polarity}
    return Measure(
        short=row["Measure_short"],
        title=row["Measure"],
        unit=row["y_axis_name"],
        polarity=Polarity(row["Polarity"]) if row["Polarity"] in known else Polarity.NEITHER,
        description=row["Description"],
        decimals=None if decimals is None else int(decimals),
    )
