"""Seals bytes at rest, so that a copied disk or a swapped file gives nothing away.

Shape: magic, length of the key's id, the key's id, 32 random bytes of salt; then chunks of 64 KiB,
each AES-256-GCM under a key of this one seal (HKDF-SHA256 of key, salt and context). A chunk's
nonce is its number and whether it is the last, so chunks cannot be swapped, moved or cut off.
"""

import base64
import binascii
import io
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024
_TAG = 16
_KEY = 32
_SALT = 32
_MAGIC = b"village seal 1\n"
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,32}")


class SealError(Exception):
    """The bytes cannot be opened."""


class Tampered(SealError):
    """The bytes are not what was sealed: changed, cut short, moved, or for another context."""


class UnknownKey(SealError):
    """The bytes were sealed with a key that this ring does not hold."""


class KeyFault(ValueError):
    """The keys in the environment cannot be used as they stand."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by id: the first seals, all of them open."""

    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def from_environment(cls, text: str) -> Self:
        """Read "id:base64key,id2:base64key" (32 bytes each), the newest key first."""
        keys: dict[str, bytes] = {}
        for place, entry in enumerate(filter(None, map(str.strip, text.split(","))), start=1):
            key_id, key = _key_of(entry, place=place)
            if key_id in keys:
                raise KeyFault(f"VILLAGE_KEYS: key {place} has the same id as an earlier one.")
            keys[key_id] = key
        if not keys:
            raise KeyFault("VILLAGE_KEYS is empty: give at least one key as id:base64.")
        return cls(keys)

    @property
    def first(self) -> str:
        """The id of the key that seals."""
        return next(iter(self.keys))

    def key(self, key_id: str) -> bytes:
        """Give a key by its id, or raise UnknownKey."""
        if key_id in self.keys:
            return self.keys[key_id]
        raise UnknownKey(f"Sealed with key {key_id!r}, which VILLAGE_KEYS does not hold.")


def new_key(key_id: str) -> str:
    """Make an entry for VILLAGE_KEYS with a fresh key."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(_KEY)).decode()}"


class SealedWriter:
    """Seals bytes as they come; what is written is worthless until finish() has been called."""

    def __init__(self, dst: BinaryIO, keyring: Keyring, *, context: bytes) -> None:
        header = _Header(keyring.first, secrets.token_bytes(_SALT))
        self._dst = dst
        self._cipher = header.cipher(keyring, context=context)
        self._held = bytearray()
        self._number = 0
        dst.write(header.to_bytes())

    def write(self, data: bytes) -> None:
        """Take more bytes; keeps at most one chunk in memory beside them."""
        self._held += data
        # A chunk goes out only when more follows it: the last one is marked as the last.
        while len(self._held) > CHUNK:
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def finish(self) -> None:
        """Write the last chunk; without it the seal cannot be opened."""
        self._put(bytes(self._held), last=True)
        self._held.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._dst.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The bytes within a seal, readable and seekable, one chunk in memory at a time.

    Opening it checks the last chunk, and with it the length, before any byte is given out.
    """

    def __init__(self, src: BinaryIO, keyring: Keyring, *, context: bytes) -> None:
        super().__init__()
        src.seek(0)
        header = _Header.read(src)
        self._cipher = header.cipher(keyring, context=context)
        self._src = src
        self._body = src.tell()
        self._last, last_size = _layout(src.seek(0, os.SEEK_END) - self._body)
        self._size = self._last * CHUNK + last_size
        self._at = 0
        self._number = self._last
        self._chunk = self._open(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("a place in a seal is not before its start")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]  # reason: the Buffer protocol has no len() before Python 3.12
        if self._at >= self._size:
            return 0
        number, skip = divmod(self._at, CHUNK)
        if number != self._number:
            self._chunk, self._number = self._open(number), number
        part = self._chunk[skip : skip + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _open(self, number: int) -> bytes:
        self._src.seek(self._body + number * (CHUNK + _TAG))
        sealed = self._src.read(CHUNK + _TAG)
        try:
            return self._cipher.decrypt(_nonce(number, last=number == self._last), sealed, None)
        except InvalidTag:
            raise Tampered("The sealed bytes were changed, cut short or moved.") from None


def seal_stream(src: BinaryIO, dst: BinaryIO, keyring: Keyring, *, context: bytes) -> None:
    """Seal all that src gives into dst."""
    writer = SealedWriter(dst, keyring, context=context)
    while data := src.read(CHUNK):
        writer.write(data)
    writer.finish()


def open_stream(src: BinaryIO, dst: BinaryIO, keyring: Keyring, *, context: bytes) -> None:
    """Open a seal (src must be seekable) into dst.

    On Tampered, dst may hold the chunks before the fault: throw it away.
    """
    reader = SealedReader(src, keyring, context=context)
    while data := reader.read(CHUNK):
        dst.write(data)


def seal(data: bytes, keyring: Keyring, *, context: bytes) -> bytes:
    """Seal bytes held in memory."""
    sealed = io.BytesIO()
    seal_stream(io.BytesIO(data), sealed, keyring, context=context)
    return sealed.getvalue()


def unseal(data: bytes, keyring: Keyring, *, context: bytes) -> bytes:
    """Open bytes held in memory, or raise Tampered or UnknownKey."""
    opened = io.BytesIO()
    open_stream(io.BytesIO(data), opened, keyring, context=context)
    return opened.getvalue()


def sealed_with(src: BinaryIO) -> str:
    """Tell the id of the key that a seal needs, to find what is still to be resealed."""
    src.seek(0)
    return _Header.read(src).key_id


@dataclass(frozen=True, slots=True)
class _Header:
    key_id: str
    salt: bytes

    def to_bytes(self) -> bytes:
        key_id = self.key_id.encode()
        return _MAGIC + bytes([len(key_id)]) + key_id + self.salt

    @classmethod
    def read(cls, src: BinaryIO) -> Self:
        magic, length = src.read(len(_MAGIC)), src.read(1)
        if magic != _MAGIC or not length:
            raise Tampered("These bytes are not sealed, or their beginning is lost.")
        key_id, salt = src.read(length[0]), src.read(_SALT)
        if len(salt) < _SALT or not _KEY_ID.fullmatch(key_id.decode("latin-1")):
            raise Tampered("The beginning of the sealed bytes is damaged.")
        return cls(key_id.decode("ascii"), salt)

    def cipher(self, keyring: Keyring, *, context: bytes) -> AESGCM:
        """A key for this one seal, so that nonces may simply count the chunks."""
        kdf = HKDF(SHA256(), length=_KEY, salt=self.salt, info=self.to_bytes() + context)
        return AESGCM(kdf.derive(keyring.key(self.key_id)))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _layout(sealed_size: int) -> tuple[int, int]:
    """From the size of all sealed chunks, the last chunk's number and the bytes it holds."""
    last, rest = divmod(sealed_size, CHUNK + _TAG)
    if rest == 0 and last > 0:
        return last - 1, CHUNK
    if rest < _TAG:
        raise Tampered("The end of the sealed bytes is lost.")
    return last, rest - _TAG


def _key_of(entry: str, *, place: int) -> tuple[str, bytes]:
    """Read one entry; a fault names its place only, never what it holds."""
    key_id, _, text = entry.partition(":")
    if not _KEY_ID.fullmatch(key_id):
        raise KeyFault(f"VILLAGE_KEYS: key {place} needs an id of letters and digits, then ':'.")
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY:
        raise KeyFault(f"VILLAGE_KEYS: key {place} is not {_KEY} bytes in base64.")
    return key_id, key
