"""Tells a full disk from every other fault, in whichever words it comes."""

import errno
from typing import Final

WHAT: Final = "The disk of this house is full, so nothing more can be kept."
MEND: Final = (
    "Tell whoever looks after the computer that Village runs on. Nothing that was there is lost."
)
_NUMBERS: Final = {errno.ENOSPC, errno.EDQUOT}
_WORDS: Final = ("database or disk is full", "no space left on device", "disk full")
"""SQLite's, PostgreSQL's and the column store's, which give no number."""
_DEEPEST: Final = 8


def is_full(fault: BaseException | None) -> bool:
    """Whether a fault, or one that it came of, says that there is no room left."""
    for _ in range(_DEEPEST):
        if fault is None:
            return False
        if isinstance(fault, OSError) and fault.errno in _NUMBERS:
            return True
        if _is_of_a_database(fault) and any(words in str(fault).lower() for words in _WORDS):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _is_of_a_database(fault: BaseException) -> bool:
    """Words alone prove nothing: a person may have typed them."""
    return type(fault).__name__ in {"OperationalError", "DiskFull", "IOException"}
