"""Opens a zip that holds a return in several files, after looking for what would harm a reader."""

import io
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from village.engine.errors import Hostile, Unreadable

MOST_FILES: Final = 100
MOST_BYTES: Final = 256 * 1024 * 1024
"""Of all files, unpacked. A return of 13,000 children takes about 6 MB."""
STEEPEST: Final = 100
"""Times that a file may be larger than its packed form, once it is larger than `SMALL`."""
SMALL: Final = 1024 * 1024

_END: Final = struct.Struct("<4s4H2LH")
_LONGEST_END: Final = _END.size + 65_535
_ENCRYPTED: Final = 0x1
_UNIX: Final = 3
_NESTED: Final = (".zip", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")
_ASIDE: Final = ("__macosx", "thumbs.db", "desktop.ini")
_DAMAGE: Final = (
    BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError,
    RuntimeError, struct.error,
)  # fmt: skip
_KEPT_IN_MEMORY: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a set. name: with its folders, as the set has it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(self.name.replace("\\", "/"))


def members(stream: BinaryIO, *, name: str) -> tuple[Member, ...]:
    """The files within, in the order of their names; nothing is unpacked to disk.

    Raises Hostile for a bomb, an archive within, a path or link out of it; Unreadable for damage
    or a password.
    """
    with damage_named(name):
        _refuse_directory(stream, name=name)
        stream.seek(0)
        archive = ZipFile(stream)
    parts = [part for part in archive.infolist() if not part.is_dir()]
    _refuse_sizes(parts, name=name)
    for part in parts:
        _refuse_part(part, name=name)
    kept = sorted((part for part in parts if not _is_aside(part)), key=lambda part: part.filename)
    return tuple(_member(archive, part, name=name) for part in kept)


def pack(files: list[tuple[str, BinaryIO]]) -> BinaryIO:
    """A folder's files as one archive, so that a folder is read as a zip is. Ends at its start."""
    held = SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115  it is handed on
    with ZipFile(held, "w", compression=ZIP_STORED) as archive:
        for name, stream in sorted(files, key=lambda file: file[0]):
            with archive.open(ZipInfo(name), "w") as out:  # always the same moment: the same hash
                while chunk := stream.read(1 << 18):
                    out.write(chunk)
    held.seek(0)
    return cast(BinaryIO, held)


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Whatever the zip reader says about a broken archive becomes one sentence."""
    try:
        yield
    except _DAMAGE:
        raise Unreadable(
            "The zip is damaged or cut short.",
            where=name,
            mend="Pack the files into a new zip and send that.",
        ) from None


def _refuse_directory(stream: BinaryIO, *, name: str) -> None:
    """Before the directory is read: how many files it claims."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _LONGEST_END))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise BadZipFile
    _, _, _, _, files, length, _, _ = _END.unpack_from(tail, at)
    if files > MOST_FILES or length > MOST_FILES * 1024:
        raise _hostile(f"The zip claims more than {MOST_FILES} files.", name=name)


def _refuse_sizes(parts: list[ZipInfo], *, name: str) -> None:
    if len(parts) > MOST_FILES:
        raise _hostile(f"The zip holds more than {MOST_FILES} files.", name=name)
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise _hostile("The zip holds two files of the same name.", name=name)
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise _hostile("The zip unpacks to far more than any return holds.", name=name)
    ends = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < ends:
            raise _hostile("Files in the zip lie over each other.", name=name)
        ends = part.header_offset + part.compress_size


def _refuse_part(part: ZipInfo, *, name: str) -> None:
    path = part.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path or "\x00" in path:
        raise _hostile("A file in the zip points outside it.", name=name)
    if part.create_system == _UNIX and stat.S_ISLNK(part.external_attr >> 16):
        raise _hostile("A file in the zip is a link.", name=name)
    if path.lower().endswith(_NESTED):
        raise _hostile("The zip holds another archive.", name=name)
    if part.flag_bits & _ENCRYPTED or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Unreadable(
            "The zip is locked with a password or packed in an unknown way.",
            where=name,
            mend="Pack the files into a plain zip: it is sealed here when it arrives.",
        )
    if part.file_size > SMALL and part.file_size > STEEPEST * max(1, part.compress_size):
        raise _hostile("A file in the zip unpacks to far more than it seems to hold.", name=name)


def _is_aside(part: ZipInfo) -> bool:
    """What a computer puts beside the files that a person packed."""
    path = PurePosixPath(part.filename.replace("\\", "/").lower())
    return path.name.startswith(".") or any(step in _ASIDE for step in path.parts)


def _member(archive: ZipFile, part: ZipInfo, *, name: str) -> Member:
    def opened() -> BinaryIO:
        with damage_named(name):
            return cast(BinaryIO, archive.open(part))

    return Member(part.filename, part.file_size, opened)


def _hostile(what: str, *, name: str) -> Hostile:
    return Hostile(what, where=name, mend="Pack the return's own files into a new zip.")
