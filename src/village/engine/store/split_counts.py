"""A return of counts in the store: one table for all, in which nobody is a row."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from village.engine.intake.counts import Line
from village.engine.specs.counts import Amount, Counted, Fault, Known, Mark, Place
from village.engine.store.events import DAY, TEXT, WHOLE
from village.engine.store.split import Event, Tokens
from village.kernel.periods import Period

TABLE = "counts"
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
}
SCHEMA = pa.schema([*_COLUMNS.items()])


def split_counts(lines: Iterable[Line], *, event: Event, keyed: Tokens) -> int:
    """Give each count that can be read to `event`; its issue says so of the others. Returns 0.

    Of two lines of the same place the later counts. Nobody is named, so nobody is parted.
    """
    for line in lines:
        if line.quarter is None or line.place is None or isinstance(line.numerator, Fault):
            continue
        event(
            TABLE,
            {
                "row_key": keyed.row(TABLE, line.number),
                "row": line.number,
                "first_on": line.quarter.first,
                "last_on": line.quarter.last,
                "indicator": line.place.indicator,
                "breakdown": line.place.breakdown,
                "group": line.place.group,
                **_kept("numerator", line.numerator),
                **_kept("denominator", line.denominator),
                "comment": line.comment or None,
            },
        )
    return 0


def _kept(name: str, amount: Amount) -> dict[str, Any]:
    """A count, or the mark that stands for one; an empty cell is neither."""
    return {
        name: amount if isinstance(amount, int) else None,
        f"{name}_mark": amount.value if isinstance(amount, Mark) else None,
    }


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
    found: dict[str, list[Counted]] = {}
    for (_, place), one in sorted(newest.items()):
        found.setdefault(place.indicator, []).append(one)
    return found
