"""Reads a looked-after return: a set of CSV files or an XML file, with last year's beside it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, Protocol, cast

from village.engine.errors import EngineError, Unreadable, WrongReturn
from village.engine.intake.archive import Member, members
from village.engine.intake.looked_after_rows import Rows, Values
from village.engine.intake.looked_after_survey import Survey, survey
from village.engine.intake.looked_after_values import understood
from village.engine.intake.looked_after_xml import MOST_CHILDREN, Document
from village.engine.intake.received import Received
from village.engine.specs.looked_after import NEEDED, TABLES, Child, Kind, Notice

LAST_YEAR: Final = re.compile(
    r"(^|[ _.-])(last|prev|previous|prior)([ _.-]?(year|return|set))?($|[ _.-])", re.IGNORECASE
)
LAST_AT_END: Final = re.compile(r"[ _.-](last|prev|previous)([ _.-]?year)?$", re.IGNORECASE)
YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?:[-_ /]?(\d\d|20\d\d))?(?!\d)")
WHOLE_YEAR: Final = re.compile(r"(?<!\d)20\d\d[-_ /](\d\d|20\d\d)(?!\d)")
"""2024-25: by this alone a name says its year; a bare 2025 may be when it was exported."""
MOST_OTHER_YEAR: Final = 0.9
"""Of a table's days: where more lie in one other year, the table is that year's."""
ENOUGH_DAYS: Final = 5

_SET: Final = (
    "Put the CSV files of one year into one zip (or one folder), and last year's into a folder "
    "“last-year” in it."
)


_CAME_LATER: Final = {"SWEpisodes", "DoLo"}


class Source(Protocol):
    """What a year's rows come from."""

    years: Counter[int]

    @property
    def tables(self) -> frozenset[str]: ...

    @property
    def rows(self) -> Mapping[str, int]: ...

    @property
    def notices(self) -> Sequence[Notice]: ...

    def __iter__(self) -> Iterator[Child]: ...

    def child(self, child_id: str) -> Child | None: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A return being read: iterate once for `Child` after `Child`.

    last: last year's return where the set has it; ask it for one child after another. named_year:
    the year (by its March) that the name of the file or of its folder says, or None.
    """

    name: str
    this: Source
    last: Source | None
    named_year: int | None

    def __iter__(self) -> Iterator[Child]:
        return iter(self.this)


class Tables:
    """A year's CSV files."""

    def __init__(self, files: Sequence[Member], *, values: Values) -> None:
        self._surveys = {one.table.name: one for one in _surveyed(files, values)}
        self.tables = frozenset(self._surveys)
        self.rows = {name: one.rows for name, one in self._surveys.items()}
        self.years: Counter[int] = Counter()
        for one in self._surveys.values():
            self.years.update(one.years)
        self.notices = [notice for one in self._surveys.values() for notice in _noticed(one)]
        self._rows = {name: Rows(one, values) for name, one in self._surveys.items()}
        self._number = 0

    def __iter__(self) -> Iterator[Child]:
        """Children in the order of the header table, then those who are not in it."""
        for table in TABLES:
            rows = self._rows.get(table.name)
            for child_id in rows.children() if rows else ():
                if (child := self.child(child_id)) is not None:
                    yield child

    def child(self, child_id: str) -> Child | None:
        """All the rows of one child; None for one who has none, or was asked for before."""
        found = {
            table.within: self._rows[table.name].of(child_id)
            for table in TABLES
            if table.name in self._rows
        }
        if not any(found.values()):
            return None
        self._number += 1
        # Each tuple holds the records of its own table.
        return Child(child_id, self._number, **cast(Any, found))

    def refuse_mixed(self) -> None:
        """Raises WrongReturn where one table's days are of an earlier year than the episodes' are.

        A later one is no fault: of children who stay, episodes began in earlier years.
        """
        year = newest(self._surveys["Episodes"].years)
        for one in self._surveys.values():
            days = one.years.total()
            if year is None or days < ENOUGH_DAYS or one.table.name == "Episodes":
                continue
            other, times = one.years.most_common(1)[0]
            if other < year and times > days * MOST_OTHER_YEAR:
                raise WrongReturn(
                    f"The table {one.table.name} is of the {_label(other)}, and the episodes are "
                    f"of the {_label(year)}.",
                    where=one.member.name,
                    mend=_SET,
                )


class Elements:
    """A year's XML file. It has every table, those aside that came later and have no row in it."""

    notices: Sequence[Notice] = ()

    def __init__(self, file: Member, *, values: Values) -> None:
        self._file = file
        self._values = values
        self._found: dict[str, Child] | None = None
        self.years: Counter[int] = Counter()
        looked_over = Document(file, values)
        for child in looked_over:
            _add_years(self.years, child)
        self.rows = looked_over.rows
        self.tables = frozenset(
            table.name
            for table in TABLES
            if table.name not in _CAME_LATER or self.rows.get(table.name)
        )
        if not self.rows.get("Episodes"):
            raise _without("Episodes", where=file.name)

    def __iter__(self) -> Iterator[Child]:
        return iter(Document(self._file, self._values))

    def child(self, child_id: str) -> Child | None:
        """A child of last year's file, all of which is held while this year's is read."""
        if self._found is None:
            self._found = {child.child_id: child for child in self}
        return self._found.get(child_id)


def read(received: Received) -> Reading:
    """Begin to read. Raises Unreadable, Hostile or WrongReturn, each with one clear message."""
    values = understood()
    if received.kind == "xml":
        alone = Member(received.name, received.size, received.open)
        return _reading(received, Elements(alone, values=values), None, [alone])
    if received.kind != "zip":
        raise WrongReturn(
            "A looked-after return is a zip of its CSV files, or one XML file.",
            where=received.name,
            mend=_SET,
        )
    files = members(received.open(), name=received.name)
    this, last = _years_apart(files, name=received.name)
    source = _source(this, values=values, name=received.name)
    before = _source(last, values=values, name=received.name) if last else None
    return _reading(received, source, before, this)


def _reading(
    received: Received, this: Source, last: Source | None, files: Sequence[Member]
) -> Reading:
    if this.rows.get("Header", 0) > MOST_CHILDREN:
        raise Unreadable(
            f"The return holds more than {MOST_CHILDREN:,} children.",
            where=received.name,
            mend="No return looks like this; ask who made it.",
        )
    names = [received.name, *(str(file.path.parent) for file in files)]
    named = _named_year([name for name in names if WHOLE_YEAR.search(name)])
    return Reading(received.name, this, last, named)


def newest(years: Counter[int]) -> int | None:
    """The latest year that holds a share of the days worth speaking of; None without days."""
    total = years.total()
    worth = [year for year, times in years.items() if times * 20 >= total]
    return max(worth, default=None)


def _years_apart(files: Sequence[Member], *, name: str) -> tuple[list[Member], list[Member]]:
    """This year's files and last year's, by what their folders and names say."""
    last = [file for file in files if _is_last(file.path)]
    this = [file for file in files if file not in last]
    named = {year for file in this if (year := _named_year([str(file.path.parent)]))}
    if not last and len(named) == 2:
        older = min(named)
        last = [file for file in this if _named_year([str(file.path.parent)]) == older]
        this = [file for file in this if file not in last]
    elif len(named) > 1:
        raise WrongReturn(
            f"The set holds {len(named) + bool(last)} years.",
            where=name,
            mend="Send one year, with the year before beside it in a folder “last-year”.",
        )
    if not this:
        raise Unreadable("The set holds no table of this year.", where=name, mend=_SET)
    return this, last


def _is_last(path: PurePosixPath) -> bool:
    return any(LAST_YEAR.search(step) for step in path.parent.parts) or bool(
        LAST_AT_END.search(path.stem)
    )


def _named_year(names: Sequence[str]) -> int | None:
    """The March in which a year ends that a name says: 2024-25, 2024_25, 2025."""
    for name in names:
        for start, end in YEAR.findall(name):
            if not end:
                return int(start)
            if int(end) % 100 == (int(start) + 1) % 100:
                return int(start) + 1
    return None


def _source(files: Sequence[Member], *, values: Values, name: str) -> Source:
    """A year's files as one source. Raises for a mixture, or where a needed table is absent."""
    by_kind: dict[str, list[Member]] = {}
    for file in files:
        by_kind.setdefault(file.path.suffix.lower(), []).append(file)
    xml, tables = by_kind.pop(".xml", []), by_kind.pop(".csv", []) + by_kind.pop(".txt", [])
    if by_kind:
        other = next(iter(by_kind.values()))[0]
        raise Unreadable(
            "The set holds a file that is neither CSV nor XML.",
            where=other.name,
            mend="Take it out; save a sheet of a workbook as CSV (UTF-8).",
        )
    if len(xml) > 1 or (xml and tables):
        raise Unreadable(
            "The set mixes XML and CSV, or holds two XML files for one year.",
            where=name,
            mend="Send one XML file, or the CSV files.",
        )
    if xml:
        return Elements(xml[0], values=values)
    return _of_tables(tables, values=values, name=name)


def _of_tables(files: Sequence[Member], *, values: Values, name: str) -> Tables:
    source = Tables(files, values=values)
    for needed in NEEDED:
        if needed not in source.tables:
            raise _without(needed, where=name)
        if not source.rows[needed]:
            raise Unreadable(
                f"The table {needed} has its header and no rows.",
                where=name,
                mend="Check the export's filters and dates, then export it again.",
            )
    source.refuse_mixed()
    return source


def _surveyed(files: Sequence[Member], values: Values) -> Iterator[Survey]:
    """Each table once. Raises Unreadable for one that comes twice."""
    found: dict[str, str] = {}
    for file in files:
        one = survey(file, days=values[Kind.DATE])
        first = found.setdefault(one.table.name, file.name)
        if first != file.name:
            raise Unreadable(
                f"The table {one.table.name} comes twice, in {PurePosixPath(first).name} too.",
                where=file.name,
                mend=f"Take one of the two out. {_SET}",
            )
        yield one


def _noticed(one: Survey) -> Iterator[Notice]:
    yield from one.notices
    if not one.rows:
        yield Notice("V-NO-ROWS", one.table.name, "", 0, 1, "")


def _without(table: str, *, where: str) -> EngineError:
    return Unreadable(f"The set has no table {table}.", where=where, mend=_SET)


def _add_years(years: Counter[int], child: Child) -> None:
    for table in TABLES:
        for row in getattr(child, table.within):
            for name in table.dated:
                if day := getattr(row, name.lower()):
                    years[day.year + (day.month > 3)] += 1


def _label(year: int) -> str:
    return f"year to March {year}"


__all__ = ["Reading", "Source", "newest", "read"]
