"""Opens stored events for counting, in whichever engine counts."""

from collections.abc import Sequence
from pathlib import Path

import ibis.expr.types as ir
from ibis.backends.sql import SQLBackend

from village.engine.measures.engines import held
from village.engine.measures.tables import countable
from village.engine.store.split_counts import TABLE as COUNTS


def tables_of(engine: SQLBackend, folders: Sequence[Path]) -> dict[str, ir.Table]:
    """The countable tables of these returns' folders of events, oldest return first."""
    read: dict[str, list[ir.Table]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.parquet")):
            if path.stem == COUNTS:
                continue  # what an agency counted itself is not counted again
            read.setdefault(path.stem, []).append(engine.read_parquet(path))
    return {
        name: held(engine, f"countable {name}", table) for name, table in countable(read).items()
    }
