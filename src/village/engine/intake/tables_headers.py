"""Finds the columns of a return by their names, whatever their case, order or punctuation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from village.engine.errors import EngineError, Unreadable, WrongReturn
from village.engine.intake.csv_records import Record
from village.engine.specs.tables import Cell, FieldSpec, TableSpec
from village.engine.specs.tables_values import plain

MOST_COLUMNS: Final = 300
HEAD_ROWS: Final = 10
"""How far down the column names are looked for, to tell where they stand."""

_FILL_IN: Final[Mapping[bool, str]] = {
    True: "Download the workbook of this return anew, fill it in, and send it; where there was "
    "nothing to count, write 0.",
    False: "If there is nothing to report this time, record a nil return; otherwise export it "
    "again.",
}
_NUMBERED = re.compile(r"\s*[(#]?\d{1,2}\)?\s*$")
_NOTED = re.compile(r"\([^()]*\)+")
"""A note in brackets behind or within a name: "Seen alone? (Y/N)"."""
_LISTED_AT_MOST: Final = 40
_SHOWN_AT_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Header:
    """Which column of the file holds which field.

    titles: as the sender wrote them. places: for each field of the spec its columns, from 0, none
    where the file does not have it.
    """

    row: int
    titles: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """Titles of columns that the return does not ask for; nothing of them is kept."""
        read = {place for places in self.places for place in places}
        return tuple(title for n, title in enumerate(self.titles) if title and n not in read)

    def name(self, place: int) -> str:
        """A column for a message: column C (“Surname”)."""
        title = self.titles[place] if place < len(self.titles) else ""
        return f"column {letters(place)}" + (f" (“{title}”)" if title else "")


def letters(place: int) -> str:
    """A column, counted from 0, as a spreadsheet names it."""
    text, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


class HeaderFinder:
    """Knows the names of a spec's columns, and finds them in the first rows of a file."""

    def __init__(self, spec: TableSpec) -> None:
        self.spec = spec
        self._fields: dict[str, int] = {}
        for place, field in enumerate(spec.fields):
            if field.inside is None:
                self._fields.update(dict.fromkeys(field.headers(), place))

    def score(self, cells: Sequence[Cell]) -> int:
        """How many different columns of the spec a row names."""
        return len({place for cell in cells if (place := self._field(cell)) is not None})

    def find(self, head: Sequence[Record], *, where: str) -> Header:
        """The header, out of the first records.

        Raises WrongReturn where no column is known, Unreadable where it cannot be used.
        """
        first = self._first(head, where=where)
        below = [record for record in head if record.number > first.number]
        titles = tuple(_title(cell) for cell in first.cells)
        self._refuse_width(titles, where=where)
        places: list[list[int]] = [[] for _ in self.spec.fields]
        for column, title in enumerate(titles):
            field = self._field(title)
            if field is not None:
                places[field].append(column)
        for place, spec in enumerate(self.spec.fields):
            if spec.inside is not None:
                places[place] = places[self.spec.places[spec.inside.column]]
        header = Header(first.number, titles, tuple(map(tuple, places)))
        self._refuse_missing(header, where=where)
        self._refuse_double(header, where=where)
        self._refuse_what_follows(below, where=where)
        return header

    def _field(self, cell: Cell) -> int | None:
        if not isinstance(cell, str):
            return None
        place = self._fields.get(plain(cell))
        if place is None and self.spec.is_titled:
            place = self._fields.get(plain(_NOTED.sub("", cell)))
        if place is not None:
            return place
        place = self._fields.get(plain(_NUMBERED.sub("", cell)))
        return place if place is not None and self.spec.fields[place].repeats else None

    def _first(self, head: Sequence[Record], *, where: str) -> Record:
        """The row of column names: the first that is not blank, save where people type."""
        if not head:
            raise Unreadable(
                "There is nothing in it: no column names and no rows.",
                where=where,
                mend="Export it again and send the new file.",
            )
        scores = [self.score(record.cells) for record in head]
        best = scores.index(max(scores))
        enough = max(2, len(self.spec.required) // 2)
        if scores[0] == 0 and max(scores) < enough:
            raise self._another(where)
        if self.spec.is_typed or self.spec.is_titled:
            return head[best]
        if best > 0 and scores[best] >= enough and scores[0] < enough:
            raise Unreadable(
                f"The column names stand in row {head[best].number}; they must be the first row.",
                where=where,
                mend=f"Delete what stands above row {head[best].number} and unmerge its cells.",
            )
        return head[0]

    def _another(self, where: str) -> EngineError:
        return WrongReturn(
            f"This is not the return “{self.spec.title}”: its first row names none of the columns.",
            where=where,
            mend=f"Send a table whose first row names at least: {_names(self.spec.required)}.",
        )

    def _refuse_width(self, titles: Sequence[str], *, where: str) -> None:
        if len(titles) > MOST_COLUMNS:
            raise Unreadable(
                f"It has {len(titles):,} columns; at most {MOST_COLUMNS} are read.",
                where=where,
                mend="Delete the columns that the return does not ask for.",
            )

    def _refuse_missing(self, header: Header, *, where: str) -> None:
        found = zip(self.spec.fields, header.places, strict=True)
        missing = [field for field, places in found if field.required and not places]
        if missing:
            raise Unreadable(
                f"{_columns(missing)} not found. {self._found(header)}",
                where=f"{where}, row {header.row}",
                mend=f"Name the columns as the {self.spec.title} asks: "
                f"{_names(self.spec.required)}.",
            )

    def _found(self, header: Header) -> str:
        """What stands in the first row, said only when it surely is names and not a child's row."""
        if sum(map(bool, header.places)) < 2:
            return "Hardly any known name stands in that row."
        listed = [f"“{title[:_SHOWN_AT_MOST]}”" for title in header.titles if title]
        more = f" and {len(listed) - _LISTED_AT_MOST} more" if len(listed) > _LISTED_AT_MOST else ""
        return f"Found: {', '.join(listed[:_LISTED_AT_MOST])}{more}."

    def _refuse_double(self, header: Header, *, where: str) -> None:
        for field, places in zip(self.spec.fields, header.places, strict=True):
            if len(places) > 1 and not field.repeats:
                both = " and ".join(header.name(place) for place in places)
                raise Unreadable(
                    f"More than one column is “{field.title}”: {both}.",
                    where=f"{where}, row {header.row}",
                    mend="Delete or rename all but one of them.",
                )

    def _refuse_what_follows(self, rest: Sequence[Record], *, where: str) -> None:
        if not rest:
            if self.spec.member and self.spec.member.may_be_empty:
                return
            raise Unreadable(
                "It has column names but no rows.", where=where, mend=_FILL_IN[self.spec.is_typed]
            )
        if self.score(rest[0].cells) >= 2:
            raise Unreadable(
                "Column names stand in two rows.",
                where=f"{where}, row {rest[0].number}",
                mend="Keep one row of column names, with no merged cells, and delete the other.",
            )


def _title(cell: Cell) -> str:
    return " ".join(str(cell).replace("\ufeff", "").split()) if cell is not None else ""


def _names(fields: Sequence[FieldSpec]) -> str:
    return ", ".join(f"“{field.title}”" for field in fields)


def _columns(missing: Sequence[FieldSpec]) -> str:
    noun = "The column" if len(missing) == 1 else "The columns"
    verb = "was" if len(missing) == 1 else "were"
    return f"{noun} {_names(missing)} {verb}"


def by_name(header: Header, *, spec: TableSpec) -> Mapping[str, tuple[int, ...]]:
    """The columns of each field, by the field's name."""
    return {field.name: places for field, places in zip(spec.fields, header.places, strict=True)}
