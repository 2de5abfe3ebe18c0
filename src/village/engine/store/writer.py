"""Writes events to Parquet in batches, so that a large return needs little memory."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

BATCH = 20_000


class EventWriter:
    """Rows of several tables into one folder, a file a table. Use it as a context manager."""

    def __init__(self, folder: Path, schemas: Mapping[str, pa.Schema]) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._schemas = schemas
        self._folder = folder
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in schemas}
        self._files: dict[str, pq.ParquetWriter] = {}
        self.written = dict.fromkeys(schemas, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is None:
            for name in self._schemas:
                self._flush(name)
        for file in self._files.values():
            file.close()

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Take one row; a column it does not name is null."""
        rows = self._rows[table]
        rows.append(row)
        self.written[table] += 1
        if len(rows) >= BATCH:
            self._flush(table)

    def _flush(self, name: str) -> None:
        """Write what is waiting; a table without rows still becomes a file."""
        if name not in self._files:
            path = self._folder / f"{name}.parquet"
            self._files[name] = pq.ParquetWriter(path, self._schemas[name], compression="zstd")
        batch = pa.Table.from_pylist(self._rows[name], schema=self._schemas[name])
        self._files[name].write_table(batch)
        self._rows[name] = []
