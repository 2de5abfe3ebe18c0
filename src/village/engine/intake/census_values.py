"""How the text of a census field becomes a value; a ValueError where it cannot."""

from collections.abc import Callable, Mapping
from datetime import date

from village.engine.specs.census import Kind

FLAGS: Mapping[str, bool] = {"1": True, "true": True, "0": False, "false": False}

_LONGEST_NUMBER = 9


def to_date(text: str) -> date:
    """YYYY-MM-DD and nothing else: no day first, no week dates, no times."""
    if len(text) != len("2026-03-31") or text[4] != "-" or text[7] != "-":
        raise ValueError
    return date.fromisoformat(text)


def to_number(text: str) -> int:
    """A whole number in plain digits, which may be below nought."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _LONGEST_NUMBER:
        raise ValueError
    return int(text)


def to_flag(text: str) -> bool | None:
    """True, false, 1 or 0 in any case; None for anything else, which rules report."""
    return FLAGS.get(text.lower())


PARSED: Mapping[Kind, tuple[Callable[[str], object], str]] = {
    Kind.DATE: (to_date, "V-DATE"),
    Kind.NUMBER: (to_number, "V-NUMBER"),
}
"""Kinds whose text may fail to become a value, and the notice that says so."""
