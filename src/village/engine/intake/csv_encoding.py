"""What letters a CSV is written in: UTF-8, or Windows-1252 where nothing speaks against it."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO, Final

from village.engine.errors import Unreadable

_CHUNK: Final = 1 << 18
_BOMS_OF_16_AND_32: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
SAVE_AS: Final = "In Excel choose Save As, “CSV UTF-8 (Comma delimited)”, and send that file."

# Accented letters, typographic quotes and dashes, the pound sign. Signs that Windows-1252 has
# but English names and notes don't are left out: there they mean another encoding.
_WESTERN: Final = bytes(
    [
        *range(0x80),
        *(0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA0, 0xA3),
        *(byte for byte in range(0xC0, 0x100) if byte not in {0xD7, 0xF7}),
    ]
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The codec to read with, and what the sender should be told about it."""

    codec: str
    note: str = ""


def find_encoding(stream: BinaryIO, *, name: str) -> Encoding:
    """Read the stream once, in chunks. Raises Unreadable for UTF-16, NUL and unknown bytes."""
    utf8, western, lines = _Utf8(), True, 0
    head = stream.read(_CHUNK)
    chunk = head
    if head.startswith(_BOMS_OF_16_AND_32) or head.count(0) * 3 > len(head):
        raise _sixteen(name)
    while chunk:
        if b"\x00" in chunk:
            raise _nul(name, line=lines + chunk.count(b"\n", 0, chunk.index(0)) + 1)
        utf8.feed(chunk, lines=lines)
        western = western and not chunk.translate(None, _WESTERN)
        lines += chunk.count(b"\n")
        chunk = stream.read(_CHUNK)
    utf8.feed(b"", lines=lines)
    if utf8.broken_on is None:
        return Encoding("utf-8-sig")
    if western and not utf8.proven:
        return Encoding(
            "cp1252",
            "Read as Windows-1252, an older way to write letters. Check that "
            f"accents in names look right. To be safe: {SAVE_AS}",
        )
    raise Unreadable(
        "The file is not written in UTF-8: a letter in this line cannot be read.",
        where=f"{name}, line {utf8.broken_on}",
        mend=SAVE_AS,
    )


class _Utf8:
    """Follows whether the bytes are UTF-8, and whether any of them proves it."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.broken_on: int | None = None
        self.proven = False

    def feed(self, chunk: bytes, *, lines: int) -> None:
        """An empty chunk ends the file. lines: how many came before this chunk."""
        if self.broken_on is not None:
            return
        try:
            text = self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            good = fault.object[: fault.start]
            self.broken_on = lines + good.count(b"\n") + 1
            # Broken by the end alone, it may as well be UTF-8 that was cut short.
            self.proven = self.proven or not good.isascii() or not chunk
        else:
            self.proven = self.proven or not text.isascii()


def _sixteen(name: str) -> Unreadable:
    return Unreadable("The file is written in UTF-16 (“Unicode text”).", where=name, mend=SAVE_AS)


def _nul(name: str, *, line: int) -> Unreadable:
    return Unreadable(
        "The file holds a zero byte, which text never does: it is damaged or not a CSV.",
        where=f"{name}, line {line}",
        mend="Export it again, and send the new file without opening it in another program.",
    )
