"""`village backup` and `village restore`: the whole house in one sealed file, and back again."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from village import engine
from village.cli.starting import housed, started
from village.cli.telling import Run, counted, err, out, plain, progress, told

if TYPE_CHECKING:
    from pyrage import x25519

    from village.cli.backups.manifest import Manifest
    from village.cli.backups.restoring import Restored, Wish
    from village.cli.backups.writing import Backup

NOT_IN_IT = """Not in it, to be kept apart from it and from each other's place:
  VILLAGE_KEYS         without them what is sealed stays shut: {keys}
  VILLAGE_SECRET_KEY   a new one signs everybody out and harms nothing
  the identity         the AGE-SECRET-KEY file that opens the backup
  the kit              your folder of VILLAGE_KIT"""


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The backup to write; it overwrites nothing.")
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(help="Who can open it: age1… Again for each. Or VILLAGE_BACKUP_TO."),
    ] = None,
    new_key: Annotated[
        Path | None, typer.Option(help="Make an identity in this file, and print its recipient.")
    ] = None,
    journal: Annotated[
        bool,
        typer.Option("--journal", help="Write only the journal: what was taken back, what ended."),
    ] = False,
) -> None:
    """Write the whole house into one sealed file, while the site runs.

    In it: the database as it stood at one moment, the data set, the files that people brought.
    Beside it, FILE.journal says what agencies have taken back and which rights have ended: a
    restore needs the newest one, so that what was erased stays erased. The keys are in neither.

    \b
      village backup --new-key /safe/village-backup.key
      village backup /backups/village-2026-11-22.age --to age1...
      village backup --journal /backups/hourly.journal
    """
    with told("backup", folder=None) as run:
        if new_key is not None:
            _make_key(new_key)
            return
        if file is None:
            raise engine.Usage(
                "No file is named to write the backup into.",
                mend="For example: village backup /backups/village-2026-11-22.age",
            )
        _back_up(file, to or [], run, only_journal=journal)


def _make_key(path: Path) -> None:
    from village.cli.backups import identity

    public = identity.new(path)
    out.print(f"The identity is in {plain(str(path))}. It opens backups: keep it off this machine.")
    out.print(f"Its recipient, for --to or VILLAGE_BACKUP_TO:\n{public}")


def _back_up(file: Path, to: list[str], run: Run, *, only_journal: bool) -> None:
    from village.cli.backups import identity, journal, writing

    recipients = identity.recipients(to)
    writing.refuse_existing(file)
    with housed():
        if only_journal:
            found = journal.now()
            with writing.whole_file(file) as opened:
                journal.write(opened, found, to=recipients)
            editions = counted(len(found.taken_back), "edition")
            rights = counted(len(found.ended), "ended right")
            out.print(f"The journal holds {editions} taken back and {rights}.")
            return
        from django.conf import settings

        with progress("Writing the backup") as advance:
            made = writing.write(
                file, root=Path(settings.VILLAGE_STORE), to=recipients, advance=advance
            )
    _tell_backup(made, run)


def _tell_backup(made: "Backup", run: Run) -> None:
    said = made.said
    run.facts |= {"sha256": made.sha256, "size": made.size, "head": said.head}
    run.facts |= {"parts": len(said.members), "missing": len(said.missing)}
    out.print(f"[green]Written:[/] {plain(str(made.path))}, {_size(made.size)}.")
    out.print(f"Its SHA-256: {made.sha256}")
    _tell_what(said)
    out.print(f"Beside it, what was taken back: {plain(str(made.journal))}")
    keys = ", ".join(said.keys) or "nothing is sealed yet"
    out.print(NOT_IN_IT.format(keys=keys), markup=False)
    if said.missing:
        run.exit_code = 1
        err.print(
            f"[bold red]{counted(len(said.missing), 'part')} that a record names were gone from "
            "the house already.[/] The backup holds all the rest."
        )
        for name in said.missing[:20]:
            err.print(f"  {plain(name)}")


def _tell_what(said: "Manifest") -> None:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(said.about.database, "?")
    out.print(
        f"In it: {counted(len(said.members), 'file')}; a {kind} database; version "
        f"{said.version or 'none yet'}; made by Village {said.about.village}, {said.about.made_at}."
    )
    out.print(f"The trail's head, to be kept elsewhere: {said.head}", markup=False)


def _size(number: int) -> str:
    return f"{number / 1_000_000:,.1f} MB"


def restore(
    file: Annotated[Path, typer.Argument(help="The backup to read.")],
    *,
    identity: Annotated[Path, typer.Option(help="The file with the AGE-SECRET-KEY that opens it.")],
    into: Annotated[
        Path | None, typer.Option(help="An empty or new folder for the data set (and SQLite).")
    ] = None,
    database: Annotated[
        str | None, typer.Option(help="An empty PostgreSQL database: postgresql://…")
    ] = None,
    journal: Annotated[
        Path | None, typer.Option(help="The newest journal: what it names is taken back again.")
    ] = None,
    anchor: Annotated[
        str | None, typer.Option(help="A head of the trail kept elsewhere: seq:hash.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Read and prove the whole file; restore nothing.")
    ] = False,
) -> None:
    """Restore a backup into an empty place: whole and proven, or nothing of it stays.

    Set VILLAGE_KEYS to the keys of the house that it came from, so that what is sealed is tried.
    Everybody is signed out. Name the newest journal, so that what was erased stays erased.

    \b
      village restore village.age --identity backup.key --check
      village restore village.age --identity backup.key --into /srv/new --journal newest.journal
      village restore village.age --identity backup.key --into /srv/new \\
        --database postgresql://village@localhost/new
    """
    with told("restore", folder=None) as run:
        from village.cli.backups import identity as identities
        from village.cli.backups.restoring import Wish

        if not file.is_file():
            raise engine.Unreadable(
                "There is no such backup.", where=str(file), mend="Name the file that was written."
            )
        opened_by = identities.read(identity)
        if check:
            _check(file, opened_by, run)
            return
        if into is None:
            raise engine.Usage(
                "No place is named to restore into.", mend="Name it with --into, or use --check."
            )
        wish = Wish(file, opened_by, into.absolute(), journal, anchor)
        _tell_restored(_restore(wish, database=database), wish, run, database=database)


def _check(file: Path, by: list["x25519.Identity"], run: Run) -> None:
    from village.cli.backups import restoring

    with progress("Reading the backup") as advance:
        said = restoring.check(file, by=by, advance=advance)
    run.facts |= {"head": said.head, "parts": len(said.members)}
    out.print(f"[green]Whole:[/] every part of {plain(str(file))} is as it was written.")
    _tell_what(said)


def _restore(wish: "Wish", *, database: str | None) -> "Restored":
    from village.cli.backups import restoring
    from village.kernel.seal import KeyFault

    if database is not None and not database.startswith(("postgresql://", "postgres://")):
        raise engine.Usage(
            "Only a database of PostgreSQL is named; SQLite's file lies in the folder.",
            where="--database",
            mend="Leave --database out, or write postgresql://user@host/name.",
        )
    with restoring.workplace(wish.into) as working:
        os.environ["VILLAGE_STORE"] = str(working / "store")
        os.environ["VILLAGE_DATABASE_URL"] = database or f"sqlite:///{working / 'village.sqlite3'}"
        started()
        from django.db import DatabaseError

        try:
            with progress("Reading the backup") as advance:
                return restoring.restore(wish, working=working, advance=advance)
        except DatabaseError:
            raise engine.Usage(
                "The new database does not answer, or refused what a restore has to do.",
                where="--database" if database else str(working),
                mend="Look at its address and its owner's rights; it must exist and be empty.",
            ) from None
        except KeyFault as fault:
            raise engine.Usage(
                str(fault), mend="Set VILLAGE_KEYS as it was given to you."
            ) from None


def _tell_restored(done: "Restored", wish: "Wish", run: Run, *, database: str | None) -> None:
    proof, said = done.proof, done.said
    run.facts |= {"head": proof.head, "parts": proof.files, "again": done.again}
    out.print(f"[green]Restored:[/] {counted(proof.files, 'file')}, every hash as written.")
    out.print(f"The trail is whole: {counted(proof.events, 'event')}; guards stand.")
    out.print(f"Its head in the backup: {said.head}", markup=False)
    if proof.sealed is None:
        err.print("[yellow]VILLAGE_KEYS is not set: nobody tried whether the seals open.[/]")
    else:
        out.print(f"{counted(proof.sealed, 'sealed file')} open with the keys at hand.")
    if proof.version:
        out.print(
            f"Version {proof.version}: {counted(proof.indicators, 'indicator')} as published."
        )
    _tell_journal(done)
    out.print("To use it, set:")
    out.print(f"  VILLAGE_STORE={wish.into / 'store'}", markup=False)
    address = "the one that you named" if database else f"sqlite:///{wish.into}/village.sqlite3"
    out.print(f"  VILLAGE_DATABASE_URL={address}", markup=False)
    out.print("Then: village trail verify; village serve.")


def _tell_journal(done: "Restored") -> None:
    if done.again is None:
        err.print(
            f"[yellow]No journal was given: what was taken back after {done.said.about.made_at}, "
            "and each right that ended since, is there again. Give the newest with --journal.[/]"
        )
        return
    editions, rights = done.again
    taken = f"{counted(editions, 'edition')} taken back, {counted(rights, 'right')} ended"
    out.print(f"Done again, as the journal says: {taken}.")
