"""What a partnership brings from its own spreadsheets: one shape for every kind, whatever wing."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol


class End(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    THERE = "there already"
    LEFT_OUT = "left out"
    JOINED = "taken with another row"
    UNWANTED = "left out, as its bringer chose"


@dataclass(frozen=True, slots=True)
class Field:
    """What a column may hold. aliases: other heads under which people keep it.

    is_word: its values are names that a person matches to what the house knows. is_needed: without
    it no row can be brought. is_public: readers see it, so it is never guessed. is_once: of a row
    that becomes several, it belongs to the last. hint: one line for whoever matches the columns.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    is_needed: bool = False
    is_word: bool = False
    is_public: bool = False
    is_once: bool = False
    hint: str = ""

    @property
    def told(self) -> str:
        """Under which heads it is looked for, for whoever prepares a sheet."""
        also = f"Known as {', '.join(self.aliases)}" if self.aliases else self.title
        needed = "Needed. " if self.is_needed else ""
        return f"{needed}{also}{f'. {self.hint}' if self.hint else ''}"


@dataclass(frozen=True, slots=True)
class Option:
    """What a word may mean. group: the heading that it stands under in a list of choices.

    is_new: the house does not know it, and adds it under the word's own name.
    """

    key: str
    title: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """A column that is one of many alike, such as the counts of one quarter.

    holds: the field of its cells. sets: what else its head says of each row, by field. is_said:
    the head says it by itself.
    """

    key: str
    title: str
    holds: str
    sets: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was matched. number: as a spreadsheet shows it. column: letters, where spread.

    values: by field, without the spaces around them; of a word, the key of what it means. words: by
    field, the words as they stand.
    """

    number: int
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)

    def get(self, name: str) -> str:
        """What stands in a field; "" where nothing does."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row. field: which of its fields is to blame; mend: what to do about it."""

    row: Row
    end: End
    field: str = ""
    what: str = ""
    mend: str = ""


class LeftOut(Exception):
    """A row that cannot be brought: which field is to blame, and what to do about it."""

    def __init__(self, what: str, *, mend: str, name: str = "") -> None:
        super().__init__(what)
        self.what, self.mend, self.name = what, mend, name

    def verdict(self, row: Row) -> Verdict:
        return Verdict(row, End.LEFT_OUT, self.name, self.what, self.mend)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A dry run: a verdict for each row, and what the whole comes to in sentences.

    asks: what looks odd and is brought all the same.
    """

    verdicts: tuple[Verdict, ...]
    sentences: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    def number(self, end: End) -> int:
        """How many rows end so."""
        return sum(verdict.end is end for verdict in self.verdicts)

    @property
    def ready(self) -> tuple[Row, ...]:
        return tuple(verdict.row for verdict in self.verdicts if verdict.end is End.READY)


@dataclass(frozen=True, slots=True)
class Made:
    """Something that came of it, by kind (as the trail names it) and ref."""

    kind: str
    ref: str


# Any: `Rights` and `Person` belong to `people`, which lies above and may not be named here.
class Kind(Protocol):
    """One kind of thing that can be brought; each wing offers its own in `pastfile`."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def fields(self) -> tuple[Field, ...]: ...
    @property
    def most(self) -> int:
        """How many rows are taken in at once: the house waits meanwhile."""

    def may(self, rights: Any) -> bool:
        """Whether somebody may bring it at all."""

    def options(self, name: str, *, rights: Any) -> Sequence[Option]:
        """What the words of a field may mean."""

    def spreads(self, heads: Sequence[str]) -> Sequence[Sequence[Spread]]:
        """For each head of a column, what it may be beside a field."""

    def weigh(self, rows: Sequence[Row], *, by: Any, at: datetime) -> Weighed:
        """Say what would become of each row; nothing is written.

        rows: what is needed stands in each, and each word in them was matched.
        """

    def take(self, rows: Sequence[Row], *, by: Any, at: datetime) -> Sequence[Made]:
        """Write what of these rows is ready, within the open verb."""

    def undo(
        self, made: Collection[Made], *, why: str, leaves: bool, by: Any, at: datetime
    ) -> Sequence[str]:
        """Take back what was made, within the open verb; say what stays, and why.

        leaves: take back all but what something else hangs on by now; otherwise Refusal says what.
        """


FIRST_YEAR, LAST_YEAR = 1990, 2100
"""31/12/9999 is a way to say that there is no day."""
_BREAKS = re.compile(r"[\W_]+")
_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})(?: 00:00(?::00)?)?", re.ASCII)
_NAMED = "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y"


def said(text: str) -> str:
    """What two spellings of one name share: no case, punctuation or needless space."""
    return _BREAKS.sub(" ", text.casefold().replace("&", " and ")).strip()


def day_of(text: str) -> date | None:
    """A day as people in England write it: 1/4/2024, 01.04.24, 1 April 2024, 2024-04-01."""
    words = " ".join(text.split())
    found = _day_of(words)
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _day_of(words: str) -> date | None:
    if numbers := _DAY.fullmatch(words):
        day, month, year = (int(part) for part in numbers.groups())
        return _day(year + 2000 if year < 100 else year, month, day)
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        return next((found for shape in _NAMED if (found := _named(words, shape))), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(words: str, shape: str) -> date | None:
    try:
        return datetime.strptime(words, shape).date()  # noqa: DTZ007 — a day knows no time zone
    except ValueError:
        return None
