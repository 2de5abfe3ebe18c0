"""The database as it stood at one moment: the same questions to SQLite and to PostgreSQL."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from village.cli.backups.manifest import Manifest
from village.cli.backups.stored import Owed

Rows = list[tuple[Any, ...]]  # Any: as the driver gives them

FILES = "SELECT ref FROM files_sealedfile WHERE destroyed_at IS NULL"
KEPT = "SELECT ref FROM returns_edition WHERE state = 'accepted' AND stored_at IS NOT NULL"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"
HEAD = "SELECT seq, hash FROM trail_event ORDER BY seq DESC LIMIT 1"
RULES = "SELECT section, key, edition, sha256 FROM returns_ruleedition"


class Snapshot(Protocol):
    """One moment of the database, for as long as it is held."""

    tables: Mapping[str, tuple[str, ...]]
    sequences: Mapping[str, int]
    size: int

    def rows(self, query: str) -> Rows: ...

    def members(self) -> Iterator[tuple[str, BinaryIO, int]]:
        """Its parts by their names in the backup, with their sizes."""


class Kind(Protocol):
    """What differs between one kind of database and the other."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Hold one moment of it while others go on writing."""

    def must_be_empty(self, into: Path) -> None:
        """Refuse to restore where something is."""

    def fill(self, folder: Path, said: Manifest) -> None:
        """Bring in what a restore has written to `folder`: whole, or nothing of it."""

    def undo(self) -> None:
        """Leave nothing of what was filled."""


def kind() -> Kind:
    """The kind that this house has; its module has the same two verbs whichever it is."""
    from django.db import connection

    from village.cli.backups import postgresql, sqlite

    return postgresql if connection.vendor == "postgresql" else sqlite


def owed(snapshot: Snapshot) -> Owed:
    """What the records of this moment say that the store holds."""
    return Owed(_refs(snapshot.rows(FILES)), _refs(snapshot.rows(KEPT)))


def _refs(rows: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(str(ref) for (ref,) in rows)


def migrations(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    return tuple((str(app), str(name)) for app, name in snapshot.rows(MIGRATIONS))


def head(snapshot: Snapshot) -> str:
    """The last link of the trail, as `village trail verify` prints it."""
    from village.trail.chain import EMPTY

    rows = snapshot.rows(HEAD)
    return "{}:{}".format(*rows[0]) if rows else f"0:{EMPTY}"


def rules(snapshot: Snapshot) -> dict[str, str]:
    """The kit's rules that the house knew: a hash by section, key and edition."""
    return {"/".join(map(str, row[:3])): str(row[3]) for row in snapshot.rows(RULES)}
