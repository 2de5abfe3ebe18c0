"""Returns of counts in the store: one table for all of them, the newest word on each place."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from village.engine.specs.counts import Counted, Known, Mark, Place
from village.engine.store.events import DAY, TEXT, WHOLE
from village.engine.store.split_counts import TABLE
from village.kernel.periods import Period

_COLUMNS: dict[str, pa.DataType] = {
    "row_key": TEXT,
    "row": WHOLE,
    "first_on": DAY,
    "last_on": DAY,
    "indicator": TEXT,
    "breakdown": TEXT,
    "group": TEXT,
    "numerator": pa.int64(),
    "numerator_mark": TEXT,
    "denominator": pa.int64(),
    "denominator_mark": TEXT,
    "comment": TEXT,
    "brought": pa.bool_(),
}
SCHEMA = pa.schema([*_COLUMNS.items()])


def counted_in(folder: Path) -> list[Counted]:
    """The counts of one stored return; none where it brought rows."""
    path = folder / f"{TABLE}.parquet"
    if not path.exists():
        return []
    return [_counted(row) for row in pq.read_table(path, partitioning=None).to_pylist()]


def _counted(row: dict[str, Any]) -> Counted:
    return Counted(
        quarter=Period(row["first_on"], row["last_on"]),
        place=Place(row["indicator"], row["breakdown"], row["group"]),
        numerator=_known(row, "numerator") or 0,
        denominator=_known(row, "denominator"),
        comment=row["comment"] or "",
        brought=bool(row.get("brought")),  # returns that were stored earlier do not say
    )


def _known(row: dict[str, Any], name: str) -> Known | None:
    mark = row[f"{name}_mark"]
    number: int | None = row[name]
    return Mark(mark) if mark else number


def newest_counts(folders: Sequence[Path]) -> dict[str, list[Counted]]:
    """By indicator, what the newest return says of each place in each quarter.

    folders: of returns, oldest first.
    """
    newest: dict[tuple[Period, Place], Counted] = {}
    for folder in folders:
        newest |= {(one.quarter, one.place): one for one in counted_in(folder)}
    own = {
        (quarter, place.indicator) for (quarter, place), one in newest.items() if not one.brought
    }
    found: dict[str, list[Counted]] = {}
    for (quarter, place), one in sorted(newest.items()):
        if one.brought and (quarter, place.indicator) in own:
            continue  # its agency sent that quarter: nothing else says anything of it
        found.setdefault(place.indicator, []).append(one)
    return found
