"""In what share of a version's rows each column is filled: shares alone, and no row."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from village.engine.store.layout import Store
from village.engine.store.split_counts import TABLE as COUNTS
from village.engine.store.versions import Version
from village.kernel.codes import NOT_KNOWN

LEAST: Final = 50
"""Of fewer rows no share is told: it could tell of one child's row."""
OURS: Final = frozenset({"row_key", "child_key", "event_key", "row", "period_end"})
"""Columns that the store adds."""

Shares = Mapping[str, Mapping[str, int]]
"""By table and column, whole percents, rounded down: 100 is said of all rows alone."""


def completeness(store: Store, of: Version) -> Mapping[str, Shares]:
    """By kind of return, how far the rows of a version are filled.

    A group that is not known counts as not filled. Tables of under 50 rows are left out, and so
    are rows that were destroyed since and what agencies counted themselves.
    """
    found: dict[str, dict[str, _Filled]] = {}
    for made_of in of.returns:
        for path in _files(store.path("events", made_of["ref"])):
            tables = found.setdefault(made_of["spec"], {})
            tables.setdefault(path.stem, _Filled()).add(path)
    return {
        spec: {
            table: filled.shares for table, filled in sorted(tables.items()) if filled.rows >= LEAST
        }
        for spec, tables in sorted(found.items())
    }


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.glob("*.parquet")) if path.stem != COUNTS)


class _Filled:
    """How many rows a table has over all its returns, and how many are filled, by column."""

    def __init__(self) -> None:
        self.rows = 0
        self.filled: dict[str, int] = {}

    def add(self, path: Path) -> None:
        table = pq.read_table(path)
        self.rows += table.num_rows
        for name in table.column_names:
            if name not in OURS:
                empty = table[name].null_count + _not_known(table[name])
                self.filled[name] = self.filled.get(name, 0) + table.num_rows - empty

    @property
    def shares(self) -> Mapping[str, int]:
        return {name: number * 100 // self.rows for name, number in self.filled.items()}


def _not_known(column: Any) -> int:  # Any: Arrow's columns of every type
    """How often a column of text says that a group is not known."""
    if column.type != pa.string():
        return 0
    known = pc.equal(column, pa.scalar(NOT_KNOWN))
    return int(pc.sum(known).as_py() or 0)
