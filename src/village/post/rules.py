"""What a letter may carry: a few plain words, and nothing that could be a child's record."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from village.kernel.refusal import Refusal

Fill: TypeAlias = str | int | date | datetime | None
LONGEST = 500
MOST = 12

_NAME = re.compile(r"[a-z][a-z_]{0,39}")
# Named so, a value would be about a child, whatever it holds.
_CHILDLIKE = re.compile(r"child|upn|nhs|birth|dob|postcode|surname|forename")
# A unique pupil number, an NHS number, and a line of a table.
_RECORD = re.compile(r"\b[A-Z]\d{11}[0-9A-Z]\b|\b\d{3} ?\d{3} ?\d{4}\b|[\t\r\n]")


class Unfit(ValueError):
    """A letter was given what may not leave the house by post: a bug, and no letter was written."""


class LooksLikeARecord(Refusal):
    """Somebody typed into a letter what looks like part of a child's record."""


def check_fill(context: Mapping[str, object]) -> dict[str, Fill]:
    """Give back what may be filled in.

    Plain values alone: no list, no mapping and no record can be handed to a template; that raises
    Unfit. Refused: words that look like part of a record. Neither names the value.
    """
    if len(context) > MOST:
        raise Unfit(f"A letter takes {MOST} values at most.")
    return {name: _fit(name, value) for name, value in context.items()}


def _fit(name: str, value: object) -> Fill:
    if not _NAME.fullmatch(name) or _CHILDLIKE.search(name):
        raise Unfit(f"A letter takes no value named {name!r}.")
    if value is not None and type(value) not in {str, int, date, datetime}:
        raise Unfit(f"A letter takes words, whole numbers and dates; {name} is none of them.")
    if isinstance(value, str) and (len(value) > LONGEST or _RECORD.search(value)):
        raise LooksLikeARecord(
            f"A letter carries one line of at most {LONGEST} characters and no pupil or NHS "
            "number. Shorten it, and leave the number out."
        )
    if isinstance(value, str | int | date):
        return value
    return None
