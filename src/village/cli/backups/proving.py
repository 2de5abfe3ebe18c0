"""Proves a house that was restored: its trail, its guards, its files, its figures."""

import hashlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from village import engine
from village.cli.backups import stored
from village.cli.backups.manifest import Manifest
from village.kernel.seal import Keyring, SealedReader, SealError, UnknownKey, sealed_with

if TYPE_CHECKING:
    from village.trail import Head

OTHER_COPY = "Use the backup before, and keep this one for whoever looks into it."


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found to be as it was written."""

    events: int
    head: str
    files: int
    sealed: int | None  # None where no keys were given
    version: str
    indicators: int


def other_migrations(then: Sequence[tuple[str, str]]) -> str:
    """The first step of the tables that only one side knows; "" where both are the same."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    applied, known = set(then), {*(loader.disk_migrations or {}), *loader.replacements}
    leaves = set(loader.graph.leaf_nodes())
    strange = sorted((applied - known) | (leaves - applied))
    return ".".join(strange[0]) if strange else ""


def prove_trail(said: Manifest, *, anchor: str | None) -> None:
    """The chain is whole, ends where the backup says and holds the anchor; the guards stand."""
    from village.trail import Broken, Head, guards, verify

    found = verify(_head(anchor))
    if isinstance(found, Broken):
        raise engine.EngineError(
            f"The trail in the backup is not sound: {found.why}.",
            where=f"record {found.seq}",
            mend=OTHER_COPY,
        )
    if found.head != Head.read(said.head):
        raise engine.EngineError(
            "The trail does not end where the backup says.",
            where=f"{found.head}, and not {said.head}",
            mend=OTHER_COPY,
        )
    if missing := guards.missing():
        raise engine.EngineError(
            "Guards of append-only tables are missing in the backup.",
            where=", ".join(missing),
            mend=OTHER_COPY,
        )


def _head(anchor: str | None) -> "Head | None":
    from village.trail import Head

    try:
        return Head.read(anchor) if anchor else None
    except ValueError as fault:
        raise engine.Usage(str(fault), where="--anchor") from None


def end_sittings() -> None:
    """Whoever was signed in then signs in again: a right may have ended since."""
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()


def sweep() -> None:
    """Destroy at once what no living record names; in a running house a day may pass."""
    from village.evidence.returns.services import clearing
    from village.files import services as files
    from village.kernel.clock import SystemClock

    clearing.sweep()
    files.sweep(now=SystemClock().now() + timedelta(days=2))


def prove_store(said: Manifest, root: Path) -> Proof:
    """Every record has its bytes, every seal its key, and the figures are as published."""
    from village.trail import Verified, verify

    _prove_receipts(said, root)
    trail = verify()
    found = engine.version(engine.Store(root))
    return Proof(
        events=trail.events if isinstance(trail, Verified) else 0,
        head=str(trail.head) if isinstance(trail, Verified) else "",
        files=len(said.members),
        sealed=_prove_seals(root),
        version=found.name if found else "",
        indicators=_prove_figures(root, found) if found else 0,
    )


def _prove_receipts(said: Manifest, root: Path) -> None:
    from village.evidence.returns.models import Edition
    from village.evidence.returns.rules import State
    from village.files.models import SealedFile

    living = SealedFile.objects.system("a restore proves each receipt").filter(destroyed_at=None)
    kept = Edition.objects.system("a restore proves each return that is stored").filter(
        state=State.ACCEPTED, stored_at__isnull=False
    )
    owed = stored.Owed(
        tuple(living.values_list("ref", flat=True)), tuple(kept.values_list("ref", flat=True))
    )
    newest = stored.pointer(root)
    names = [seen.name for seen in stored.files(root, newest=newest)]
    lacking = stored.lacking(owed, names=names, empty=stored.folders(root, newest=newest))
    if lost := set(lacking) - set(said.missing):
        raise engine.EngineError(
            f"{len(lost):,} records of the backup have no bytes in it.",
            where=min(lost),
            mend=OTHER_COPY,
        )


def _prove_seals(root: Path) -> int | None:
    """Open the end of every sealed file with the keys at hand; None where there are none."""
    from django.conf import settings

    if not settings.VILLAGE_KEYS:
        return None
    keyring = Keyring.from_environment(settings.VILLAGE_KEYS)
    return sum(
        _opens(seen.path, keyring, root) for seen in stored.files(root, newest=stored.pointer(root))
    )


def _opens(path: Path, keyring: Keyring, root: Path) -> bool:
    with path.open("rb") as file:
        try:
            sealed_with(file)
        except SealError:
            return False
        try:
            with closing(SealedReader(file, keyring, context=_context(path, root=root))):
                return True
        except UnknownKey as fault:
            raise engine.Usage(
                "The keys at hand do not open what is sealed in the backup.",
                where=f"VILLAGE_KEYS: {fault}",
                mend="Set VILLAGE_KEYS to the keys of the house that it came from, and try again.",
            ) from None
        except SealError:
            raise engine.EngineError(
                "A sealed file of the backup does not open.",
                where=path.relative_to(root).as_posix(),
                mend=f"VILLAGE_KEYS may hold another key under the same id. {OTHER_COPY}",
            ) from None


def _context(path: Path, *, root: Path) -> bytes:
    """What a sealed file says of itself, as those say who seal: the engine, and `files`."""
    from village.files import store as files

    place = path.relative_to(root)
    if place.parts[0] == files.PART:
        return files.context_of(path.name)
    context = engine.sealed_context(place)
    if context is None:
        raise engine.EngineError(
            "A sealed file of the backup is of a kind that is not known.",
            where=place.as_posix(),
            mend="Restore it with the Village that made it, and tell those who look after it.",
        )
    return context


def _prove_figures(root: Path, found: "engine.Version") -> int:
    """The current version is what was published, indicator by indicator."""
    folder = root / stored.FIGURES / found.name
    wanted = {"figures.json": found.figures}
    wanted |= {f"indicators/{name}.json": digest for name, digest in found.indicators.items()}
    for name, digest in wanted.items():
        path = folder / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise engine.EngineError(
                "Figures of the current version are not what was published.",
                where=f"{found.name}/{name}",
                mend=OTHER_COPY,
            )
    return len(found.indicators)
