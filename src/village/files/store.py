"""The folder of sealed bytes: VILLAGE_STORE/files, one file a ref, nobody else's to read.

Bytes are written under their final name from the start. Until a receipt in the database names
them they are a spool, and a sweep destroys spools that have grown old; so a crash at any moment
leaves a file that is known, or one that will be gone tomorrow.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from village.kernel.refs import PATTERN, new_ref
from village.kernel.seal import CHUNK, Keyring, SealedReader, SealedWriter

OLD = timedelta(days=1)
PART = "files"
"""The folder of the store that is kept here; the engine keeps the others."""


class Spool:
    """Bytes being sealed as they arrive. Open bytes never touch the disk."""

    def __init__(self) -> None:
        self.ref = new_ref()
        self.size = 0
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = _create(path_of(self.ref))
        self._writer = SealedWriter(self._file, keyring(), context=context_of(self.ref))

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        self._writer.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> None:
        """Write the last chunk and wait until the disk holds it and its name."""
        if self._file is None:
            return
        self._writer.finish()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        _sync_folder(path_of(self.ref).parent)

    def destroy(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        destroy(self.ref)


def seal_all(stream: BinaryIO) -> Spool:
    """Seal all that a stream gives."""
    spool = Spool()
    try:
        while data := stream.read(CHUNK):
            spool.write(data)
        spool.finish()
    except BaseException:
        spool.destroy()
        raise
    return spool


@contextmanager
def opened(ref: str) -> Iterator[BinaryIO]:
    """Give the open bytes, readable and seekable, a chunk in memory at a time."""
    with path_of(ref).open("rb") as file:
        yield BufferedReader(SealedReader(file, keyring(), context=context_of(ref)), CHUNK)


def destroy(ref: str) -> None:
    with suppress(FileNotFoundError):
        path_of(ref).unlink()


def old_ones(*, now: datetime) -> Iterator[str]:
    """Refs of bytes that have lain for a day, with a receipt or without."""
    limit = (now - OLD).timestamp()
    for path in folder().glob("??/*"):
        if re.fullmatch(PATTERN, path.name) and path.stat().st_mtime < limit:
            yield path.name


def folder() -> Path:
    """The folder of all files; made if need be, and closed to all but its owner."""
    files = Path(settings.VILLAGE_STORE) / PART
    for part in (files.parent, files):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.chmod(0o700)
    return files


def path_of(ref: str) -> Path:
    """Where the bytes of a ref lie. ValueError for what is no ref, so no name leads elsewhere."""
    if not re.fullmatch(PATTERN, ref):
        raise ValueError("not a ref")
    return folder() / ref[:2].lower() / ref


def context_of(ref: str) -> bytes:
    return f"files.file:{ref}".encode()


def keyring() -> Keyring:
    return Keyring.from_environment(settings.VILLAGE_KEYS)


def _create(path: Path) -> BinaryIO:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
