"""Finds what is odd about a sheet that somebody typed: merged cells, formulas, hidden rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from village.engine.errors import EngineError, Unreadable
from village.engine.intake.workbook_parts import Parts, Sheet
from village.engine.intake.workbook_sheet import place_named
from village.engine.intake.workbook_xml import parse_whole
from village.engine.intake.workbook_zip import damage_named, damaged

MOST: Final = 5_000
"""Of each kind. Nobody merges or computes so many cells of a sheet that is filled in by hand."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A range of cells that are one. Rows from 1, columns from 0, the last of each within it."""

    named: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Oddities:
    """What is odd about a sheet. formulas: by row, from 1, and column, from 0."""

    merged: tuple[Merged, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    hidden: tuple[int, ...] = ()

    def merged_at(self, row: int, column: int) -> str:
        """The range that a cell is merged into; "" where it stands alone."""
        return next((one.named for one in self.merged if one.holds(row, column)), "")


NONE: Final = Oddities()


def find_oddities(parts: Parts, sheet: Sheet) -> Oddities:
    """Read the sheet once for nothing but its oddities. Raises Unreadable for far too many."""
    heard = _Heard(f"{parts.name}, sheet “{sheet.title}”", parts.name)
    with damage_named(parts.name), parts.archive.open(sheet.part) as stream:
        parse_whole(stream, heard, name=parts.name, part=sheet.part)
    return Oddities(tuple(heard.merged), frozenset(heard.formulas), tuple(heard.hidden))


@dataclass
class _Heard:
    where: str
    name: str
    merged: list[Merged] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden: list[int] = field(default_factory=list)
    _row: int = 0
    _column: int = -1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            self._begin_row(attributes)
        elif tag == "c":
            found = place_named(attributes.get("r", ""))
            self._column = found[1] if found else self._column + 1
        elif tag == "f":
            self.formulas.add((self._row, self._column))
        elif tag == "mergeCell":
            self.merged.append(self._range(attributes.get("ref", "")))
        if max(len(self.merged), len(self.formulas), len(self.hidden)) > MOST:
            raise self._too_many()

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(number) if number is not None else self._row + 1
        self._column = -1
        if attributes.get("hidden", "0") in {"1", "true"}:
            self.hidden.append(self._row)

    def _range(self, named: str) -> Merged:
        first, _, last = named.partition(":")
        corner, other = place_named(first), place_named(last or first)
        if corner is None or other is None:
            raise damaged(self.name)
        return Merged(named, corner[0], corner[1], other[0], other[1])

    def _too_many(self) -> EngineError:
        return Unreadable(
            f"More than {MOST:,} cells of the sheet are merged, hidden or computed.",
            where=self.where,
            mend="Download the workbook of this return anew, and fill in that one.",
        )
