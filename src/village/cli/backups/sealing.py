"""Streams through age: what is written beside a second thread is sealed, or opened, as it comes.

age's library takes a file to read and a file to write. A pipe turns that round, so that neither
the whole nor an open copy of it ever lies in memory or on the disk.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import BinaryIO

import pyrage
from pyrage import x25519

from village import engine

BLOCK = 256 * 1024


class Beside(Thread):
    """A call in a thread of its own; what it raises is kept for whoever waits for it."""

    def __init__(self, call: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._call = call
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            self._call()
        except BaseException as fault:  # noqa: BLE001  (raised again by whoever waits)
            self.fault = fault


class Watched:
    """A file that remembers what the system refused: age's library makes words of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.fault: OSError | None = None

    def write(self, block: bytes) -> int:
        try:
            return self._file.write(block)
        except OSError as fault:
            self.fault = fault
            raise

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except OSError as fault:
            self.fault = fault
            raise

    def flush(self) -> None:
        self._file.flush()


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    out, into = os.pipe()
    return os.fdopen(out, "rb", BLOCK), os.fdopen(into, "wb", BLOCK)


@contextmanager
def sealed_into(file: BinaryIO, *, to: Sequence[x25519.Recipient]) -> Iterator[BinaryIO]:
    """Seal all that is written to what this gives. Raises OSError, a full disk among them."""
    source, sink = _pipe()
    watched = Watched(file)

    def seal() -> None:
        with source:
            pyrage.encrypt_io(source, watched, list(to))

    beside = Beside(seal)
    beside.start()
    try:
        with suppress(BrokenPipeError):  # the thread's own fault is the one to tell
            yield sink
            sink.close()
    finally:
        with suppress(BrokenPipeError):
            sink.close()
        beside.join()
    if fault := watched.fault or beside.fault:
        raise fault


@contextmanager
def opened_from(file: BinaryIO, *, by: Sequence[x25519.Identity], where: str) -> Iterator[BinaryIO]:
    """Open a seal; once this ends well, the last byte was there and none was changed.

    Raises Unreadable: another identity, cut short, changed, or no seal of age at all.
    """
    source, sink = _pipe()
    watched, read = Watched(sink), Watched(file)

    def open_() -> None:
        with sink:
            pyrage.decrypt_io(read, watched, list(by))

    beside = Beside(open_)
    beside.start()
    try:
        yield source
        while source.read(BLOCK):
            pass
    finally:
        source.close()
        beside.join()
        if read.fault:
            raise read.fault
        if beside.fault and not watched.fault:
            raise _unopened(beside.fault, where=where) from None


def _unopened(fault: BaseException, *, where: str) -> BaseException:
    """age's own faults in our words."""
    if isinstance(fault, OSError):
        return engine.Unreadable(
            "The backup was cut short or changed: it is not what was written.",
            where=where,
            mend="Use another copy of it, or the backup before.",
        )
    if "No matching keys" in str(fault):
        return engine.Unreadable(
            "This identity does not open this backup.",
            where=where,
            mend="Give the identity whose recipient it was sealed to, or another copy of the file.",
        )
    return engine.Unreadable(
        "This is not a backup, or its beginning is lost.",
        where=where,
        mend="Give a file that `village backup` wrote.",
    )
