"""Files are kept, opened and destroyed here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from django.conf import settings

from village import guard
from village.files import store
from village.files.models import SealedFile
from village.files.rules import display_name, megabytes
from village.files.uploads import Upload
from village.guard import Actor
from village.kernel.refusal import Refusal

__all__ = ["SealedFile", "Upload", "discard", "keep", "open_file", "sweep"]


class Gone(Refusal):
    """The bytes were destroyed, or are not there."""


def keep(
    brought: Upload | BinaryIO, *, by: Actor, at: datetime, name: str | None = None
) -> SealedFile:
    """Make a file ours: its receipt commits with the open verb.

    brought: an upload, which lies sealed already, or a stream, which is sealed now.
    Refused: it was larger than the house takes. ValueError: a stream without a name.
    """
    verb = guard.recorder()
    spool = _sealed(brought)
    file = SealedFile.objects.create(
        ref=spool.ref,
        name=display_name(name or brought.name or ""),
        size=spool.size,
        sha256=spool.sha256,
        by=by.ref,
        kept_at=at,
    )
    verb.wrote("file", file.ref, fields=("name", "size", "sha256"))
    return file


def _sealed(brought: Upload | BinaryIO) -> store.Spool:
    if not isinstance(brought, Upload):
        return store.seal_all(brought)
    if brought.spool is None:
        raise Refusal(
            f"The file is larger than {megabytes(settings.VILLAGE_LARGEST_UPLOAD)}. "
            "Export one year or one return at a time and send it again.",
            field="file",
        )
    brought.kept = True
    return brought.spool


@contextmanager
def open_file(file: SealedFile | str) -> Iterator[BinaryIO]:
    """Give the bytes of a file (or of its ref) as a stream that can be read and sought.

    Raises Gone where they were destroyed, Tampered (kernel.seal) where they are not what was kept.
    """
    known = _known(file)
    if known.destroyed_at:
        raise Gone(f"This file was destroyed: {known.destroyed_why}.")
    try:
        with store.opened(known.ref) as stream:
            yield stream
    except FileNotFoundError as fault:
        raise Gone("The bytes of this file are not in the store.") from fault


def discard(
    file: SealedFile | str, *, why: str, forgets: bool = False, by: Actor, at: datetime
) -> None:
    """Destroy the bytes of a file once the open verb has committed; the receipt stays.

    forgets: the receipt then says no more what the file was called, nor by what it could be known.
    """
    verb = guard.recorder()
    known = _known(file)
    living = SealedFile.objects.system("a file is destroyed once").filter(
        pk=known.pk, destroyed_at=None
    )
    emptied = {"name": "", "sha256": "", "size": 0} if forgets else {}
    if not living.update(destroyed_at=at, destroyed_why=why, **emptied):
        raise Gone("This file was destroyed before.")
    verb.after(lambda: store.destroy(known.ref))
    verb.wrote("file", known.ref, fields=("destroyed_at", "destroyed_why", *emptied))


def sweep(*, now: datetime) -> int:
    """Destroy bytes a day old that have no living receipt; say how many.

    They are of uploads that broke off, of verbs that were undone, and of files whose destruction
    was recorded just before a crash.
    """
    destroyed = 0
    old = store.old_ones(now=now)
    while refs := set(islice(old, 500)):
        dead = refs - _living(refs)
        for ref in dead:
            store.destroy(ref)
        destroyed += len(dead)
    return destroyed


def _living(refs: set[str]) -> set[str]:
    living = SealedFile.objects.system("spools are what no receipt names").filter(destroyed_at=None)
    return set(living.filter(ref__in=refs).values_list("ref", flat=True))


def _known(file: SealedFile | str) -> SealedFile:
    """The receipt as it is now; what the caller holds may be older than a destruction."""
    ref = file if isinstance(file, str) else file.ref
    return SealedFile.objects.system("its owner was found by the caller").get(ref=ref)
