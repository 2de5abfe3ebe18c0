"""Restores a backup into an empty place: whole and proven, or nothing of it stays."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pyrage import x25519

from village import engine
from village.cli.backups import bundle, database, ended, journal, manifest, proving
from village.cli.backups.sealing import opened_from
from village.cli.telling import Advance


@dataclass(frozen=True, slots=True)
class Wish:
    """What is restored, by whom, and into where."""

    path: Path
    by: Sequence[x25519.Identity]
    into: Path
    journal: Path | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands in the new place, and what was proven of it."""

    said: manifest.Manifest
    proof: proving.Proof
    again: tuple[int, int] | None  # editions and rights by the journal, where one was given


def check(path: Path, *, by: Sequence[x25519.Identity], advance: Advance) -> manifest.Manifest:
    """Read the whole of a backup and keep none of it. Raises Unreadable."""
    return _read(path, by=by, sink=_drop, about=lambda _said: None, advance=advance)


def _drop(_name: str, blocks: Iterator[bytes]) -> None:
    for _ in blocks:
        pass


def _read(
    path: Path,
    *,
    by: Sequence[x25519.Identity],
    sink: bundle.Sink,
    about: Callable[[manifest.About], None],
    advance: Advance,
) -> manifest.Manifest:
    where, size = str(path), path.stat().st_size

    def told(name: str, blocks: Iterator[bytes]) -> None:
        sink(name, blocks)
        advance(min(file.tell(), size), size, "Reading the backup")

    def told_about(text: bytes) -> None:
        about(manifest.about(text, where=where))

    with path.open("rb") as file, opened_from(file, by=by, where=where) as opened:
        return bundle.read_through(opened, sink=told, about=told_about, where=where)


def working_folder(into: Path) -> Path:
    """Where a restore does its work: beside the place, so that a rename can finish it."""
    return into.with_name(f".{into.name}.restoring")


@contextmanager
def workplace(into: Path) -> Iterator[Path]:
    """An empty folder to work in, which becomes `into` when all went well, and is gone if not."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise engine.Usage(
            "The place to restore into is not empty.",
            where=str(into),
            mend="Name a folder that is empty or does not exist yet.",
        )
    working = working_folder(into)
    try:
        working.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise engine.Busy(
            "Another restore into this place is at work, or was killed.",
            where=str(working),
            mend="If none is at work, remove this folder and try again.",
        ) from None
    try:
        yield working
        if into.exists():
            into.rmdir()
        working.rename(into)
    finally:
        shutil.rmtree(working, ignore_errors=True)


def restore(wish: Wish, *, working: Path, advance: Advance) -> Restored:
    """Restore into `working`, which Django's settings name already.

    Raises Unreadable, Usage or EngineError; the database is then as empty as it was before.
    """
    kind = database.kind()
    kind.must_be_empty(working)
    newest = None if wish.journal is None else journal.read(wish.journal, by=wish.by)
    said = _read(wish.path, by=wish.by, sink=_into(working), about=_must_fit, advance=advance)
    _only_what_it_names(working, said)
    advance(1, 1, "Proving what was restored")
    try:
        kind.fill(working, said)
        return _proven(wish, said, working, newest)
    except BaseException:
        kind.undo()
        raise
    finally:
        _close(working)


def _into(working: Path) -> bundle.Sink:
    def write(name: str, blocks: Iterator[bytes]) -> None:
        path = working / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.writelines(blocks)

    return write


def _only_what_it_names(working: Path, said: manifest.Manifest) -> None:
    """Folders without a file come back; a file that the manifest does not name goes."""
    for name in said.folders:
        if bundle.leads_below(name):
            (working / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in [path for path in working.rglob("*") if path.is_file()]:
        if path.relative_to(working).as_posix() not in said.members:
            path.unlink()


def _must_fit(about: manifest.About) -> None:
    """Refuse early what this Village, or this kind of database, cannot take."""
    from django.db import connection

    if about.database != connection.vendor:
        is_sqlite = about.database == "sqlite"
        raise engine.Usage(
            f"The backup is of a house on {'SQLite' if is_sqlite else 'PostgreSQL'}.",
            where="--database",
            mend="Leave --database out."
            if is_sqlite
            else "Name an empty one: --database postgresql://user@host/name",
        )
    if strange := proving.other_migrations(about.migrations):
        raise engine.Usage(
            f"Village {about.village} made it, and this is {version('village')} with other tables.",
            where=strange,
            mend=f"Restore it with Village {about.village}; then upgrade, and `village migrate`.",
        )


def _proven(
    wish: Wish,
    said: manifest.Manifest,
    working: Path,
    newest: journal.Journal | None,
) -> Restored:
    proving.prove_trail(said, anchor=wish.anchor)
    proving.end_sittings()
    again = None if newest is None else _again(newest)
    proving.sweep()
    proof = proving.prove_store(said, working / "store")
    return Restored(said, proof, again)


def _again(newest: journal.Journal) -> tuple[int, int]:
    """Take back and end again what the journal names; rights first, as verbs of the house."""
    from village.partnership.people.rights import moment

    rights = ended.end_again(newest.ended, at=moment())
    return journal.take_back_again(newest.taken_back), rights


def _close(working: Path) -> None:
    """Let the database go, so that its file holds everything and its folder can be renamed."""
    from django.db import connections

    connections.close_all()
    shutil.rmtree(working / "database", ignore_errors=True)
