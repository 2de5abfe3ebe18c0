"""Reads a return that comes as one table: finds its columns, then its rows one at a time."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Final

from village.engine.errors import EngineError, Unreadable, WrongReturn
from village.engine.intake import workbook
from village.engine.intake.csv_encoding import find_encoding
from village.engine.intake.csv_records import Record, find_delimiter, records
from village.engine.intake.received import Received, not_one_file
from village.engine.intake.tables_headers import HEAD_ROWS, Header, HeaderFinder
from village.engine.intake.workbook_oddities import NONE, Oddities, find_oddities
from village.engine.intake.workbook_parts import Sheet
from village.engine.specs.tables import Cell, FieldSpec, TableSpec, Value
from village.engine.specs.tables import Unreadable as Unread
from village.engine.specs.tables_lenient import held_in, json_text
from village.engine.specs.tables_values import plain, shown

MOST_ROWS: Final = 2_000_000
MOST_SEEN: Final = 2_000
LONG: Final = 60
"""So many short texts of a column are remembered with what they were read as."""
"""Rows of one return. The widest county's person list is under 200,000."""

_STARTS_OF_FORMULA: Final = frozenset("=+-@\t\r")
_FORMULA_SIGNS: Final = _STARTS_OF_FORMULA | {" "}
_NUMBER_OR_DATE = re.compile(r"[+-]+|[+-][\d\s.,:/()%+-]*(?:E[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_SEPARATORS = re.compile(r"[;|]")

_OTHERS: Final = {"xml": "XML", "zip": "a zip archive, or a workbook cut short"}

Records = Callable[[], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its values in the order of the spec's fields.

    number: as a spreadsheet shows it. line: of the file. None in `values` is an empty cell or a
    column that the file does not have; a cell that could not be read is `Unreadable`.
    """

    number: int
    line: int
    values: tuple[Value, ...] = field(repr=False)
    _cells: Sequence[Cell] = field(repr=False)
    _places: tuple[tuple[int, ...], ...] = field(repr=False)

    def shown(self, place: int) -> str:
        """What stood in the file for a field, by its place in the spec."""
        texts = [_as_sent(self._cells[column]) for column in self._places[place]]
        return "; ".join(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the sender should be told; nothing is wrong with the return."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns were found. Its rows may be read again and again, one reader at once.

    notes: V-LETTERS, V-SHEET, V-COLUMNS and V-HIDDEN, those that have something to say. oddities:
    of a workbook that is typed by hand.
    """

    spec: TableSpec
    received: Received
    header: Header
    sheet: str | None
    notes: tuple[Note, ...]
    _records: Records = field(repr=False)
    _stream: BinaryIO = field(repr=False)
    oddities: Oddities = NONE

    @property
    def name(self) -> str:
        return self.received.name

    @property
    def called(self) -> str:
        """What its sender calls it, where it is one of several: its sheet or its file."""
        if self.spec.member is None:
            return self.spec.id
        return self.sheet or self.name

    def done(self) -> int:
        """Bytes read so far, of `received.size`; while rows are being read."""
        return min(self._stream.tell(), self.received.size)

    @property
    def where(self) -> str:
        return f"{self.name}, sheet “{self.sheet}”" if self.sheet else self.name

    def has(self, name: str) -> bool:
        """Whether the file has the column of this field."""
        return bool(self.header.places[self.spec.places[name]])

    def title(self, name: str) -> str:
        """The column as the sender wrote it, or as the spec does where it is absent."""
        places = self.header.places[self.spec.places[name]]
        return self.header.titles[places[0]] if places else self.spec.field(name).title

    def rows(self) -> Iterator[Row]:
        """Stream the rows. Raises Unreadable at a row that does not fit the columns."""
        header = self.header
        plan = [
            (_reader(field), places)
            for field, places in zip(self.spec.fields, header.places, strict=True)
        ]
        unnamed = tuple(n for n, title in enumerate(header.titles) if not title)
        for count, record in enumerate(self._below_header()):
            if count >= MOST_ROWS:
                raise _too_many(self.where)
            cells = self._fitted(record, unnamed=unnamed)
            values = tuple([read(cells, places) for read, places in plan])
            yield Row(record.number, record.line, values, cells, header.places)

    def _below_header(self) -> Iterator[Record]:
        return (record for record in self._records() if record.number > self.header.row)

    def _fitted(self, record: Record, *, unnamed: tuple[int, ...]) -> Sequence[Cell]:
        """The cells of a row, as many as there are columns; a workbook leaves out the last."""
        width, cells = len(self.header.titles), record.cells
        if self.sheet is not None and len(cells) < width:
            cells = [*cells, *[None] * (width - len(cells))]
        for place in (*unnamed, *range(width, len(cells) if self.sheet else 0)):
            if place < len(cells) and cells[place] not in {None, ""}:
                raise self._nameless(record, place)
        if len(cells) != width:
            raise self._miscounted(record)
        if self.spec.is_typed:
            return cells
        if not _FORMULA_SIGNS.isdisjoint([c[:1] for c in cells if isinstance(c, str)]):
            self._refuse_formula(record)
        return cells

    def _refuse_formula(self, record: Record) -> None:
        for place, cell in enumerate(record.cells):
            if isinstance(cell, str) and _is_formula(cell):
                raise self._refused(
                    "A value begins like a formula (with =, +, -, @ or a tab).",
                    record=record,
                    place=place,
                    mend="Replace formulas by their values, and take such a sign off the front "
                    "of a text.",
                )

    def _miscounted(self, record: Record) -> EngineError:
        found, columns = len(record.cells), len(self.header.titles)
        return self._refused(
            f"The row has {found} value{'' if found == 1 else 's'}, "
            f"but there are {columns} columns.",
            record=record,
            mend="Look in it for a comma, semicolon, tab or quotation mark that stands in a "
            "value without quotation marks round the value, or for a missing column.",
        )

    def _nameless(self, record: Record, place: int) -> EngineError:
        return self._refused(
            "A value stands in a column without a name.",
            record=record,
            place=place,
            mend="Name each column in the first row, with no merged cells, or delete it.",
        )

    def _refused(
        self, what: str, *, record: Record, mend: str, place: int | None = None
    ) -> EngineError:
        row = f"row {record.number}"
        if record.line != record.number:
            row += f" (line {record.line})"
        column = "" if place is None else f", {self.header.name(place)}"
        return Unreadable(what, where=f"{self.where}, {row}{column}", mend=mend)


def read(received: Received, spec: TableSpec) -> Table:
    """Find the columns of a return in a CSV or a workbook; nothing but its head is read so far.

    Raises Unreadable, Hostile or WrongReturn, each with where and what to do.
    """
    if received.kind == "csv":
        return _read_csv(received, spec)
    if received.kind == "xlsx":
        return _read_workbook(received, spec)
    if received.kind == "zip":
        raise not_one_file(received.name)
    raise WrongReturn(
        f"The file is {_OTHERS[received.kind]}; the return “{spec.title}” is a CSV or an Excel "
        "workbook.",
        where=received.name,
        mend="Send the CSV or XLSX file, or choose the return that this file is.",
    )


def columns_named(received: Received, spec: TableSpec) -> int:
    """How many of the spec's columns one of the file's first rows names, whatever else is wrong."""
    finder = HeaderFinder(spec)
    best = 0

    def score(cells: Sequence[Cell]) -> int:
        nonlocal best
        best = max(best, found := finder.score(cells))
        return found

    with suppress(EngineError):
        if received.kind == "csv":
            codec = find_encoding(received.open(), name=received.name).codec
            find_delimiter(received.open(), codec=codec, name=received.name, score=score)
        else:
            book = workbook.inspect(received.open(), name=received.name)
            workbook.choose(book, titles=(spec.title, *spec.sheets), score=score, head=HEAD_ROWS)
    return best


def _read_csv(received: Received, spec: TableSpec) -> Table:
    name, finder, stream = received.name, HeaderFinder(spec), received.open()
    encoding = find_encoding(stream, name=name)
    codec = encoding.codec
    delimiter = find_delimiter(received.open(), codec=codec, name=name, score=finder.score)

    def again() -> Iterator[Record]:
        return records(received.open(), codec=codec, delimiter=delimiter, name=name)

    header = finder.find(list(islice(again(), HEAD_ROWS)), where=name)
    notes = _notes(header, spec, letters=encoding.note)
    return Table(spec, received, header, None, notes, again, stream)


def _read_workbook(received: Received, spec: TableSpec) -> Table:
    name, finder, stream = received.name, HeaderFinder(spec), received.open()
    book = workbook.inspect(stream, name=name)
    others = {plain(sheet.title) for sheet in book.sheets} - {plain(one) for one in spec.beside}
    sheet, note = workbook.choose(
        book, titles=(spec.title, *spec.sheets), score=finder.score, head=HEAD_ROWS
    )

    def again() -> Iterator[Record]:
        return workbook.records(book, sheet, takes_formulas=spec.is_typed)

    where = f"{name}, sheet “{sheet.title}”"
    header = finder.find(list(islice(again(), HEAD_ROWS)), where=where)
    odd = find_oddities(book, sheet) if spec.is_typed else NONE
    hidden = [row for row in odd.hidden if row > header.row]
    notes = _notes(header, spec, sheet=note if len(others) > 1 else "", hidden=hidden)
    return Table(spec, received, header, sheet.title, notes, again, stream, odd)


def read_sheet(received: Received, spec: TableSpec, book: workbook.Workbook, sheet: Sheet) -> Table:
    """As `read`, of one sheet of a workbook that was looked over."""

    def again() -> Iterator[Record]:
        return workbook.records(book, sheet)

    where = f"{received.name}, sheet “{sheet.title}”"
    header = HeaderFinder(spec).find(list(islice(again(), HEAD_ROWS)), where=where)
    notes = _notes(header, spec)
    return Table(spec, received, header, sheet.title, notes, again, received.open())


def _notes(
    header: Header,
    spec: TableSpec,
    *,
    letters: str = "",
    sheet: str = "",
    hidden: Sequence[int] = (),
) -> tuple[Note, ...]:
    beside = {plain(title) for title in spec.beside}
    titles = [title for title in header.unread if plain(title) not in beside]
    unread = ", ".join(f"“{title[:40]}”" for title in titles[:40])
    columns = f"Columns that the return does not ask for were not read: {unread}." if unread else ""
    notes = (
        Note("V-LETTERS", letters),
        Note("V-SHEET", sheet),
        Note("V-COLUMNS", columns),
        Note("V-HIDDEN", _hidden(hidden)),
    )
    return tuple(note for note in notes if note.message)


def _hidden(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    listed = ", ".join(map(str, rows[:10])) + (" and more" if len(rows) > 10 else "")
    return f"Hidden rows were read like any other: {listed}."


def _reader(spec: FieldSpec) -> Callable[[Sequence[Cell], tuple[int, ...]], Value]:
    """How a field is read out of a row's cells, given its columns."""
    read_cell = spec.reader()
    seen: dict[str, Value] = {}  # days, codes and flags are few, and stand in every row

    def one(cells: Sequence[Cell], places: tuple[int, ...]) -> Value:
        cell = cells[places[0]] if places else None
        if cell is None or cell == "":
            return None
        if type(cell) is not str:
            return read_cell(cell)
        if cell in seen:
            return seen[cell]
        value = read_cell(cell)
        if len(seen) < MOST_SEEN and len(cell) < LONG:
            seen[cell] = value
        return value

    def several(cells: Sequence[Cell], places: tuple[int, ...]) -> Value:
        found: list[str] = []
        for piece in _pieces(cells, places):
            value = read_cell(piece)
            if isinstance(value, Unread):
                return value
            if isinstance(value, str):
                found.append(value)
        return tuple(found) or None

    if spec.inside is not None:
        return _unpacking(spec, spec.inside.key)
    return several if spec.repeats else one


def _unpacking(spec: FieldSpec, key: str) -> Callable[[Sequence[Cell], tuple[int, ...]], Value]:
    """How a field is read that stands inside a cell of JSON, whose own column tells of bad JSON."""
    read_cell = spec.reader()

    def unpacked(cells: Sequence[Cell], places: tuple[int, ...]) -> Value:
        cell = cells[places[0]] if places else None
        held = held_in(cell, key)
        if held is None:
            return None if isinstance(json_text(cell), Unread) else Unread("")
        values = [value for value in map(read_cell, held) if value is not None]
        for value in values:
            if isinstance(value, Unread):
                return value
        if spec.repeats:
            return tuple(map(str, values)) or None
        return values[0] if values else None

    return unpacked


def _pieces(cells: Sequence[Cell], places: tuple[int, ...]) -> Iterator[Cell]:
    for place in places:
        cell = cells[place]
        yield from _SEPARATORS.split(cell) if isinstance(cell, str) else (cell,)


def _as_sent(cell: Cell) -> str:
    return cell if isinstance(cell, str) else shown(cell)


def _is_formula(text: str) -> bool:
    bare = text.strip(" ")
    return bare[:1] in _STARTS_OF_FORMULA and not _NUMBER_OR_DATE.fullmatch(bare)


def _too_many(where: str) -> EngineError:
    return Unreadable(
        f"It has more than {MOST_ROWS:,} rows.",
        where=where,
        mend="Check that it is the right file; send one period at a time.",
    )
