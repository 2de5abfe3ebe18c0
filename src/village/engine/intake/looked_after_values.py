"""How the text of a looked-after return becomes values, each text understood once."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from village.engine.specs.looked_after import Kind

MOST_KEPT: Final = 200_000
"""Texts remembered; a return has a few thousand days and far fewer codes."""

_ISO: Final = len("2025-03-31")
_MIDNIGHT: Final = ("00:00:00", "00:00", "00:00:00.000")


class Understood(dict[str, object]):
    """Text to value, understood at the first sight; `bad` holds the texts that mean nothing."""

    def __init__(self, understand: Callable[[str], object]) -> None:
        super().__init__()
        self._understand = understand
        self.bad: set[str] = set()

    def __missing__(self, text: str) -> object:
        if len(self) >= MOST_KEPT:
            self.clear()
            self.bad.clear()
        try:
            value = self._understand(text)
        except ValueError:
            value = None
            self.bad.add(text)
        self[text] = value
        return value


def understood() -> Mapping[Kind, Understood]:
    """One memory for each kind of column, for one reading."""
    return {
        Kind.TEXT: Understood(to_text),
        Kind.CODE: Understood(to_code),
        Kind.DIGITS: Understood(to_digits),
        Kind.DATE: Understood(to_date),
    }


def to_text(text: str) -> str | None:
    return text.strip() or None


def to_code(text: str) -> str | None:
    """A code in capitals, whatever case it came in."""
    return text.strip().upper() or None


def to_digits(text: str) -> str | None:
    """A code in digits; 1.0 is what a spreadsheet makes of 1."""
    return text.strip().upper().removesuffix(".0") or None


def to_date(text: str) -> date | None:
    """31/03/2025 or 2025-03-31, with a midnight that an export may add; None for nothing."""
    text = text.strip()
    if not text:
        return None
    if len(text) > _ISO:
        text = _without_midnight(text)
    if text[4:5] == "-" and len(text) == _ISO:
        return date.fromisoformat(text)
    day, month, year = text.split("/")
    if len(year) != 4 or not (day + month + year).isascii() or len(day) > 2 or len(month) > 2:
        raise ValueError
    return date(int(year), int(month), int(day))


def _without_midnight(text: str) -> str:
    day, _, clock = text.replace("T", " ").partition(" ")
    if clock not in _MIDNIGHT:
        raise ValueError
    return day
