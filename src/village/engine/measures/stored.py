"""Opens stored events for counting, in an engine that lives in memory for one call."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from village.engine.measures.tables import countable


@contextmanager
def connected(*, memory_mb: int = 1024) -> Iterator[Backend]:
    """A private engine in memory: one thread, so that sums agree, and no extension is fetched."""
    engine = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": f"{memory_mb}MB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    backend = ibis.duckdb.from_connection(engine)
    try:
        yield backend
    finally:
        backend.disconnect()


def tables_of(engine: Backend, folders: Iterable[Path]) -> dict[str, ir.Table]:
    """The countable tables of these returns' folders of events."""
    files: dict[str, list[str]] = {}
    for folder in sorted(folders):
        for path in sorted(folder.glob("*.parquet")):
            files.setdefault(path.stem, []).append(str(path))
    read = {name: [engine.read_parquet(paths)] for name, paths in files.items()}
    return countable(read)
