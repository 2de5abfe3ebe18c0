"""Looks a table of the looked-after return over: which table it is, and whose rows it holds."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import BinaryIO, Final

from village.engine.errors import Hostile, Unreadable, WrongReturn
from village.engine.intake.archive import Member, damage_named
from village.engine.intake.csv_encoding import find_encoding
from village.engine.intake.csv_records import DELIMITERS
from village.engine.intake.looked_after_values import Understood, to_date
from village.engine.specs.looked_after import CHILD, TABLES, Column, Kind, Notice, Table

LONGEST_LINE: Final = 1 << 18
"""Bytes. A row of the return has about a hundred."""
MOST_ROWS: Final = 2_000_000
AT_ONCE: Final = 2_000
"""Rows looked at together."""
LARGEST_AT_ONCE: Final = 8_000_000
"""Characters that they may take."""
LOOKED_AT: Final = 2_000
"""Rows by which it is told whether columns hold what they say."""

_SERIAL: Final = range(10_000, 80_000)
"""Days as a spreadsheet counts them: 1927 to 2119."""


@dataclass(slots=True)
class Survey:
    """What one file holds. whose: rows of each child. years: days of the dated columns, counted by
    the year (named by its March) that they lie in. places: each column's place in the file.
    """

    member: Member
    table: Table
    codec: str
    delimiter: str
    places: Sequence[int]
    width: int
    rows: int = 0
    whose: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    notices: list[Notice] = field(default_factory=list)


def survey(member: Member, *, days: Understood) -> Survey:
    """Read a CSV to its end, keeping none of its rows.

    Raises Unreadable for what is no CSV, lacks columns or holds no dates where dates belong;
    Hostile for lines without end; WrongReturn for another table.
    """
    name = member.name
    with damage_named(name):
        _refuse_lines(member.open(), name=name)
        codec = find_encoding(member.open(), name=name)
        found = _headed(member, codec=codec.codec)
        if codec.note:
            found.notices.append(Notice("V-ENCODING", found.table.name, "", 0, 0, ""))
        _count(found, days)
    return found


def _refuse_lines(stream: BinaryIO, *, name: str) -> None:
    """Unreadable where there is nothing but space; Hostile for a line that does not end."""
    anything, length = False, 0
    while chunk := stream.read(LONGEST_LINE):
        anything = anything or bool(chunk.strip(b"\xef\xbb\xbf\r\n\t ,;"))
        ends = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        length = len(chunk) - ends - 1 if ends >= 0 else length + len(chunk)
        if length > LONGEST_LINE:
            raise Hostile(
                "A line is longer than any row of a return.",
                where=name,
                mend="Export the table again.",
            )
    if not anything:
        raise Unreadable("The file is empty.", where=name, mend="Export the table again.")


def _headed(member: Member, *, codec: str) -> Survey:
    """The table that the first row names, by the delimiter that splits it best."""
    text = io.TextIOWrapper(member.open(), encoding=codec, newline="")
    first = next((line for line in text if line.strip(" \t\r\n,;")), "")
    best: tuple[int, str, list[str]] = (-1, "", [])
    for delimiter in DELIMITERS:
        header = [_plain(cell) for cell in next(csv.reader([first], delimiter=delimiter), [])]
        known = sum(_knows(table, header) for table in TABLES)
        best = max(best, (known, delimiter, header), key=itemgetter(0))
    _, delimiter, header = best
    table = _table(header, name=member.name)
    return Survey(
        member, table, codec, delimiter, _places(table, header, name=member.name), len(header),
        notices=_strange(table, header),
    )  # fmt: skip


def _plain(cell: str) -> str:
    return cell.strip().strip("\ufeff").upper().replace(" ", "_")


def _names(column: Column) -> tuple[str, ...]:
    return (column.name, *column.aliases)


def _knows(table: Table, header: Sequence[str]) -> int:
    return sum(any(name in header for name in _names(column)) for column in table.columns)


CHILD_NAMES: Final = (CHILD, "CHILDID", "CHILD_ID")


def _table(header: Sequence[str], *, name: str) -> Table:
    """The table most of whose columns are there, and at least half of its own."""
    if not any(one in header for one in CHILD_NAMES):
        raise _no_table(name)
    table = max(TABLES, key=lambda one: (_knows(one, header), -len(one.columns)))
    if _knows(table, header) * 2 < len(table.columns) or _knows(table, header) < 2:
        raise _no_table(name)
    return table


def _no_table(name: str) -> WrongReturn:
    tables = ", ".join(table.name for table in TABLES)
    return WrongReturn(
        "Its first row names the columns of no table of the looked-after return.",
        where=name,
        mend=f"Take the file out of the set, or export it with its header row. Tables: {tables}.",
    )


def _places(table: Table, header: Sequence[str], *, name: str) -> list[int]:
    """Where the child's id and each column stand. Raises Unreadable for none or two."""
    lacks, twice, places = [], [], []
    wanted = [CHILD_NAMES, *(_names(column) for column in table.columns)]
    for names in wanted:
        found = [place for place, title in enumerate(header) if title in names]
        if not found:
            lacks.append(names[0])
        elif len(found) > 1:
            twice.append(names[0])
        places.append(found[0] if found else 0)
    if lacks or twice:
        what = f"lacks {_columns(lacks)}" if lacks else f"has {_columns(twice)} twice"
        raise Unreadable(
            f"The table {table.name} {what}.",
            where=name,
            mend="Export it again with each of its columns once, in any order.",
        )
    return places


def _columns(names: Sequence[str]) -> str:
    return f"the column {names[0]}" if len(names) == 1 else f"the columns {', '.join(names)}"


def _strange(table: Table, header: Sequence[str]) -> list[Notice]:
    known = {*CHILD_NAMES, *(name for column in table.columns for name in _names(column))}
    return [
        Notice("V-COLUMN", table.name, title[:40], 1, 1, "")
        for title in header
        if title and title not in known
    ]


def _count(found: Survey, days: Understood) -> None:
    """Whose rows and of which years, some thousands at a time."""
    name, rows = found.member.name, _counted(found)
    kind = [column.kind for column in found.table.columns]
    child, *places = found.places
    dated = [places[n] for n, c in enumerate(found.table.columns) if c.name in found.table.dated]
    while chunk := next(rows, None):
        if not found.rows:
            _refuse_second_header(found, chunk[0])
            _refuse_content(found, chunk, places, kind)
        found.rows += len(chunk)
        found.whose.update(row[child].strip() for row in chunk)
        for place in dated:
            _add_years(found.years, Counter(map(itemgetter(place), chunk)), days)
        if found.rows > MOST_ROWS:
            raise Hostile(
                f"The table has more than {MOST_ROWS:,} rows.",
                where=name,
                mend="No return looks like this; ask who made the file.",
            )


def _counted(found: Survey) -> Iterator[list[list[str]]]:
    """Rows that are not blank, as wide as the header at least, in bounded batches."""
    name, length, blank = found.member.name, found.width, [""] * found.width
    spent = [0]
    text = io.TextIOWrapper(found.member.open(), encoding=found.codec, newline="")
    lines = _bounded(text, spent, name=name)
    body = filled(csv.reader(lines, delimiter=found.delimiter, strict=True), name=name)
    next(body, None)
    while batch := list(islice(body, AT_ONCE)):
        spent[0] = 0
        yield [row if len(row) >= length else row + blank[len(row) :] for row in batch]


def _bounded(lines: Iterable[str], spent: list[int], *, name: str) -> Iterator[str]:
    """Lines, until those of one batch take more room than rows of a return may."""
    for line in lines:
        spent[0] += len(line)
        if spent[0] > LARGEST_AT_ONCE:
            raise Hostile(
                "A row is longer than any of a return.",
                where=name,
                mend="Check that every quotation mark is closed, and export the table again.",
            )
        yield line


def filled(rows: Iterable[list[str]], *, name: str) -> Iterator[list[str]]:
    """Rows with something in them. Raises Unreadable for a quotation mark out of place."""
    try:
        for row in rows:
            if row and (row[0].strip() or any(map(str.strip, row))):
                yield row
    except csv.Error:
        raise Unreadable(
            "A quotation mark is not closed, or stands in the middle of a value.",
            where=name,
            mend="Export the table again; do not edit it by hand.",
        ) from None


def _add_years(years: Counter[int], texts: Counter[str], days: Understood) -> None:
    for text, times in texts.items():
        day = days[text]
        if isinstance(day, date):
            years[day.year + (day.month > 3)] += times


def _refuse_second_header(found: Survey, row: Sequence[str]) -> None:
    """The column names once more, as where a header was merged over two rows."""
    if _knows(found.table, [_plain(cell) for cell in row]) >= 2:
        raise Unreadable(
            "Column names stand in two rows.",
            where=f"{found.member.name}, row 2",
            mend="Keep one row of column names, with no merged cells, and delete the other.",
        )


def _refuse_content(
    found: Survey, rows: Sequence[Sequence[str]], places: Sequence[int], kinds: Sequence[Kind]
) -> None:
    """Columns that hold what another column should: dates as numbers, columns changed over."""
    dated = {place: _days_in(rows[:LOOKED_AT], place) for place in (found.places[0], *places)}
    names = dict(zip(places, found.table.columns, strict=True))
    for place, kind in zip(places, kinds, strict=True):
        given, _, numbers = dated[place]
        if kind is Kind.DATE and given and numbers * 10 >= given * 9:
            raise Unreadable(
                f"The column {names[place].name} holds numbers where dates belong.",
                where=found.member.name,
                mend="In the spreadsheet, format the column as a date (31/03/2025), and save the "
                "table as CSV again.",
            )
    empty_of_days = [p for p, k in zip(places, kinds, strict=True)
                     if k is Kind.DATE and dated[p][0] and not dated[p][1]]  # fmt: skip
    full_of_days = [p for p in dated if (p not in names or names[p].kind is not Kind.DATE)
                    and dated[p][0] and dated[p][1] * 2 > dated[p][0]]  # fmt: skip
    if empty_of_days and full_of_days:
        there = names[full_of_days[0]].name if full_of_days[0] in names else CHILD
        raise Unreadable(
            f"The column {names[empty_of_days[0]].name} holds no dates, and {there} does: "
            "columns were changed over.",
            where=found.member.name,
            mend="Export the table again, so that each column stands under its own name.",
        )


def _days_in(rows: Sequence[Sequence[str]], place: int) -> tuple[int, int, int]:
    """How many values a column has, how many are days, how many a spreadsheet's numbers."""
    given = days = numbers = 0
    for text, times in Counter(row[place].strip() for row in rows).items():
        if not text:
            continue
        given += times
        digits = text.removesuffix(".0")
        numbers += times * (digits.isdecimal() and len(digits) == 5 and int(digits) in _SERIAL)
        days += times * _is_day(text)
    return given, days, numbers


def _is_day(text: str) -> bool:
    try:
        return to_date(text) is not None
    except ValueError:
        return False
