"""Reads the records of a CSV one at a time, in bounded memory whatever the file does."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final, NamedTuple

from village.engine.errors import Hostile, Unreadable
from village.engine.specs.tables import Cell

DELIMITERS: Final = (",", ";", "\t")
LONGEST_RECORD: Final = 1_000_000
"""Characters. A row of a return has a few hundred."""

_HEAD_LINES: Final = 20
_BUFFER: Final = 1 << 18


class Record(NamedTuple):
    """One row as it stands in the file, blank rows left out but counted.

    number: as a spreadsheet shows it, from 1. line: of the file, from 1 (a quoted value may run
    over several); in a workbook the same as the number.
    """

    number: int
    line: int
    cells: Sequence[Cell]


class Borrowed(io.RawIOBase):
    """A stream whose closing does not close the file, which belongs to who received it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # narrower on purpose
        found = self._stream.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


class _Lines:
    """Lines of the file, refusing a record that would not fit into memory."""

    def __init__(self, stream: BinaryIO, *, codec: str, name: str) -> None:
        buffered = io.BufferedReader(Borrowed(stream), _BUFFER)
        self._text = io.TextIOWrapper(buffered, encoding=codec, newline="")
        self._name = name
        self._length = 0
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_RECORD)
        if not line:
            raise StopIteration
        self.number += 1
        self._length += len(line)
        if self._length >= LONGEST_RECORD:
            raise Hostile(
                f"A row is longer than {LONGEST_RECORD:,} characters, which no row of a return is.",
                where=f"{self._name}, line {self.number}",
                mend="Check that a quotation mark before that line is closed, and export it again.",
            )
        return line

    def record_ends(self) -> None:
        self._length = 0


def records(stream: BinaryIO, *, codec: str, delimiter: str, name: str) -> Iterator[Record]:
    """Every record that is not blank. Raises Unreadable for a quotation mark out of place."""
    lines = _Lines(stream, codec=codec, name=name)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number, line = number + 1, lines.number + 1
        try:
            cells = next(rows, None)
        except csv.Error as fault:
            raise _misquoted(fault, where=f"{name}, row {number} (line {line})") from None
        if cells is None:
            return
        lines.record_ends()
        if any(cell and not cell.isspace() for cell in cells):
            yield Record(number, line, cells)


def find_delimiter(
    stream: BinaryIO, *, codec: str, name: str, score: Callable[[Sequence[Cell]], int]
) -> str:
    """The delimiter by which some line near the top holds most known column names.

    score: how many known names a row holds. With no name known, the one that splits most.
    """
    head = list(islice(_Lines(stream, codec=codec, name=name), _HEAD_LINES))

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(head, delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        return max(((score(row), len(row)) for row in rows), default=(0, 0))

    return max(DELIMITERS, key=worth)


def _misquoted(fault: csv.Error, *, where: str) -> Unreadable:
    if "expected after" in str(fault):
        return Unreadable(
            "A value has a quotation mark in its middle that is not doubled.",
            where=where,
            mend='Write a quotation mark inside a quoted value twice (""), or leave it out.',
        )
    return Unreadable(
        "A quotation mark opens in this row and is never closed.",
        where=where,
        mend="Close it or leave it out, and send the file again.",
    )
