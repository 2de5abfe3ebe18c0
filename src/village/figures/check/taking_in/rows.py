"""A row of a file of claims, and what is read alike in all its cells: days, numbers, keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from village.figures.check.taking_in.faults import Untaken

THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_DAYS: Final = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class Row:
    """What a person wrote of one claim. line: where it begins in the file."""

    line: int
    says: Mapping[str, str]


Rows = Mapping[str, Row]
"""By the key that a person gave, or else by their line."""


def fault(what: str, name: str, line: int, mend: str = "Mend this line.") -> Untaken:
    return Untaken(what, where=f"{name}, line {line}", mend=mend, line=line)


def day(text: str, what: str, name: str, line: int) -> date:
    """Raises Untaken, which calls it by `what`."""
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # reason: a day alone
        except ValueError:
            continue
    raise fault(f"{what} is no date.", name, line, "Write it as 2026-07-15.")


def whole(said: str | None, key: str, name: str, line: int) -> int | None:
    if not said:
        return None
    number = THOUSANDS.sub("", said)
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 10 and int(number)):
        raise fault(f"“{key}” is no whole number above nought.", name, line)
    return int(number)


def other(said: str, what: str, rows: Rows, name: str, row: Row) -> str:
    """The key of another claim, which may be named by its key or by its measure, or “”."""
    if not said:
        return ""
    found = (
        [said] if said in rows else [k for k, r in rows.items() if r.says.get("measure") == said]
    )
    if len(found) != 1 or rows[found[0]] is row or "rule" in rows[found[0]].says:
        many = "More than one claim has" if len(found) > 1 else "No other claim has"
        raise fault(f"{many} {what} name for its key or measure.", name, row.line)
    return found[0]
