"""Opens the zip that a workbook is, after looking for what would harm whoever reads it."""

import posixpath
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from village.engine.errors import EngineError, Hostile, Unreadable

MOST_PARTS: Final = 2_000
MOST_BYTES: Final = 256 * 1024 * 1024
"""Of all parts, unpacked. 200,000 rows of 20 columns take about half of it."""
MOST_BYTES_ASIDE: Final = 32 * 1024 * 1024
"""Of one part that is neither a sheet nor the shared strings."""
STEEPEST: Final = 100
"""Times that a part may be larger than its packed form. Honest sheets reach 10 to 40."""
SMALL: Final = 1024 * 1024
"""Bytes under which a part may be as steep as it likes: a sheet of one value repeated."""

_CHUNK: Final = 1 << 18
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR_OF_64: Final = 20
_LONGEST_END: Final = 22 + 65_535
_ENCRYPTED: Final = 0x1
_UNIX: Final = 3
_MARKS: Final = (b"<!DOCTYPE", b"<!ENTITY")
_DAMAGE: Final = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    UnicodeError,
    IndexError,
)


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Whatever the zip reader says about a broken archive becomes one sentence."""
    try:
        yield
    except _DAMAGE:
        raise damaged(name) from None


def damaged(name: str) -> Unreadable:
    return Unreadable(
        "The workbook is damaged or cut short.",
        where=name,
        mend="Open it in Excel or LibreOffice, save it as a new .xlsx file, and send that.",
    )


def open_zip(stream: BinaryIO, *, name: str) -> ZipFile:
    """The archive, its directory read and nothing checked: for a file that `inspect_zip` passed."""
    stream.seek(0)
    with damage_named(name):
        return ZipFile(stream)


def inspect_zip(stream: BinaryIO, *, name: str) -> ZipFile:
    """The archive, every part of it unpacked once and found harmless.

    Raises Hostile for a bomb, a lying header, a path or link out of the archive, macros or a
    document type; Unreadable for damage, a password or links to other workbooks.
    """
    with damage_named(name):
        size = stream.seek(0, 2)
        _refuse_directory(stream, size=size, name=name)
    archive = open_zip(stream, name=name)
    parts = archive.infolist()
    _refuse_sizes(parts, size=size, name=name)
    for part in parts:
        _refuse_part(part, name=name)
    with damage_named(name):
        for part in parts:
            _sweep(archive, part, name=name)
    return archive


def _refuse_directory(stream: BinaryIO, *, size: int, name: str) -> None:
    """Before the directory is read: how many parts it claims, and how long it is."""
    stream.seek(max(0, size - _LONGEST_END - _LOCATOR_OF_64))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise damaged(name)
    _, _, _, _, parts, length, _, _ = _END.unpack_from(tail, at)
    large = tail[max(0, at - _LOCATOR_OF_64) : at].startswith(b"PK\x06\x07")
    if large or parts > MOST_PARTS or length > MOST_PARTS * 512:
        raise _hostile(f"The workbook claims more than {MOST_PARTS:,} parts.", name=name)


def _refuse_sizes(parts: list[ZipInfo], *, size: int, name: str) -> None:
    if len(parts) > MOST_PARTS:
        raise _hostile(f"The workbook has more than {MOST_PARTS:,} parts.", name=name)
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise _hostile("The workbook holds two parts of the same name.", name=name)
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise _bomb(name)
    ends = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < ends:
            raise _hostile("Parts of the workbook lie over each other.", name=name)
        ends = part.header_offset + part.compress_size
    if ends > size:
        raise damaged(name)


def _refuse_part(part: ZipInfo, *, name: str) -> None:
    path = part.filename.replace("\\", "/")
    steps = path.split("/")
    if path.startswith("/") or ".." in steps or ":" in path or "\x00" in part.orig_filename:
        raise _hostile("A part of the workbook points outside it.", name=name)
    if part.create_system == _UNIX and stat.S_ISLNK(part.external_attr >> 16):
        raise _hostile("A part of the workbook is a link.", name=name)
    if part.flag_bits & _ENCRYPTED or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise _locked(name)
    if part.file_size > SMALL and part.file_size > STEEPEST * max(1, part.compress_size):
        raise _bomb(name)
    aside = not path.startswith("xl/worksheets/") and not path.endswith("sharedStrings.xml")
    if aside and part.file_size > MOST_BYTES_ASIDE:
        raise _bomb(name)
    _refuse_purpose(path.casefold(), name=name)


def _refuse_purpose(path: str, *, name: str) -> None:
    base = posixpath.basename(path)
    if base.startswith("vbaproject") or "/macrosheets/" in path or "/activex/" in path:
        raise macros(name)
    if "/externallinks/" in path:
        raise links(name)
    if path == "xl/workbook.bin":
        raise Unreadable(
            "The workbook is a binary workbook (.xlsb).",
            where=name,
            mend="In Excel choose Save As, “Excel Workbook (.xlsx)”, and send that file.",
        )


def _sweep(archive: ZipFile, part: ZipInfo, *, name: str) -> None:
    """Unpack to the end, so that real sizes and checksums are known, looking for DOCTYPE.

    The zip reader gives no more bytes than the directory declares, and fails on a part whose
    bytes are others: a lying header ends as damage, never as memory.
    """
    kept = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            seen = kept + chunk.replace(b"\x00", b"")
            if any(mark in seen for mark in _MARKS):
                raise doctype(name, part=part.filename)
            kept = seen[-16:]


def macros(name: str) -> Hostile:
    return Hostile(
        "The workbook holds macros.",
        where=name,
        mend="In Excel choose Save As, “Excel Workbook (.xlsx)”, which leaves them out.",
    )


def links(name: str) -> Unreadable:
    return Unreadable(
        "The workbook is linked to other workbooks or sources.",
        where=name,
        mend="In Excel choose Data, Edit Links, Break Link; save it, and send it again.",
    )


def doctype(name: str, *, part: str) -> Hostile:
    return Hostile(
        "A part of the workbook declares a document type, which a workbook never needs.",
        where=f"{name}, part {part[:80]}",
        mend="Save it again from Excel or LibreOffice; if that does not help, tell who sent it.",
    )


def _locked(name: str) -> EngineError:
    return Unreadable(
        "The workbook is locked with a password or packed in an unknown way.",
        where=name,
        mend="In Excel choose File, Info, Protect Workbook, and take the password off.",
    )


def _bomb(name: str) -> Hostile:
    return _hostile("The workbook unpacks to far more than it seems to hold.", name=name)


def _hostile(what: str, *, name: str) -> Hostile:
    return Hostile(
        what,
        where=name,
        mend="Copy the rows into a new workbook, save it as .xlsx, and send that.",
    )
