"""A house on SQLite: one file, copied by SQLite itself while others write."""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from pysqlite3 import dbapi2

from village import engine
from village.cli.backups.database import Rows
from village.cli.backups.manifest import Manifest

FILE = "village.sqlite3"
MEMBER = f"database/{FILE}"
PREFIX, DAY = ".backup-", 24 * 60 * 60


class Copy:
    """A copy of the database as it stood at one moment."""

    tables: Mapping[str, tuple[str, ...]] = {}
    sequences: Mapping[str, int] = {}

    def __init__(self, path: Path) -> None:
        self._path = path
        self.size = path.stat().st_size

    def rows(self, query: str) -> Rows:
        with closing(dbapi2.connect(str(self._path))) as database:
            return list(database.execute(query).fetchall())

    def members(self) -> Iterator[tuple[str, BinaryIO, int]]:
        with self._path.open("rb") as file:
            yield MEMBER, file, self.size


@contextmanager
def snapshot() -> Iterator[Copy]:
    """Copy within one read transaction, which holds nobody up for longer than the copying.

    The copy lies beside the database, readable by its owner alone, and is gone afterwards; what a
    killed command left is removed by the next one a day later.
    """
    from django.db import connection

    live = Path(connection.settings_dict["NAME"]).resolve()
    _remove_old(live.parent)
    with TemporaryDirectory(prefix=PREFIX, dir=live.parent) as folder:
        copy = Path(folder, FILE)
        _copy(live, into=copy)
        yield Copy(copy)


def _copy(live: Path, *, into: Path) -> None:
    try:
        with closing(_connected(live)) as source, closing(dbapi2.connect(str(into))) as copy:
            source.backup(copy)
    except dbapi2.Error as fault:
        raise engine.Unreadable(
            f"The database could not be copied: {fault}.",
            where=str(live),
            mend="The copy needs as much room again beside it: look at the disk's free space.",
        ) from None


def _connected(live: Path) -> Any:  # Any: the driver has no types
    return dbapi2.connect(f"{live.as_uri()}?mode=rw", uri=True, timeout=20)


def _remove_old(folder: Path) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        if left.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(left, ignore_errors=True)


def must_be_empty(into: Path) -> None:
    """The folder is empty, and so is the place of the database in it."""


def fill(folder: Path, said: Manifest) -> None:
    """Put the file in its place and have SQLite read the whole of it.

    folder: where the members were written to. Raises Unreadable for a damaged database.
    """
    from django.db import connection

    connection.close()
    Path(folder, MEMBER).rename(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        is_whole = cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        strays = cursor.execute("PRAGMA foreign_key_check").fetchall()
    if strays or not is_whole:
        raise engine.Unreadable(
            "The database in the backup is damaged.",
            where=MEMBER,
            mend="Use the backup before, and look at the disk of the house that it came from.",
        )


def undo() -> None:
    """The file goes with its folder."""
