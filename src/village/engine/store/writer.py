"""Writes events to Parquet in batches, so that a large return needs little memory."""

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import date, datetime
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
        self._open = ExitStack()
        self._dated = {
            name: [field.name for field in schema if pa.types.is_temporal(field.type)]
            for name, schema in schemas.items()
        }
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
            with self._open:
                for name in self._schemas:
                    self._flush(name)
            return
        # What is there will be thrown away; a full disk must not hide the first fault.
        with suppress(OSError):
            self._open.close()

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Take one row; a column it does not name is null."""
        rows = self._rows[table]
        rows.append(row)
        self.written[table] += 1
        if len(rows) >= BATCH:
            self._flush(table)

    def add_plain(self, table: str, row: dict[str, Any]) -> None:
        """Take a row whose days and moments are text, as it came from another process."""
        days = {name: row[name] for name in self._dated[table] if row.get(name) is not None}
        self.add(table, row | {name: _day_or_moment(text) for name, text in days.items()})

    def _flush(self, name: str) -> None:
        """Write what is waiting; a table without rows still becomes a file."""
        if name not in self._files:
            path = self._folder / f"{name}.parquet"
            writer = pq.ParquetWriter(path, self._schemas[name], compression="zstd")
            self._files[name] = self._open.enter_context(writer)
        batch = pa.Table.from_pylist(self._rows[name], schema=self._schemas[name])
        self._files[name].write_table(batch)
        self._rows[name] = []


def _day_or_moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
