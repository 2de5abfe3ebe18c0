"""Knows a part of the looked-after return that came by itself, so that its sender can be told."""

import re
from contextlib import suppress
from io import BufferedReader
from typing import BinaryIO, Final

from village.engine.errors import EngineError
from village.engine.intake.archive import Member
from village.engine.intake.csv_records import Borrowed
from village.engine.intake.looked_after_survey import survey
from village.engine.intake.looked_after_values import Understood, to_date
from village.engine.intake.received import Received

_HEAD: Final = 1 << 16
_FIRST: Final = re.compile(rb"<(?![?!])([A-Za-z0-9_:.-]+)")
_OURS: Final = re.compile(rb"<(CHILDID|CHILD_ID|EPISODE|SSDA903)\b", re.IGNORECASE)


def looks_looked_after(received: Received) -> bool:
    """Whether XML begins as a looked-after return does, and not as a census."""
    head = received.open().read(_HEAD).replace(b"\x00", b"")
    first = _FIRST.search(head)
    if first is not None and first[1].lower() == b"message":
        return False
    return bool(_OURS.search(head))


def table_alone(received: Received) -> str:
    """The table of the looked-after return that a CSV is, or nothing."""

    def opened() -> BinaryIO:
        return BufferedReader(Borrowed(received.open()))

    member = Member(received.name, received.size, opened)
    with suppress(EngineError):
        return survey(member, days=Understood(to_date)).table.name
    return ""
