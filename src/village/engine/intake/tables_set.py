"""Reads a return of several tables: the sheets of one workbook, or the CSV files of one zip."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from village.engine.errors import EngineError, Unreadable, WrongReturn
from village.engine.intake import tables as table_reader
from village.engine.intake import workbook
from village.engine.intake.archive import Member, members
from village.engine.intake.received import Received, receive
from village.engine.intake.tables import Note, Row, Table
from village.engine.intake.tables_headers import HEAD_ROWS, HeaderFinder
from village.engine.intake.workbook_parts import Sheet
from village.engine.specs.tables import TableSpec, Through
from village.engine.specs.tables_values import plain

ENOUGH: Final = 2
"""Tables that a file must surely have to be taken for this return, and columns for a table."""
_NAMED_AT_MOST: Final = 30
_CSV: Final = ".csv"


@dataclass(frozen=True, slots=True)
class TableSet:
    """The tables of a return, by the spec's ids and in its order; those that were sent.

    absent: those that may be missing and are. notes: what the sender should know of the whole.
    """

    spec: TableSpec
    received: Received
    tables: Mapping[str, Table]
    absent: tuple[TableSpec, ...]
    notes: tuple[Note, ...]

    def children_of(self) -> Mapping[str, Mapping[str, str]]:
        """For each table without a child's id: from its own key to the child."""
        return {id: self._owners(table) for id, table in self.tables.items() if _way(table)}

    def _owners(self, table: Table) -> Mapping[str, str]:
        way = _way(table)
        to = self.tables.get(way.table) if way else None
        if way is None or to is None:
            return {}
        key, child = to.spec.places[way.key], to.spec.places[to.spec.child]
        return {
            found: owner
            for row in to.rows()
            if isinstance(found := row.values[key], str)
            and isinstance(owner := row.values[child], str)
        }


def _way(table: Table) -> Through | None:
    return table.spec.member.through if table.spec.member else None


def child_id(row: Row, spec: TableSpec, owners: Mapping[str, str] | None) -> str:
    """The id of a row's child, "" where it has none or leads to nobody."""
    way = spec.member.through if spec.member else None
    value = row.values[spec.places[way.by if way else spec.child]]
    if not isinstance(value, str):
        return ""
    return value if way is None else (owners or {}).get(value, "")


def read(received: Received, spec: TableSpec) -> TableSet:
    """Find every table and its columns; of the rows nothing is read yet.

    Raises Unreadable for a table that is not there, comes twice, is hidden, or cannot be read;
    WrongReturn for a file that has none of them; Hostile.
    """
    found = _Found(received, spec)
    return found.whole()


def fits(received: Received, spec: TableSpec) -> int:
    """How many of the return's tables the file has, each by its name and with its columns."""
    with suppress(EngineError):
        return sum(_Found(received, spec, strict=False).scores())
    return 0


def alone(received: Received, spec: TableSpec) -> tuple[int, TableSpec | None]:
    """How many columns of one table a single CSV has, and which table; None where hardly any."""
    named = {part.id: table_reader.columns_named(received, part) for part in spec.parts}
    best = max(spec.parts, key=lambda part: named[part.id])
    enough = named[best.id] >= max(ENOUGH + 1, len(best.fields) // 2)
    return named[best.id], best if enough else None


def one_of(received: Received, spec: TableSpec, part: TableSpec | None) -> WrongReturn:
    """What is said of one file where a return is several tables."""
    what = f"This is the table “{part.title}” alone" if part else "This is one file"
    return WrongReturn(
        f"{what}, and the return “{spec.title}” is {len(spec.parts)} tables.",
        where=received.name,
        mend="Send the workbook with a sheet for each, or the CSV files in one zip.",
    )


class _Found:
    """What a file holds, laid beside the tables of a spec."""

    def __init__(self, received: Received, spec: TableSpec, *, strict: bool = True) -> None:
        self.received = received
        self.spec = spec
        self._book: workbook.Workbook | None = None
        self._held: list[tuple[str, Sheet | Member]] = []
        self._open()
        self._names = {plain(name): part.id for part in spec.parts for name in part.sheets}
        self._by_table: dict[str, Sheet | Member] = {}
        self._others: list[str] = []
        for name, one in self._held:
            self._place(name, one, strict=strict)

    def _open(self) -> None:
        received = self.received
        if received.kind == "xlsx":
            self._book = workbook.inspect(received.open(), name=received.name)
            self._held = [(sheet.title, sheet) for sheet in self._book.sheets]
        elif received.kind == "zip":
            files = members(received.open(), name=received.name)
            self._held = [(one.path.name, one) for one in files]
        else:
            found = alone(received, self.spec)[1] if received.kind == "csv" else None
            raise one_of(received, self.spec, found)

    def _place(self, name: str, one: Sheet | Member, *, strict: bool) -> None:
        id = self._names.get(plain(_bare(name, one)))
        if id is None:
            self._others.append(name)
            return
        if strict and isinstance(one, Sheet) and one.hidden:
            raise self._refused(
                f"The sheet “{name}” is hidden, and what is hidden is not read.",
                "Right-click a sheet’s name, choose Unhide, save the workbook, and send it again.",
            )
        if strict and id in self._by_table:
            raise self._twice(id)
        self._by_table[id] = one

    def _twice(self, id: str) -> EngineError:
        names = [name for name, one in self._held if self._names.get(plain(_bare(name, one))) == id]
        listed = " and ".join(f"“{name}”" for name in names)
        return self._refused(
            f"“{_title(self.spec, id)}” comes twice: {listed}.",
            "Send one period at a time, with one of each table.",
        )

    def scores(self) -> Iterator[int]:
        """1 for each table whose columns stand under its name."""
        for part in self.spec.parts:
            one = self._by_table.get(part.id)
            yield 0 if one is None else int(self._columns(part, one) >= ENOUGH)

    def _columns(self, part: TableSpec, one: Sheet | Member) -> int:
        if isinstance(one, Sheet):
            finder = HeaderFinder(part)
            rows = islice(workbook.records(self._of_book, one, takes_formulas=True), HEAD_ROWS)
            return max((finder.score(row.cells) for row in rows), default=0)
        with suppress(EngineError):
            return table_reader.columns_named(_received(one), part)
        return 0

    @property
    def _of_book(self) -> workbook.Workbook:
        if self._book is None:
            raise ValueError("no workbook")
        return self._book

    def whole(self) -> TableSet:
        """Every table, its columns found."""
        if not self._by_table:
            raise self._none()
        missing = [part for part in self.spec.parts if part.id not in self._by_table]
        needed = [part for part in missing if not (part.member and part.member.may_be_absent)]
        if needed:
            raise self._missing(needed)
        tables = {
            part.id: self._table(part, self._by_table[part.id])
            for part in self.spec.parts
            if part.id in self._by_table
        }
        self._refuse_nothing(tables)
        notes = (*self._said(missing), *_of_tables(tables))
        silent = {id: replace(table, notes=()) for id, table in tables.items()}
        return TableSet(self.spec, self.received, silent, tuple(missing), notes)

    def _refuse_nothing(self, tables: Mapping[str, Table]) -> None:
        if all(next(table.rows(), None) is None for table in tables.values()):
            raise self._refused(
                "Every table has column names and no rows.",
                "If there is nothing to report this time, record a nil return; otherwise export "
                "it again.",
            )

    def _table(self, part: TableSpec, one: Sheet | Member) -> Table:
        if isinstance(one, Sheet):
            return table_reader.read_sheet(self.received, part, self._of_book, one)
        held = _received(one)
        if held.kind != "csv":
            raise Unreadable(
                "A file of the set is no CSV.",
                where=f"{self.received.name}, {one.name}",
                mend="Save each table as CSV, and pack those files.",
            )
        return table_reader.read(held, part)

    def _none(self) -> EngineError:
        return WrongReturn(
            f"This is not the return “{self.spec.title}”: no sheet or file bears the name of one "
            f"of its tables. Found: {_list([name for name, _ in self._held])}.",
            where=self.received.name,
            mend=f"Name them as it does: {_list([part.title for part in self.spec.parts])}.",
        )

    def _missing(self, needed: Sequence[TableSpec]) -> EngineError:
        noun = "table is" if len(needed) == 1 else "tables are"
        others = f" Not known by name: {_list(self._others)}." if self._others else ""
        return self._refused(
            f"{len(needed)} {noun} not there: {_list([part.title for part in needed])}.{others}",
            "Name the sheet or file after its table, and send them all; a table with nothing to "
            "report keeps its column names.",
        )

    def _said(self, missing: Sequence[TableSpec]) -> Iterator[Note]:
        known = {plain(name) for name in self.spec.beside}
        if others := [name for name in self._others if plain(name) not in known]:
            yield Note("V-SHEET", f"Not read, as no table has their name: {_list(others)}.")
        if missing:
            yield Note("V-ABSENT", f"Not sent: {_list([part.title for part in missing])}.")

    def _refused(self, what: str, mend: str) -> EngineError:
        return Unreadable(what, where=self.received.name, mend=mend)


def _of_tables(tables: Mapping[str, Table]) -> Iterator[Note]:
    """What is noted of single tables, under one code each for them all."""
    by_code: dict[str, list[str]] = {}
    for table in tables.values():
        for note in table.notes:
            by_code.setdefault(note.code, []).append(f"{table.called}: {note.message}")
    yield from (Note(code, " ".join(said)) for code, said in by_code.items())


def _bare(name: str, one: Sheet | Member) -> str:
    """A sheet's title, or a file's name without its end."""
    if isinstance(one, Sheet):
        return name
    path = PurePosixPath(name)
    return path.stem if path.suffix.lower() == _CSV else name


def _received(member: Member) -> Received:
    return receive(member.open(), name=member.name)


def _title(spec: TableSpec, id: str) -> str:
    return next(part.title for part in spec.parts if part.id == id)


def _list(names: Sequence[str]) -> str:
    listed = [f"“{name[:60]}”" for name in names]
    more = f" and {len(listed) - _NAMED_AT_MOST} more" if len(listed) > _NAMED_AT_MOST else ""
    return ", ".join(listed[:_NAMED_AT_MOST]) + more
