"""Bytes as letters, and letters without what nobody sees."""

import codecs
import re
from itertools import chain
from typing import Final

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.001  # of all signs; a stray one comes from an old printer's file
# Marks of direction, of width nought and of soft hyphens: they part numbers where nobody sees it.
_UNSEEN: Final = dict.fromkeys(
    chain(
        (0x00AD, 0x061C, 0x180E, 0x2060, 0xFEFF),
        range(0x200B, 0x2010),
        range(0x202A, 0x202F),
        range(0x2066, 0x206A),
        range(9),
        range(0x0E, 0x20),
        range(0x7F, 0x85),
        range(0x86, 0xA0),
    )
)
_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_TABLE: Final = {**_UNSEEN, **_LIGATURES, 0x85: " "}


def decoded(data: bytes) -> str | None:
    """The text that the bytes are, or None where they are no text.

    In this order: what a mark at the start says, UTF-8, then what Windows wrote before it.
    """
    for mark, coding in _MARKED:
        if data.startswith(mark):
            return _read(data, coding)
    text = _read(data, "utf-8")
    return _read(data, "cp1252") if text is None else text


def _read(data: bytes, coding: str) -> str | None:
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        return None
    return None if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROL else text


def clean(text: str) -> str:
    """On one line with single spaces, without signs that nobody sees."""
    return " ".join(text.translate(_TABLE).split())
