"""Reads cells that many hands filled in: declared blanks, days as numbers, lettered codes."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from village.engine.specs.tables_clock import when
from village.engine.specs.tables_values import INVISIBLE, Cell, Kind, Reader, Unreadable, shown

FIRST_SERIAL, LAST_SERIAL = 14_611, 73_050
"""Days of a spreadsheet's calendar from 1 January 1940 to 31 December 2099: a bare year, or a day
written in eight figures, is none of them."""
_DAY_ZERO: Final = date(1899, 12, 30)
_FIGURES = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_LED = re.compile(r"\s*(?:[a-z]{1,2}\)\s*)?([a-z0-9]{1,4})\s*(?::|\s[-–—])\s*\S.*", re.I | re.ASCII)

LONGEST_JSON: Final = 20_000
"""Characters of one cell of JSON; the data set's own columns hold 4,000 at most."""
DEEPEST_JSON: Final = 6


def blank_key(text: str) -> str:
    return " ".join(text.split()).casefold()


def leniently(read: Reader, *, kind: Kind, blanks: frozenset[str]) -> Reader:
    """Read a cell as `read` does, after what a set of tables forgives.

    blanks: what stands for an empty cell, as `blank_key` writes it. A day may come as a
    spreadsheet's number for it or with a time of day; a code may be followed by its meaning
    ("f) U6: Foster placement").
    """
    spare = {Kind.DATE: _day, Kind.CODE: _led(read)}.get(kind)

    def one(cell: Cell) -> Any:  # Any: as a Reader gives it
        if isinstance(cell, str) and blank_key(cell) in blanks:
            return None
        value = read(cell)
        if isinstance(value, Unreadable) and spare is not None:
            found = spare(cell)
            return value if found is None else found
        return value

    return one


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    number = cell
    if isinstance(cell, str):
        if found := when(" ".join(cell.split())):
            return found.day
        number = float(cell) if _FIGURES.fullmatch(cell.strip()) else None
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    whole = int(number)
    return _DAY_ZERO + timedelta(days=whole) if FIRST_SERIAL <= whole <= LAST_SERIAL else None


def _led(read: Reader) -> Callable[[Cell], str | None]:
    def by_its_code(cell: Cell) -> str | None:
        found = _LED.fullmatch(cell) if isinstance(cell, str) else None
        value = read(found.group(1)) if found else None
        return value if isinstance(value, str) else None

    return by_its_code


def as_coded(text: str) -> str:
    """What was sent for a code, down to letter and code: words behind them may name somebody."""
    led = _LED.fullmatch(text)
    return text[: led.end(1)].strip() if led else " ".join(text.split())


@lru_cache(maxsize=64)
def _parsed(text: str) -> Any:  # Any: whatever the JSON holds
    if len(text) > LONGEST_JSON or _depth(text) > DEEPEST_JSON:
        raise ValueError("too much")
    return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)


def _depth(text: str) -> int:
    """How deep brackets stand in each other; those within texts count, which is the safe side."""
    deepest = depth = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _no_constant(_word: str) -> None:
    raise ValueError("not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: as above
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def json_text(cell: Cell) -> str | Unreadable | None:
    """A cell of JSON as it stands: an object, or a list of texts. None where it is empty."""
    if not isinstance(cell, str):
        return None if cell is None else Unreadable(shown(cell))
    if not cell.translate(INVISIBLE).strip():
        return None
    try:
        held = _parsed(cell)
    except (ValueError, RecursionError):
        return Unreadable(cell[:200])
    return cell if isinstance(held, Mapping | list) else Unreadable(cell[:200])


def held_in(cell: Cell, key: str) -> list[Cell] | None:
    """What a cell of JSON holds under a key; under "[]" each of a list, or each name that is true.

    None where the cell cannot be read or what is there is not plain.
    """
    text = json_text(cell)
    if text is None:
        return []
    if isinstance(text, Unreadable):
        return None
    held = _parsed(text)
    found: list[Any] | None  # Any: as above
    if key == "[]":
        found = held if isinstance(held, list) else [k for k, v in held.items() if _is_true(v)]
    else:
        found = [held.get(key)] if isinstance(held, Mapping) else None
    if found is None or any(isinstance(one, Mapping | list) for one in found):
        return None
    return [one for one in found if one not in (None, "")]


def _is_true(value: Any) -> bool:  # Any: as above
    return str(value).strip().casefold() in {"true", "y", "yes", "1"}
