"""Files that travel between an agency, the linker and whoever counts: each of one kind alone.

A line of JSON each: first what the file is, then its rows, last how many there are and a SHA-256 of
all before. That finds a file cut short or changed on its way, by accident; who means harm can write
the last line anew.
"""

import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final

from village.engine.errors import EngineError, Unreadable, Usage, WrongReturn
from village.kernel.canonical import dumps

Row = Any  # Any: JSON, whatever the kind has for a row
Header = Mapping[str, Any]  # Any: JSON

LONGEST: Final = 16 * 1024 * 1024
"""Bytes of one line; the first line of links holds the model and the statement."""


class Kind(StrEnum):
    """IDENTITIES say who children are, EVENTS what happened; LINKS who is the same child."""

    IDENTITIES = "identities"
    EVENTS = "events"
    LINKS = "links"


WARNING: Final = {
    Kind.IDENTITIES: "PERSONAL DATA: who children are. For the named linker alone.",
    Kind.EVENTS: "PERSONAL DATA: what happened to children, without names. For counting alone.",
    Kind.LINKS: "PERSONAL DATA: which children's keys belong together. For counting alone.",
}

MADE_BY: Final = {
    Kind.IDENTITIES: "`village split` at an agency",
    Kind.EVENTS: "`village split` at an agency",
    Kind.LINKS: "`village link`",
}


@contextmanager
def written(path: Path, kind: Kind, facts: Header) -> Iterator["Writer"]:
    """Write a file in whole or not at all, readable by its owner alone (0600).

    Raises Usage where something lies there already, or what a run that was broken off left.
    """
    _refuse_taken(path)
    working = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(_new(working), "wb") as out:
            writer = Writer(out)
            writer.line({"village": kind.value, "personal": WARNING[kind], **facts})
            yield writer
            writer.finish()
            out.flush()
            os.fsync(out.fileno())
        working.rename(path)
    finally:
        with suppress(FileNotFoundError):
            working.unlink()


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise Usage("Something lies there already.", where=str(path), mend="Name a new file.")
    unfinished = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{16}}\.part")
    for beside in path.parent.iterdir():
        if unfinished.fullmatch(beside.name):
            raise Usage(
                "A run that was broken off left a part of this file: PERSONAL DATA.",
                where=str(beside),
                mend="Delete it, unless another run is writing it now, and run this again.",
            )


def _new(path: Path) -> int:
    """A file that was not there, nobody's link, for its owner alone whatever the umask is."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    os.fchmod(handle, 0o600)
    return handle


class Writer:
    """Takes rows one at a time."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._sum = sha256()
        self.rows = 0

    def row(self, row: Row) -> None:
        self.line(row)
        self.rows += 1

    def line(self, value: Row) -> None:
        text = dumps(value) + b"\n"
        self._sum.update(text)
        self._out.write(text)

    def finish(self) -> None:
        self._out.write(dumps({"rows": self.rows, "sha256": self._sum.hexdigest()}) + b"\n")


@dataclass(frozen=True, slots=True)
class Travelled:
    """A file that came. Of it nothing but its first line was read yet."""

    path: Path
    header: Header

    def rows(self) -> Iterator[Row]:
        """Its rows; Unreadable at the end, or before, for a file that is not as it was written."""
        with self.path.open("rb") as lines:
            digest, number, last = sha256(), 0, lines.readline(LONGEST)
            for line in iter(lambda: lines.readline(LONGEST), b""):
                digest.update(last)
                if number:
                    yield self._value(last)
                number, last = number + 1, line
        if self._value(last) != {"rows": number - 1, "sha256": digest.hexdigest()}:
            raise self._changed()

    def _value(self, line: bytes) -> Row:
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            raise self._changed() from None

    def _changed(self) -> Unreadable:
        return Unreadable(
            "The file was cut short or changed since it was written.",
            where=self.path.name,
            mend="Have it sent again.",
        )


def travelled(path: Path, kind: Kind) -> Travelled:
    """A file of this kind, of which the first line alone is read.

    Raises WrongReturn for one of another kind, Unreadable for anything else, Usage for nothing.
    """
    header = _first_line(path)
    kinds = [kind.value for kind in Kind]
    if not isinstance(header, dict) or header.get("village") not in kinds:
        raise Unreadable(
            "This is no file of a separated linkage, or it was changed on its way.",
            where=path.name,
            mend=f"Name a file of {kind.value}, made by {MADE_BY[kind]}.",
        )
    if header["village"] != kind:
        raise _of_another_kind(path, Kind(header["village"]), kind)
    return Travelled(path, header)


def _first_line(path: Path) -> Row:
    if not path.is_file():
        raise Usage("There is no such file.", where=str(path), mend="Check its name.")
    with path.open("rb") as lines:
        line = lines.readline(LONGEST)
    if not line:
        raise Unreadable("The file is empty.", where=path.name, mend="Have it sent again.")
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _of_another_kind(path: Path, found: Kind, kind: Kind) -> EngineError:
    return WrongReturn(
        f"This file holds {found.value}, which must not be seen here: {kind.value} are asked for.",
        where=path.name,
        mend=f"Take it away, and name a file of {kind.value}, made by {MADE_BY[kind]}.",
    )


def headers_of(files: Iterable[Travelled], *needed: str) -> None:
    """Raises Unreadable where the first line of a file does not say what it must, in text."""
    for file in files:
        for name in needed:
            if not isinstance(file.header.get(name), str):
                raise Unreadable(
                    "The file's first line was changed since it was written.",
                    where=file.path.name,
                    mend="Have it sent again.",
                )
