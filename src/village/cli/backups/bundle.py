"""The tar within the seal: written as a stream, read as a stream, every member hashed."""

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from typing import BinaryIO, Self

from village import engine
from village.cli.backups.manifest import ABOUT, MANIFEST, Manifest, Member, manifest
from village.cli.backups.sealing import BLOCK

TOPS = ("store", "database")

Sink = Callable[[str, Iterator[bytes]], None]


def leads_below(name: str) -> bool:
    """Whether a member's name leads below the folder that it is restored into, and nowhere else."""
    top, *parts = name.split("/")
    is_plain = all(part not in {"", ".", ".."} and part.isprintable() for part in parts)
    return top in TOPS and bool(parts) and is_plain


class Hashing(io.RawIOBase):
    """A stream whose bytes are hashed on their way."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._hash = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        block = self._stream.read(size)
        self._hash.update(block)
        return block

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class Writer:
    """Puts members into a stream; what is put twice counts as it was put last."""

    def __init__(self, out: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.members: dict[str, Member] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, fault: object, trace: object) -> None:
        with suppress(OSError) if fault else nullcontext():
            self._tar.close()

    def add(self, name: str, stream: BinaryIO, *, size: int) -> None:
        hashing = Hashing(stream)
        told = tarfile.TarInfo(name)
        told.size, told.mode = size, 0o600
        self._tar.addfile(told, hashing)
        _forget(self._tar)
        self.members[name] = Member(size, hashing.sha256)

    def add_bytes(self, name: str, data: bytes) -> None:
        self.add(name, io.BytesIO(data), size=len(data))

    def finish(self, told: bytes) -> None:
        self.add_bytes(MANIFEST, told)


def read_through(
    stream: BinaryIO, *, sink: Sink, about: Callable[[bytes], None], where: str
) -> Manifest:
    """Read every member, give it to `sink`, and prove that each is what the manifest says.

    about: is given the first member, and may refuse the backup by it. Raises Unreadable.
    """
    found: dict[str, Member] = {}
    said: Manifest | None = None
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for place, (name, size, member) in enumerate(_members(tar, where=where)):
                if (place == 0) != (name == ABOUT):
                    raise _strange(where)
                if name == ABOUT:
                    about(member.read())
                elif name == MANIFEST:
                    said = manifest(member.read(), where=where)
                else:
                    found[name] = _taken(name, member, size, sink=sink)
    except tarfile.TarError:
        raise _strange(where) from None
    return _proven(said, found, where=where)


def _members(tar: tarfile.TarFile, *, where: str) -> Iterator[tuple[str, int, BinaryIO]]:
    while told := tar.next():
        _forget(tar)
        stream = tar.extractfile(told) if told.isreg() else None
        known = told.name in {ABOUT, MANIFEST} or leads_below(told.name)
        if stream is None or not known:
            raise _strange(where)
        yield told.name, told.size, stream  # type: ignore[misc]  # a reader of bytes


def _forget(tar: tarfile.TarFile) -> None:
    """The library would remember every member that has gone by."""
    tar.members = []  # type: ignore[attr-defined]  # there, and not in its types


def _taken(name: str, stream: BinaryIO, size: int, *, sink: Sink) -> Member:
    hashing = Hashing(stream)
    sink(name, iter(lambda: hashing.read(BLOCK), b""))
    return Member(size, hashing.sha256)


def _proven(said: Manifest | None, found: dict[str, Member], *, where: str) -> Manifest:
    """The manifest, where what it names was all there and as it says."""
    if said is None:
        raise engine.Unreadable(
            "The backup ends before it says what is in it.",
            where=where,
            mend="Use another copy of it, or the backup before.",
        )
    bad = [name for name, member in said.members.items() if found.get(name) != member]
    if bad:
        raise engine.Unreadable(
            f"{len(bad):,} of {len(said.members):,} parts are not what was written.",
            where=f"{where}: {bad[0]}",
            mend="Use another copy of it, or the backup before.",
        )
    return said


def _strange(where: str) -> engine.Unreadable:
    return engine.Unreadable(
        "This is sealed, but what is in it is no backup of a house.",
        where=where,
        mend="Give a file that `village backup` wrote.",
    )
