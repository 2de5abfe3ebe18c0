"""What may go wrong in the engine: one small family, each with an exit code and what to do."""

from collections.abc import Mapping
from typing import ClassVar


class EngineError(Exception):
    """Something the person who ran the engine can act on.

    what happened, where (a file and line, a kit's file, a row number) and how to mend it.
    None of the three ever holds a child's name or a row's value: they reach logs.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(
            " ".join(part for part in (f"{where}: {what}" if where else what, mend) if part)
        )

    def as_record(self) -> dict[str, str]:
        """Plain values to cross a process border; `from_record` turns them back."""
        return {
            "kind": type(self).__name__,
            "what": self.what,
            "where": self.where,
            "mend": self.mend,
        }


class ErrorsFound(EngineError):
    """The return was read and has errors."""

    exit_code = 1


class Usage(EngineError):
    """The command was asked for something that it does not do."""

    exit_code = 2


class Unreadable(EngineError):
    """The file cannot be read as what it claims to be."""

    exit_code = 3


class Hostile(EngineError):
    """The file is built to harm the reader, or looks so."""

    exit_code = 4


class WrongReturn(EngineError):
    """A readable file, but another return or another year than was asked for."""

    exit_code = 5


class KitFault(EngineError):
    """A kit says something that cannot be."""

    exit_code = 6


class Busy(EngineError):
    """Another build holds the store."""

    exit_code = 7


class TooTelling(EngineError):
    """A release would tell of a small number whatever is hidden; nothing left."""

    exit_code = 8


KINDS: Mapping[str, type[EngineError]] = {
    kind.__name__: kind
    for kind in (ErrorsFound, Usage, Unreadable, Hostile, WrongReturn, KitFault, Busy, TooTelling)
}


def from_record(record: Mapping[str, str]) -> EngineError:
    """The error that `as_record` wrote down on the other side of a process border."""
    kind = KINDS.get(record["kind"], EngineError)
    return kind(record["what"], where=record["where"], mend=record["mend"])
