"""A house on PostgreSQL: every table by COPY out of one transaction, and by COPY in again."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction

from village import engine
from village.cli.backups.database import Rows
from village.cli.backups.manifest import Manifest

PIECE = 8 * 1024 * 1024
"""How much of a table lies in memory at once."""
SEQUENCES = (
    "SELECT sequencename, last_value FROM pg_sequences"
    " WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename"
)
SIZE = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relname = ANY(%s)"


class Moment:
    """All tables as one transaction sees them, whatever others write meanwhile."""

    def __init__(self) -> None:
        self.tables: Mapping[str, tuple[str, ...]] = {
            name: _columns(name) for name in _tables() if _columns(name)
        }
        self.sequences: Mapping[str, int] = dict(self.rows(SEQUENCES))
        self.size = int(_asked(SIZE, [list(self.tables)])[0][0])

    def rows(self, query: str) -> Rows:
        return _asked(query)

    def members(self) -> Iterator[tuple[str, BinaryIO, int]]:
        for table, columns in self.tables.items():
            for number, piece in enumerate(_pieces(table, columns)):
                name = f"database/{table}/{number:06d}.copy"
                yield name, io.BytesIO(piece), len(piece)


def _asked(query: str, values: Any = None) -> Rows:  # Any: as the driver takes them
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _tables() -> list[str]:
    """Every table of a model that there is, and the one that says what was migrated."""
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted({*found, "django_migrations"})


def _columns(table: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        told = connection.introspection.get_table_description(cursor, table)
    return tuple(column.name for column in told)


def _pieces(table: str, columns: tuple[str, ...]) -> Iterator[bytes]:
    """The rows of a table as COPY writes them, a piece at a time."""
    held = bytearray()
    order = f"{_copy(table, columns)} TO STDOUT"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(order) as rows:
        for row in rows:
            held += row
            if len(held) >= PIECE:
                yield bytes(held)
                held.clear()
    yield bytes(held)


def _copy(table: str, columns: tuple[str, ...]) -> str:
    quoted = ", ".join(map(_quoted, columns))
    return f"COPY {_quoted(table)} ({quoted})"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@contextmanager
def snapshot() -> Iterator[Moment]:
    """Hold one moment of the database: nobody is held up, and nobody's writing is seen."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield Moment()


def must_be_empty(into: Path) -> None:
    """Refuse a database that holds anything."""
    if connection.introspection.table_names():
        raise engine.Usage(
            "The database is not empty; a restore wants one that holds nothing.",
            where="--database",
            mend="Make a new one (createdb), and name it with --database.",
        )


def fill(folder: Path, said: Manifest) -> None:
    """Make the tables and copy every row in, all in one transaction: whole, or nothing of it."""
    from django.core.management import call_command

    with transaction.atomic():
        call_command("migrate", verbosity=0, interactive=False)
        _must_match(said)
        _clear()
        for table, columns in said.tables.items():
            _take_in(folder, table, columns)
        for name, value in said.sequences.items():
            _asked("SELECT setval(quote_ident(%s)::regclass, %s)", [name, value])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _must_match(said: Manifest) -> None:
    """Every table of the backup is there with the same columns, and none beside them."""
    here = {name: set(_columns(name)) for name in _tables()}
    if here != {name: set(columns) for name, columns in said.tables.items()}:
        raise engine.Usage(
            "The tables of this Village are not those of the backup.",
            where=f"Village {said.about.village} made it",
            mend="Restore it with the version that made it, and upgrade then.",
        )


def _clear() -> None:
    """Take out what `migrate` itself has put into the new tables."""
    for table in _tables():
        if _asked(f"SELECT 1 FROM {_quoted(table)} LIMIT 1"):  # noqa: S608  (our own names)
            _raw(f"DELETE FROM {_quoted(table)}")  # noqa: S608  (our own names)


def _raw(statement: str) -> None:
    """Past the guard of writes: a restore brings events back and records none."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(statement)


def _take_in(folder: Path, table: str, columns: tuple[str, ...]) -> None:
    pieces = sorted(Path(folder, "database", table).glob("*.copy"))
    order = f"{_copy(table, columns)} FROM STDIN"
    with (
        connection.wrap_database_errors,
        connection.connection.cursor() as cursor,
        cursor.copy(order) as rows,
    ):
        for piece in pieces:
            rows.write(piece.read_bytes())


def undo() -> None:
    """Empty the database again: it was empty before."""
    connection.close()
    for table in connection.introspection.table_names():
        _raw(f"DROP TABLE IF EXISTS {_quoted(table)} CASCADE")
    _raw("DROP FUNCTION IF EXISTS village_append_only()")
