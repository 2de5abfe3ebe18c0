"""What a document is made of. Every text in it is words, never markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from village.design import formats

MADE_UP = "MADE-UP DATA: no person, school or record in this document is real."
NOT_HELD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
DEEPEST = 3


def held(text: str) -> str:
    """Text without the signs that neither kind of file can hold."""
    return NOT_HELD.sub("", text.replace("\r\n", "\n"))


@dataclass(frozen=True, slots=True)
class Heading:
    """level: 1 to 3, under the title; a level is never skipped on the way down."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list; numbered where its order or its numbers matter."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with heads. widths: how the columns share the page; equal where none are given."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()

    @property
    def shares(self) -> tuple[int, ...]:
        return self.widths or (1,) * len(self.columns)


@dataclass(frozen=True, slots=True)
class Signing:
    """One who signs, for a body. name and on are empty until it is signed."""

    body: str
    name: str = ""
    role: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """A block for each signature, kept together on its page."""

    lines: tuple[Signing, ...]


Part = Heading | Paragraph | Points | Grid | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. about: names and values under the title. by, at: for whom, and when."""

    title: str
    about: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    by: str
    at: datetime

    @property
    def note(self) -> str:
        """What a demonstration's document says on every page."""
        return MADE_UP if settings.DEMO else ""

    @property
    def made(self) -> str:
        return f"Made for {self.by}, {formats.day(self.at)}"

    @property
    def day(self) -> datetime:
        """The day on which it is made: on one day the same document is the same file."""
        return timezone.localtime(self.at).replace(hour=12, minute=0, second=0, microsecond=0)

    def faults(self) -> Iterator[str]:
        """Why it cannot be read with a screen reader as it stands."""
        before = 0
        for part in self.parts:
            if isinstance(part, Heading):
                if not 1 <= part.level <= min(before + 1, DEEPEST):
                    yield f"The heading {part.text!r} skips a level."
                before = part.level
            if isinstance(part, Grid) and any(len(row) != len(part.columns) for row in part.rows):
                yield f"A row of {part.caption!r} has not a cell for each column."

    def must_be_sound(self) -> None:
        """Raises ValueError: whoever wrote the document made a mistake."""
        for fault in self.faults():
            raise ValueError(fault)
