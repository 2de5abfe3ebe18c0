"""Writes the district's Annex A workbook, dressed as councils dress it, with honest mistakes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from village.engine.specs.tables import FieldSpec, TableSpec
from village.engine.specs.tables_values import Kind
from village.engine.synthetic.annex_return import Row, adopter_row, annex_rows
from village.engine.synthetic.annex_slips import HONEST, spoilt
from village.engine.synthetic.council_record import records
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import AS_AT, SEED, District
from village.engine.synthetic.mistakes import Planted
from village.engine.synthetic.workbook_file import Cell, write_workbook

MADE_UP: Final = "Made-up data: nobody in it exists"
ADOPTERS: Final = 60
"""At scale 1. Ours."""
_STREAM: Final = 32
_DAY_ZERO: Final = date(1899, 12, 30)
_BLANKS: Final = ("", "", "", "N/A", "-", "None")


@dataclass(frozen=True, slots=True)
class SetWritten:
    """How many rows each table holds, for which day, and the mistakes in them."""

    rows: Mapping[str, int]
    day: date
    planted: tuple[Planted, ...]


def write_annex_a(
    path: Path,
    *,
    spec: TableSpec,
    district: District | None = None,
    mistakes: Mapping[str, int] = HONEST,
    is_dirty: bool = True,
) -> SetWritten:
    """Write the lists of the newest quarter's last day, with the columns of the kit's `spec`.

    is_dirty: headers, days and codes are dressed in their many ways; none of it is a mistake.
    Equal arguments write equal bytes. Cost at scale 1: about 12 s of CPU.
    """
    found = district or District(SEED, as_at=AS_AT)
    day, planted = found.span.listed_on, list[Planted]()
    lists: dict[str, list[Row]] = {_short(part): [] for part in spec.parts}
    rows = _rows(found, day)
    for name, row in spoilt(rows, mistakes, day=day, seed=found.seed, planted=planted):
        lists[name].append(row)
    dress = _Dress(Dice(found.seed, _STREAM), is_dirty=is_dirty)
    write_workbook(path, {dress.title(p): dress.sheet(p, lists[_short(p)]) for p in spec.parts})
    return SetWritten({name: len(held) for name, held in lists.items()}, day, tuple(planted))


def _short(part: TableSpec) -> str:
    return part.sheets[0]


def six_months_before(day: date) -> date:
    """The first day of the six months that end on the last day of a quarter."""
    year, month = divmod(day.year * 12 + day.month - 6, 12)
    return date(year, month + 1, 1)


def _rows(district: District, day: date) -> Iterator[tuple[str, Row]]:
    since = six_months_before(day)
    for record in records(district, day=day, since=since):
        yield from annex_rows(record, since=since, seed=district.seed)
    for number in range(max(round(ADOPTERS * district.scale), 1)):
        yield "adopters", adopter_row(number, day=day, seed=district.seed)


class _Dress:
    """How a workbook that many hands filled in looks; every way is declared in the kit."""

    def __init__(self, dice: Dice, *, is_dirty: bool) -> None:
        self._dice = dice
        self._is_dirty = is_dirty

    def title(self, part: TableSpec) -> str:
        """A sheet's name, which may not be longer than 31 characters nor hold a colon."""
        fit = [name for name in part.sheets if len(name) <= 31 and ":" not in name]
        return self._dice.pick(fit) if self._is_dirty else fit[1]

    def sheet(self, part: TableSpec, rows: list[Row]) -> list[list[Cell]]:
        """Titles now and then, the column names, the rows."""
        head: list[Cell] = [self._header(field) for field in part.fields]
        above: list[list[Cell]] = []
        if self._is_dirty and self._dice.chance(0.5):
            above = [[part.title], [MADE_UP], []]
        return [*above, head, *(self._row(part, row) for row in rows)]

    def _header(self, field: FieldSpec) -> str:
        if not self._is_dirty or self._dice.chance(0.5):
            return field.title
        name = self._dice.pick((field.title, *field.aliases))
        words = self._dice.pick((" ", "  ", "\n")).join(name.split())
        noted = words if "(" in words else f"{words} (see guidance)"
        return self._dice.pick((words, words.upper(), f"{words} ", noted))

    def _row(self, part: TableSpec, row: Row) -> list[Cell]:
        if not self._is_dirty:
            return [row.get(field.name) for field in part.fields]
        return [self._cell(field, row.get(field.name)) for field in part.fields]

    def _cell(self, field: FieldSpec, cell: Cell) -> Cell:
        if cell is None:
            return self._dice.pick(_BLANKS)
        if isinstance(cell, date):
            ways: list[Cell] = [cell, cell, f"{cell:%d/%m/%Y}", (cell - _DAY_ZERO).days]
            return self._dice.pick(ways)
        if field.kind is Kind.FLAG:
            letter = "a" if cell == "Yes" else "b"
            word = str(cell)
            return self._dice.pick((word, f"{letter}) {word}", word[0], word.lower()))
        codes = [code.code for code in field.codes]
        if cell in codes:
            place = codes.index(str(cell))
            band = f"{chr(97 + place)}) " if place < 26 else ""
            meaning = field.codes[place].title.replace(":", ",")
            return self._dice.pick((str(cell), f"{band}{cell}", f"{band}{cell}: {meaning}"))
        return cell
