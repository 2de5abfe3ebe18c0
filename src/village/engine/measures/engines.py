"""The engines that measures run on: DuckDB in this process, or Spark where a cluster stands."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.sql import SQLBackend

from village.engine.measures.spark import on_spark


class Engine(StrEnum):
    """Both run the same expressions and give the same numbers, which a test holds them to."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def connected(*, spill: Path, engine: Engine = Engine.DUCKDB) -> AbstractContextManager[SQLBackend]:
    """An engine for one call. spill: a folder of the store, for what does not fit into memory.

    Raises Usage where Spark is asked for and is not set up.
    """
    return on_spark(spill=spill) if engine is Engine.SPARK else _in_memory(spill=spill)


@contextmanager
def _in_memory(*, spill: Path, memory_mb: int = 1024) -> Iterator[SQLBackend]:
    """A private engine: one thread, so that sums agree, and no extension is fetched.

    Nothing is written anywhere but to `spill`.
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


def held(engine: SQLBackend, name: str, table: ir.Table) -> ir.Table:
    """The rows of a table, reckoned once and kept for as long as the engine is open."""
    if engine.name == Engine.DUCKDB:
        return engine.create_table(name, table, temp=True)
    plain = re.sub(r"\W", "_", name)  # Spark takes no blank and no hyphen in a view's name
    view = engine.create_view(plain, table)
    engine.raw_sql(f"CACHE LAZY TABLE {plain}")
    return view
