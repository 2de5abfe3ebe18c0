"""Writes a looked-after return from plain rows: as its CSV tables, or as XML."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO

from village.engine.specs.looked_after import CHILD, TABLES, Kind, Table

Values = Mapping[str, str]
Kid = Mapping[str, Sequence[Values]]
"""A child's rows by table. Dates are ISO or as they shall stand; CHILD and DOB may be left out."""


def tables(children: Iterable[tuple[str, Kid]], *, only: Iterable[str] = ()) -> dict[str, str]:
    """Each table as the text of its CSV, by its usual file name; empty ones are left out.

    children: (id, rows). only: tables that are written though they are empty.
    """
    out = {table.name: StringIO() for table in TABLES}
    written = {name: csv.writer(text, lineterminator="\r\n") for name, text in out.items()}
    for table in TABLES:
        written[table.name].writerow(table.headers)
    filled = set(only)
    for child_id, kid in children:
        for table in TABLES:
            for cells in lines(table, child_id, kid):
                filled.add(table.name)
                written[table.name].writerow(cells)
    return {
        f"{table.file}.csv": out[table.name].getvalue() for table in TABLES if table.name in filled
    }


def lines(table: Table, child_id: str, kid: Kid) -> Iterator[list[str]]:
    """A child's rows of one table, cell by cell, dates as 31/03/2025."""
    shared = {CHILD: child_id, **_shared(kid)}
    for row in kid.get(table.name, ()):
        both = {**shared, **row} if table.name != "Header" else {CHILD: child_id, **row}
        yield [row.get(CHILD, child_id)] + [
            _day(both.get(column.name, ""))
            if column.kind is Kind.DATE
            else both.get(column.name, "")
            for column in table.columns
        ]


def document(children: Iterable[tuple[str, Kid]]) -> Iterator[str]:
    """The return as XML in pieces, one a child."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<SSDA903>\n'
    for child_id, kid in children:
        yield "".join(_child(child_id, kid))
    yield "</SSDA903>\n"


def _child(child_id: str, kid: Kid) -> Iterator[str]:
    yield "  <CHILD>\n    <HEADER>\n"
    own = {"CHILDID": child_id}
    for table in TABLES:
        if not table.element:
            for row in kid.get(table.name, ()):
                own |= {name: value for name, value in row.items() if name not in own}
    yield from _leaves(own, indent=6)
    for table in TABLES:
        if table.element and table.name != "Episodes":
            yield from _groups(table, kid, indent=6)
    yield "    </HEADER>\n"
    for table in TABLES:
        if table.name == "Episodes":
            yield from _groups(table, kid, indent=4)
    yield "  </CHILD>\n"


def _groups(table: Table, kid: Kid, *, indent: int) -> Iterator[str]:
    for row in kid.get(table.name, ()):
        yield f"{' ' * indent}<{table.element}>\n"
        yield from _leaves(row, indent=indent + 2)
        yield f"{' ' * indent}</{table.element}>\n"


def _leaves(values: Values, *, indent: int) -> Iterator[str]:
    for name, value in values.items():
        if value:
            element = {"PLACE": "PL"}.get(name, name)
            text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            yield f"{' ' * indent}<{element}>{text}</{element}>\n"


def _shared(kid: Kid) -> Values:
    header = (kid.get("Header") or [{}])[0]
    return {name: header[name] for name in ("DOB", "SEX") if name in header}


def _day(text: str) -> str:
    """An ISO date as the tables write it; anything else as it is."""
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y") if text[4:5] == "-" else text
    except ValueError:
        return text
