"""The rows of a sheet as they lie sealed, and as they read once its columns are matched."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import BinaryIO

from village.files import services as files
from village.kernel.brought import End, Kind, Row, Spread, Verdict, said
from village.past.models import Bringing, Remembered
from village.past.rules import ALL, HEAD_ROWS, LEAVE_OUT, MOST_COLUMNS, MOST_LINES
from village.past.selectors import kinds

WHY = "what a head or a word means is known to all who bring something"
SHOWN = 3
COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a sheet. number: as a spreadsheet shows it."""

    number: int
    texts: Sequence[str] = field(repr=False)

    def text(self, place: int) -> str:
        return self.texts[place] if place < len(self.texts) else ""


Sheets = Mapping[str, Sequence[Record]]
"""By title, in their order."""


def sheets_of(bringing: Bringing) -> Sheets:
    """Every sheet. Raises files' Gone where the rows were destroyed."""
    with files.open_file(bringing.table_ref) as stream:
        return sheets_in(stream)


def sheets_in(stream: BinaryIO) -> Sheets:
    """The sheets of a table as it lies sealed: a row a line, `[sheet, number, texts]`."""
    found: dict[str, list[Record]] = {}
    for line in stream:
        sheet, number, texts = json.loads(line)
        found.setdefault(sheet, []).append(Record(number, texts))
    return found


def remembered(found: Bringing, what: str) -> dict[str, str]:
    """What the same people said before that heads (`column`) or words of a field mean.

    The words of a field mean the same in every kind of sheet; its own kind comes first.
    """
    rows = Remembered.objects.system(WHY).filter(owner=found.scope, what=what)
    if what == COLUMN:
        rows = rows.filter(kind=found.kind)
    told = rows.order_by("pk").values_list("kind", "said", "meant")
    return {word: key for kind, word, key in sorted(told, key=lambda one: one[0] == found.kind)}


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it stands. letters: as a spreadsheet names it. samples: its first values."""

    place: int
    head: str
    letters: str
    samples: tuple[str, ...] = field(repr=False)
    spreads: tuple[Spread, ...]


class Laid:
    """A sheet with its heads found: its columns, and its rows beneath them."""

    def __init__(self, bringing: Bringing, sheets: Sheets) -> None:
        self.kind: Kind = kinds.of(bringing.kind)
        self.columns: Mapping[str, str] = bringing.columns
        self.words: Mapping[str, Mapping[str, str]] = bringing.words
        self.head_row = bringing.head
        self.records = sheets.get(bringing.sheet, ())

    @cached_property
    def heads(self) -> Sequence[str]:
        """The head of each column that holds anything; "" where it has none."""
        width = max((len(one.texts) for one in self.below), default=0)
        head = next((one for one in self.records if one.number == self.head_row), None)
        width = min(max(width, len(head.texts) if head else 0), MOST_COLUMNS)
        plain = [head.text(place) if head else "" for place in range(width)]
        return self._with_years(plain)

    def _with_years(self, heads: Sequence[str]) -> Sequence[str]:
        """Heads in two rows, as Q1 to Q4 under a year that was merged above them."""
        above = [one for one in self.records if one.number < self.head_row]
        if not above:
            return heads
        year, both = "", []
        for place, head in enumerate(heads):
            year = above[-1].text(place) or year
            both.append(f"{head} {year}".strip() if head else "")
        alone, together = self.kind.spreads(heads), self.kind.spreads(both)
        return [
            whole if _said_by(with_year) - _said_by(by_itself) else head
            for head, whole, by_itself, with_year in zip(heads, both, alone, together, strict=True)
        ]

    @cached_property
    def below(self) -> Sequence[Record]:
        return [one for one in self.records if one.number > self.head_row]

    @cached_property
    def places(self) -> Sequence[Column]:
        spreads = self.kind.spreads(self.heads)
        return [
            Column(place, head, letters(place), self._samples(place), tuple(spreads[place]))
            for place, head in enumerate(self.heads)
            if head or self._samples(place)
        ]

    def _samples(self, place: int) -> tuple[str, ...]:
        found = dict.fromkeys(text for one in self.below if (text := one.text(place)))
        return tuple(list(found)[:SHOWN])

    @cached_property
    def unresolved(self) -> Sequence[Row]:
        """Every row with something in a matched column, its words as they stand."""
        rows = (row for record in self.below for row in self._rows(record))
        return list(islice(rows, MOST_LINES + 1))

    @property
    def is_too_long(self) -> bool:
        """Whether there is more than is weighed together."""
        return len(self.unresolved) > MOST_LINES

    def _rows(self, record: Record) -> Iterator[Row]:
        """A row, or one for each of its cells that belong together; none where all is empty."""
        fixed, spread = self._matched
        here = {name: text for place, name in fixed.items() if (text := record.text(place))}
        if not spread:
            if here:
                yield self._row(record, here)
            return
        parts: dict[tuple[tuple[str, str], ...], tuple[int, dict[str, str]]] = {}
        for place, one in spread.items():
            if text := record.text(place):
                _, cells = parts.setdefault(tuple(sorted(one.sets.items())), (place, {}))
                cells[one.holds] = text
        once = {one.name for one in self.kind.fields if one.is_once}
        for number, (sets, (place, cells)) in enumerate(parts.items(), 1):
            is_last = number == len(parts)
            texts = {n: text for n, text in here.items() if is_last or n not in once}
            yield self._row(record, {**texts, **cells}, column=letters(place), known=dict(sets))

    def _row(
        self,
        record: Record,
        texts: Mapping[str, str],
        *,
        column: str = "",
        known: Mapping[str, str] = MappingProxyType({}),
    ) -> Row:
        """known: values that the head of the column says."""
        plain = {name: text for name, text in texts.items() if name not in self._word_names}
        said_here = {name: text for name, text in texts.items() if name in self._word_names}
        return Row(record.number, column, {**self._of_all, **known, **plain}, said_here)

    @cached_property
    def _word_names(self) -> frozenset[str]:
        return frozenset(one.name for one in self.kind.fields if one.is_word)

    @cached_property
    def _matched(self) -> tuple[Mapping[int, str], Mapping[int, Spread]]:
        offered = {(one.place, each.key): each for one in self.places for each in one.spreads}
        fields = {one.name for one in self.kind.fields}
        meant = {int(place): key for place, key in self.columns.items() if place.isdigit()}
        fixed = {place: key for place, key in meant.items() if key in fields}
        spread = {
            place: offered[place, key] for place, key in meant.items() if (place, key) in offered
        }
        return fixed, spread

    @cached_property
    def _of_all(self) -> Mapping[str, str]:
        """What the sheet has in common, by field: keys of what words mean."""
        return {
            name.removeprefix(ALL): key
            for name, key in self.columns.items()
            if name.startswith(ALL)
        }

    def lacking(self) -> Sequence[str]:
        """The titles of fields that are needed and come from nowhere."""
        fixed, spread = self._matched
        there = {*fixed.values(), *self._of_all, *(one.holds for one in spread.values())}
        there |= {name for one in spread.values() for name in one.sets}
        return [one.title for one in self.kind.fields if one.is_needed and one.name not in there]

    def words_of(self, name: str) -> Mapping[str, int]:
        """The different words of a field, as they first stand, each with its first row."""
        found: dict[str, tuple[str, int]] = {}
        for row in self.unresolved:
            if text := row.words.get(name, ""):
                found.setdefault(said(text), (text, row.number))
        return dict(found.values())

    def resolved(self) -> tuple[Sequence[Row], Sequence[Verdict]]:
        """The rows whose needed fields and words are all there, and why the others are not."""
        ready: list[Row] = []
        left: list[Verdict] = []
        for row in self.unresolved:
            known = self._known(row)
            verdict = self._left(known)
            left.append(verdict) if verdict else ready.append(known)
        return ready, left

    def _known(self, row: Row) -> Row:
        """The row with each matched word replaced by what it means."""
        meant = {
            name: self.words.get(name, {}).get(said(text), "") for name, text in row.words.items()
        }
        values = {**row.values, **{name: key for name, key in meant.items() if key}}
        return Row(row.number, row.column, values, row.words)

    def _left(self, row: Row) -> Verdict | None:
        for one in self.kind.fields:
            text, key = row.words.get(one.name, ""), row.get(one.name)
            if text and not self.words.get(one.name, {}).get(said(text)):
                what = f"Nobody has said yet what “{text}” is."
                return Verdict(row, End.LEFT_OUT, one.name, what, "Say it on the page of words.")
            if key == LEAVE_OUT:
                what = f"You left “{text}” out."
                return Verdict(row, End.UNWANTED, one.name, what)
            if one.is_needed and not key:
                what = f"“{one.title}” is empty."
                return Verdict(row, End.LEFT_OUT, one.name, what, "Fill it in, or delete the row.")
        return None


def laid(bringing: Bringing) -> Laid:
    return Laid(bringing, sheets_of(bringing))


def _said_by(spreads: Sequence[Spread]) -> set[str]:
    return {one.key for one in spreads if one.is_said}


def heads_to_choose(sheets: Sheets, sheet: str) -> Iterable[Record]:
    """The rows among which the heads stand."""
    return list(sheets.get(sheet, ()))[:HEAD_ROWS]


def letters(place: int) -> str:
    """A column as a spreadsheet names it, from its place from 0: A, B, ... AA."""
    name = ""
    number = place + 1
    while number:
        number, digit = divmod(number - 1, 26)
        name = chr(65 + digit) + name
    return name
