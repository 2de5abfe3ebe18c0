"""Writes a backup while the house goes on: files first, then one moment of the database.

Bytes come before the record that names them and go after the record of their end. So everything
that the records of one moment name was there when the files were read, or came while they were
read (a second look takes those), or was destroyed within the seconds between that moment and the
second look: then another moment is taken. What no record names is harmless; a restore sweeps it.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from pyrage import x25519

from village import engine
from village.cli.backups import database, journal, stored
from village.cli.backups.bundle import Writer
from village.cli.backups.manifest import ABOUT, About, Manifest, written
from village.cli.backups.sealing import BLOCK, sealed_into
from village.cli.telling import Advance
from village.kernel.seal import SealError, sealed_with

TRIES = 4
"""Moments taken before what is missing counts as lost by the house itself."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written, for whoever keeps it."""

    path: Path
    journal: Path
    size: int
    sha256: str
    said: Manifest


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes its name when it is finished, and is nobody else's to read.

    Raises Usage where there is a file of that name, Busy where another backup writes it.
    """
    working = path.with_name(f"{path.name}.part")
    refuse_existing(path)
    with os.fdopen(os.open(working, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600), "r+b") as out:
        _lock(out, path)
        os.fchmod(out.fileno(), 0o600)
        try:
            out.truncate()
            yield out
            out.flush()
            os.fsync(out.fileno())
            _name(working, path)
        finally:
            working.unlink(missing_ok=True)


def refuse_existing(path: Path) -> None:
    """A backup never takes the place of another one."""
    if not path.parent.is_dir():
        raise engine.Usage(
            "There is no such folder to write into.",
            where=str(path.parent),
            mend="Make the folder, or name another one.",
        )
    if path.exists():
        raise engine.Usage(
            "There is a file of this name already; a backup overwrites nothing.",
            where=str(path),
            mend="Name another file, say with the day in it.",
        )


def _lock(out: BinaryIO, path: Path) -> None:
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise engine.Busy(
            "Another backup is being written under this name.",
            where=str(path),
            mend="Wait until it has finished, or name another file.",
        ) from None


def _name(working: Path, path: Path) -> None:
    """Give it its name, unless somebody took that meanwhile; a share may know no links."""
    try:
        path.hardlink_to(working)
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError:
        refuse_existing(path)
        working.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    with suppress(OSError):  # some shares cannot flush a folder
        os.fsync(handle)
    os.close(handle)


def write(path: Path, *, root: Path, to: Sequence[x25519.Recipient], advance: Advance) -> Backup:
    """Write the backup and its journal. root: the store. Needs Django.

    Raises Usage, Busy, OSError (a full disk among them); then neither file is there.
    """
    beside = path.with_name(f"{path.name}.journal")
    refuse_existing(beside)
    with whole_file(path) as out:
        with sealed_into(out, to=to) as sealed, Writer(sealed) as writer:
            said = _fill(writer, root, advance)
        size, digest = _measured(out)
    try:
        with whole_file(beside) as out:
            journal.write(out, journal.now(), to=to)
    except BaseException:
        path.unlink()
        raise
    return Backup(path, beside, size, digest, said)


def _measured(out: BinaryIO) -> tuple[int, str]:
    out.flush()
    out.seek(0)
    size, digest = 0, hashlib.sha256()
    while block := out.read(BLOCK):
        size += len(block)
        digest.update(block)
    return size, digest.hexdigest()


def _fill(writer: Writer, root: Path, advance: Advance) -> Manifest:
    """Write all members; the manifest, which names them, comes last."""
    about = _about()
    writer.add_bytes(ABOUT, written(about))
    taking = Taking(writer, root, advance)
    taking.look()
    for is_last in (*(False,) * (TRIES - 1), True):
        with database.kind().snapshot() as snapshot:
            version_then = taking.look()
            lacking = taking.lacking(snapshot)
            if lacking and not is_last:
                continue
            taking.database(snapshot)
            said = _manifest(about, snapshot, taking, version_then, lacking)
            break
    writer.finish(written(said))
    return said


def _about() -> About:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return About(
        village=version("village"),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=tuple(sorted(MigrationRecorder(connection).applied_migrations())),
    )


def _manifest(
    about: About,
    snapshot: database.Snapshot,
    taking: "Taking",
    version_then: str,
    lacking: list[str],
) -> Manifest:
    members = taking.writer.members
    return Manifest(
        about=about,
        head=database.head(snapshot),
        version=version_then,
        keys=tuple(sorted(taking.keys)),
        folders=tuple(taking.empty),
        missing=tuple(lacking),
        rules=database.rules(snapshot),
        tables=snapshot.tables,
        sequences=snapshot.sequences,
        members={name: member for name, member in members.items() if name != ABOUT},
    )


@dataclass(slots=True)
class Taking:
    """The looks that are taken at a store: the first takes all, a later one what is new."""

    writer: Writer
    root: Path
    advance: Advance
    empty: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    _seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _done: int = 0
    _of: int = 0

    def look(self) -> str:
        """Take what is new or another; say which version counted as the look began."""
        newest = stored.pointer(self.root)
        there = list(stored.files(self.root, newest=newest))
        new = [seen for seen in there if self._seen.get(seen.name) != seen.stamp]
        self._of += sum(seen.size for seen in new)
        for seen in new:
            self._take(seen)
        self.empty = stored.folders(self.root, newest=newest)
        if newest:
            self.writer.add_bytes(f"store/{stored.POINTER}", newest.encode())
        return newest

    def _take(self, seen: stored.Seen) -> None:
        try:
            with seen.path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                self._note_key(file)
                self.writer.add(seen.name, file, size=size)
        except FileNotFoundError:
            return  # destroyed since the folder was listed
        self._seen[seen.name] = seen.stamp
        self._advance(seen.size)

    def _note_key(self, file: BinaryIO) -> None:
        with suppress(SealError):  # most figures are not sealed
            self.keys.add(sealed_with(file))
        file.seek(0)

    def _advance(self, size: int) -> None:
        self._done += size
        self.advance(self._done, self._of, "Writing the backup")

    def lacking(self, snapshot: database.Snapshot) -> list[str]:
        """What the records of this moment name and no look has found."""
        owed = database.owed(snapshot)
        return stored.lacking(owed, names=self.writer.members, empty=self.empty)

    def database(self, snapshot: database.Snapshot) -> None:
        self._of += snapshot.size
        for name, stream, size in snapshot.members():
            self.writer.add(name, stream, size=size)
            self._advance(size)
