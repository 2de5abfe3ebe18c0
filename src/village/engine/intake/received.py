"""A file as it arrived: its size, its hash, and what its bytes (never its name) say it is."""

import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO, Literal

from village.engine.errors import Hostile, Unreadable

Kind = Literal["xml", "csv", "xlsx", "zip"]

LARGEST = 200 * 1024 * 1024
"""Bytes. The largest census known is under 40 MB."""

_CHUNK = 1 << 18
_HEAD = 4096
_TAIL = 1 << 20
_SIXTEEN = (b"\xff\xfe", b"\xfe\xff")
_END_OF_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_OLE_HEAD = 512
_FAR = 1 << 20
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Received:
    """One file, ready to be read again and again from its start."""

    name: str
    size: int
    sha256: str
    kind: Kind
    _stream: BinaryIO

    def open(self) -> BinaryIO:
        """The stream, back at its start. One reader at a time."""
        self._stream.seek(0)
        return self._stream


def receive(stream: BinaryIO, *, name: str, largest: int = LARGEST) -> Received:
    """Measure, hash and sniff a binary stream.

    A stream that cannot seek (a pipe, a sealed file being opened) is held in memory.
    Raises Unreadable (empty, or no kind that we read) and Hostile (over `largest` bytes).
    """
    held = stream if stream.seekable() else io.BytesIO()
    if held is stream:
        stream.seek(0)
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > largest:
            raise _too_large(name, largest=largest)
        digest.update(chunk)
        if held is not stream:
            held.write(chunk)
    return Received(name, size, digest.hexdigest(), _sniff(held, name=name, size=size), held)


def _too_large(name: str, *, largest: int) -> Hostile:
    return Hostile(
        f"The file is larger than {largest // (1024 * 1024)} MB, which no return is.",
        where=name,
        mend="Check that it is the right file and export it again.",
    )


def _sniff(stream: BinaryIO, *, name: str, size: int) -> Kind:
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise Unreadable(
            "The file is empty.", where=name, mend="Export it again and send the new file."
        )
    if head.startswith(b"PK\x03\x04"):
        stream.seek(max(0, size - _TAIL))
        return _workbook(stream.read(), name=name)
    if head.startswith((_OLE, b"%PDF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise _not_ours(head, name=name, is_locked=_is_locked(stream, head))
    if _looks_like_xml(head):
        return "xml"
    if b"\x00" in head and not head.startswith(_SIXTEEN):
        raise Unreadable(
            "The file holds bytes that are not text.",
            where=name,
            mend="Send the XML, CSV or XLSX file that your system exports, unchanged.",
        )
    return "csv"


def _looks_like_xml(head: bytes) -> bool:
    """A `<` first, after any byte-order mark and space, in UTF-8 or either UTF-16."""
    for mark in (b"\xef\xbb\xbf", *_SIXTEEN):
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"").lstrip()[:1] == b"<"


def _workbook(directory: bytes, *, name: str) -> Kind:
    if b"xl/workbook" in directory:
        return "xlsx"
    if b"mimetype" in directory and b"content.xml" in directory:
        raise Unreadable(
            "The file is an OpenDocument sheet (.ods).",
            where=name,
            mend="Save it as Excel workbook (.xlsx) and send that.",
        )
    if b".iwa" in directory and b"Index" in directory:
        raise Unreadable(
            "The file is a Numbers spreadsheet (.numbers).",
            where=name,
            mend="In Numbers choose File, Export To, Excel, and send that file (.xlsx).",
        )
    if _END_OF_ZIP not in directory:
        raise Unreadable(
            "The file is a zip archive or a workbook that is damaged or cut short.",
            where=name,
            mend="Send the CSV or XLSX file that your system exports once more, whole.",
        )
    return "zip"


def not_one_file(name: str) -> Unreadable:
    """What is said of a zip where a return comes as one file."""
    return Unreadable(
        "The file is a zip archive, and this return comes as one file.",
        where=name,
        mend="Unpack it and send the file inside.",
    )


def _is_locked(stream: BinaryIO, head: bytes) -> bool:
    """Whether an old compound file is a workbook under a password, as its directory says.

    Source: Microsoft, MS-CFB 2.2 (where the directory begins) and MS-OFFCRYPTO 2.3.4.4.
    """
    if not head.startswith(_OLE) or len(head) < _OLE_HEAD:
        return False
    shift, first = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
    stream.seek((min(first, _FAR) + 1) << min(shift, 12))
    return _ENCRYPTED in stream.read(_HEAD)


def _not_ours(head: bytes, *, name: str, is_locked: bool) -> Unreadable:
    if is_locked:
        return Unreadable(
            "The workbook is locked with a password.",
            where=name,
            mend="In Excel choose File, Info, Protect Workbook, Encrypt with Password; empty the "
            "box, save it, and send it again.",
        )
    if head.startswith(_OLE):
        return Unreadable(
            "The file is a workbook in the old form (.xls).",
            where=name,
            mend="In Excel choose Save As, “Excel Workbook (.xlsx)”, without a password, and send "
            "that file.",
        )
    what = "a PDF" if head.startswith(b"%PDF") else "an archive"
    return Unreadable(
        f"The file is {what}, whatever its name says, and not a return.",
        where=name,
        mend="Send the XML, CSV or XLSX file that your system exports.",
    )
