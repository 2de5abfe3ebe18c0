"""How the cell of a table becomes a value: twelve kinds, and what is unreadable stays visible."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from village.engine.specs import tables_marks as marks
from village.engine.specs.tables_clock import FIRST_YEAR, LAST_YEAR, to_utc, when

Cell = str | int | float | bool | date | datetime | None
"""What a reader finds: a CSV gives text alone, a workbook also numbers, dates and yes or no."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    CODE = "code"
    WHOLE_NUMBER = "whole number"
    FLAG = "flag"
    POSTCODE = "postcode"
    NHS_NUMBER = "nhs number"
    UPN = "upn"
    IDENTIFIER = "identifier"
    AGE = "age"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds something, but not a value of its kind. Never shown in a log."""

    shown: str = field(repr=False)


Plain = str | int | bool | date | datetime
Value = Plain | tuple[str, ...] | Unreadable | None
"""None is an empty cell, and nothing else. Moments are in UTC; a datetime is also a date."""

Reader = Callable[[Cell], Plain | Unreadable | None]

_EXCEL_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)
_YEARS = re.compile(r"(\d{1,3})(?:\.\d+)?(?: ?(?:y|yr|yrs|year|years))?", re.I | re.ASCII)
_LISTED = re.compile(r"^\s*[a-z0-9]{1,2}\)\s*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
INVISIBLE: Final = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u00ad"))
_YES: Final = frozenset({"yes", "y", "true", "t", "1"})
_NO: Final = frozenset({"no", "n", "false", "f", "0"})
LONGEST: Final = 200
"""Characters of text that a field takes unless its spec says otherwise."""


def plain(text: str) -> str:
    """What two spellings of one word share: no case, space, punctuation or byte-order mark."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def code_key(text: str) -> str:
    """As `plain`, without the letter of a list ("a) WBRI")."""
    return plain(_LISTED.sub("", text))


def shown(cell: Cell) -> str:
    """A cell as the sender sees it, for the issue list."""
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return f"{cell:%d/%m/%Y}" if midnight else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return _words(cell) or ""


def reader(kind: Kind, *, codes: Mapping[str, str], longest: int) -> Reader:
    """The function that reads one cell of a column of this kind.

    codes: from `code_key` of each accepted spelling to the code that it stands for.
    """
    if kind is Kind.CODE:
        return lambda cell: _code(cell, codes)
    if kind is Kind.TEXT:
        return lambda cell: _text(cell, longest)
    return _READERS[kind]


def _words(cell: Cell) -> str | None:
    """A cell as one line of text; None for a date, which is not text however it is written."""
    if isinstance(cell, str):
        return " ".join((cell if cell.isascii() else cell.translate(INVISIBLE)).split())
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    return None


def _text(cell: Cell, longest: int = LONGEST) -> str | Unreadable | None:
    words = _words(cell)
    if words == "":
        return None
    if words is None or words in _EXCEL_ERRORS or _CONTROL.search(words) or len(words) > longest:
        return Unreadable(shown(cell))
    return words


def _identifier(cell: Cell) -> str | Unreadable | None:
    words = _text(cell, 64)
    if not isinstance(words, str):
        return words
    rounded = _ROUNDED.fullmatch(words) or (isinstance(cell, float) and not cell.is_integer())
    return Unreadable(words) if rounded else words


def _code(cell: Cell, codes: Mapping[str, str]) -> str | Unreadable | None:
    words = _text(cell)
    if not isinstance(words, str):
        return words
    return codes.get(plain(words)) or codes.get(code_key(words)) or Unreadable(words)


def _flag(cell: Cell) -> bool | Unreadable | None:
    if isinstance(cell, bool):
        return cell
    words = _text(cell)
    if not isinstance(words, str):
        return words
    for key in (plain(words), code_key(words)):
        if key in _YES or key in _NO:
            return key in _YES
    return Unreadable(words)


def _whole_number(cell: Cell) -> int | Unreadable | None:
    words = _text(cell)
    if not isinstance(words, str):
        return words
    good = words.isascii() and words.isdigit() and len(words) <= 12 and not isinstance(cell, bool)
    return int(words) if good else Unreadable(words)


def _age(cell: Cell) -> int | Unreadable | None:
    """Completed years, of a number with or without parts of a year."""
    words = _text(cell)
    if not isinstance(words, str):
        return words
    found = _YEARS.fullmatch(words)
    return int(found.group(1)) if found and not isinstance(cell, bool) else Unreadable(words)


def _marked(read: Callable[[str], str | None]) -> Reader:
    def read_mark(cell: Cell) -> str | Unreadable | None:
        words = _text(cell)
        if not isinstance(words, str):
            return words
        return read(words) or Unreadable(words)

    return read_mark


def _date(cell: Cell) -> date | Unreadable | None:
    """A day; a time of day beside it must be midnight, as exports write it. A number is no date."""
    if isinstance(cell, datetime):
        fits = cell.time() == time() and FIRST_YEAR <= cell.year <= LAST_YEAR
        return cell.date() if fits else Unreadable(shown(cell))
    if isinstance(cell, date):
        return cell
    words = _text(cell)
    if not isinstance(words, str):
        return words
    found = when(words) if isinstance(cell, str) else None
    return found.day if found and found.clock in {None, time()} else Unreadable(words)


def _moment(cell: Cell) -> datetime | Unreadable | None:
    """A day with a time of day, in UTC. Without a zone it is the clock time in England."""
    moment = _clock_time(cell)
    if isinstance(moment, datetime):
        fits = FIRST_YEAR <= moment.year <= LAST_YEAR
        return moment if fits else Unreadable(shown(cell))
    return moment


def _clock_time(cell: Cell) -> datetime | Unreadable | None:
    if isinstance(cell, datetime):
        return to_utc(cell) or Unreadable(shown(cell))
    words = _text(cell)
    if not isinstance(words, str):
        return words if words is None else Unreadable(shown(cell))
    found = when(words) if isinstance(cell, str) else None
    if found is None or found.clock is None:
        return Unreadable(words)
    written = datetime.combine(found.day, found.clock)
    return to_utc(written, zone=found.zone) or Unreadable(words)


_READERS: Final[Mapping[Kind, Reader]] = {
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.FLAG: _flag,
    Kind.POSTCODE: _marked(marks.postcode),
    Kind.NHS_NUMBER: _marked(marks.nhs_number),
    Kind.UPN: _marked(marks.upn),
    Kind.IDENTIFIER: _identifier,
    Kind.AGE: _age,
}
