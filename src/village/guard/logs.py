"""What reaches a log: where it went wrong and of which kind, never the words of the fault.

A database quotes the row that it refuses, and a parser the text that it cannot read; either may
hold a child's name.
"""

import logging
import traceback
from types import TracebackType
from typing import Final

from django.core.exceptions import PermissionDenied

LAYOUT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes exceptions as their types and the lines that they passed."""

    def __init__(self) -> None:
        super().__init__(LAYOUT)

    def formatException(self, ei: ExcInfo) -> str:
        if ei[1] is None or isinstance(ei[1], PermissionDenied):
            return ""  # an expected no: the line that it stands on says which page
        return told(ei[1])


def told(fault: BaseException) -> str:
    """An exception and its causes, without a word of what they say."""
    lines: list[str] = []
    seen: BaseException | None = fault
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)
