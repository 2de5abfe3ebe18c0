"""Opens stored events for counting, in an engine that lives in memory for one call."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from village.engine.measures.tables import countable
from village.engine.store.split_counts import TABLE as COUNTS


@contextmanager
def connected(*, spill: Path, memory_mb: int = 1024) -> Iterator[Backend]:
    """A private engine in memory: one thread, so that sums agree, and no extension is fetched.

    spill: a folder of the store, for what does not fit into memory; nowhere else is written.
    """
    engine = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": f"{memory_mb}MB",
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    backend = ibis.duckdb.from_connection(engine)
    try:
        yield backend
    finally:
        backend.disconnect()


def tables_of(engine: Backend, folders: Sequence[Path]) -> dict[str, ir.Table]:
    """The countable tables of these returns' folders of events, oldest return first."""
    read: dict[str, list[ir.Table]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.parquet")):
            if path.stem == COUNTS:
                continue  # what an agency counted itself is not counted again
            read.setdefault(path.stem, []).append(engine.read_parquet(path))
    return {
        name: engine.create_table(f"countable {name}", table, temp=True)
        for name, table in countable(read).items()
    }
