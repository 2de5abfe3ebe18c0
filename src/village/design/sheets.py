"""Tables out of the house as CSV and XLSX: safe to open, and saying what they are."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from itertools import chain
from math import isfinite
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify

from village.design import formats
from village.design.tables import Cell, Column, Table
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure

MADE_UP = "MADE-UP DATA: no person, school or record in this file is real."
STARTERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
LINE_ENDS = re.compile(r"[ ]*[\t\n\x0b\x0c\r\x85\u2028\u2029]+[ ]*")
NOT_HELD = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
UNSEEN = re.compile(r"^[\s\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff']+")
MOST_CELL = 32_767
MOST_NAME = 31
MOST_ROWS = 1_000_000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands above the rows of every sheet.

    definition: what the rows are, in a sentence. source: where they come from.
    by: who asked for it. at: when. audience: who may read it.
    """

    title: str
    definition: str
    source: str
    audience: str
    by: str
    at: datetime

    def lines(self) -> list[tuple[str, str]]:
        made_up = [("Note", MADE_UP)] if settings.DEMO else []
        return [
            ("Title", self.title),
            *made_up,
            ("What it is", self.definition),
            ("Source", self.source),
            ("Who may read it", self.audience),
            ("Made for", self.by),
            ("Made on", formats.moment(self.at)),
        ]


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before whatever could be one.

    Line ends become spaces, signs that no sheet can hold are left out, and a cell ends at the
    length that Excel can read.
    """
    line = NOT_HELD.sub("", LINE_ENDS.sub(" ", text))
    seen = UNSEEN.sub("", line)
    if seen.startswith(STARTERS):
        line = "'" + line
    return cut(line, MOST_CELL)


def cut(text: str, most: int) -> str:
    """At most so many signs as Excel counts them: one beyond the common plane counts as two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


@singledispatch
def plain(cell: Cell) -> str | int | float:
    """A cell as a file holds it: numbers stay numbers, a withheld one is words and never nought."""
    return "" if cell is None else safe(str(cell))


@plain.register
def _(cell: bool) -> str:
    return "Yes" if cell else "No"


@plain.register
def _(cell: int) -> int:
    return cell


@plain.register(float)
@plain.register(Decimal)
def _(cell: float | Decimal) -> float | str:
    return float(cell) if isfinite(cell) else ""


@plain.register
def _(cell: Count) -> int:
    return cell.number


@plain.register
def _(cell: Withheld) -> str:
    return formats.figure(cell)


@plain.register
def _(cell: Figure) -> float | str:
    return formats.figure(cell) if cell.value is None else cell.value


@plain.register
def _(cell: date) -> str:
    return cell.isoformat()


@plain.register
def _(cell: datetime) -> str:
    return timezone.localtime(cell).isoformat(timespec="minutes")


class Echo:
    """A file that hands back what is written to it, for the streaming of rows."""

    def write(self, line: str) -> str:
        return line


def csv_lines(
    label: Label,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    is_worked: bool = False,
) -> Iterator[str]:
    """The file line by line, label first; the byte-order mark tells Excel that it is UTF-8.

    is_worked: somebody sorts and filters it, so that the heads stand first and the label last.
    """
    label_lines = [[name, safe(text)] for name, text in label.lines()]
    lines = chain([[safe(column.name) for column in columns]], (map(plain, row) for row in rows))
    writer: Any = csv.writer(Echo(), quoting=csv.QUOTE_NONNUMERIC)  # Any: it returns what Echo does
    mark = "\ufeff"
    for line in chain(lines, [[]], label_lines) if is_worked else chain(label_lines, [[]], lines):
        yield mark + writer.writerow(line)
        mark = ""


def csv_response(
    label: Label,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    is_worked: bool = False,
) -> StreamingHttpResponse:
    """Rows as they come: record the export in the trail before this is returned."""
    lines = csv_lines(label, columns, rows, is_worked=is_worked)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return attached(response, label, "csv")


def xlsx_bytes(label: Label, tables: Sequence[Table]) -> bytes:
    """A workbook: a sheet that says what it is, then one sheet a table, all within memory."""
    import xlsxwriter  # type: ignore[import-untyped]  # it publishes no types

    whole = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(whole, options) as book:
        book.set_properties({"title": label.title, "comments": label.definition})
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet("About")
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 90)
        for line, (name, text) in enumerate(label.lines()):
            about.write_string(line, 0, name, bold)
            about.write_string(line, 1, safe(text), wrapped)
        for table, name in zip(tables, sheet_names(tables), strict=True):
            write_table(book, book.add_worksheet(name), table)
    return whole.getvalue()


# Any: xlsxwriter has no types.
def write_table(book: Any, sheet: Any, table: Table) -> None:
    """Caption, heads that stay in sight, rows, notes on the columns."""
    if len(table.rows) > MOST_ROWS:
        raise ValueError("a sheet holds a million rows; give this table out as CSV")
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    first = 3 if settings.DEMO else 2
    sheet.write_string(0, 0, safe(table.caption), bold)
    if settings.DEMO:
        sheet.write_string(1, 0, MADE_UP)
    for x, column in enumerate(table.columns):
        sheet.write_string(first, x, safe(column.name), head)
        if column.about:
            sheet.write_comment(first, x, safe(column.about))
    for y, row in enumerate(table.rows, start=first + 1):
        for x, cell in enumerate(row):
            write_cell(sheet, y, x, cell)
    sheet.freeze_panes(first + 1, 1)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, max(1, len(table.columns) - 1), 16)
    if table.note:
        sheet.write_string(first + len(table.rows) + 2, 0, safe(table.note))


def write_cell(sheet: Any, y: int, x: int, cell: Cell) -> None:
    value = plain(cell)
    if isinstance(value, str):
        sheet.write_string(y, x, value)
    else:
        sheet.write_number(y, x, value)


def sheet_names(tables: Sequence[Table]) -> list[str]:
    """Captions as Excel allows them: 31 signs, none of []:*?/\\, no two alike."""
    names: list[str] = []
    for number, table in enumerate(tables, start=1):
        plain_name = re.sub(r"[\[\]:*?/\\']", " ", safe(table.caption))
        name = cut(plain_name, MOST_NAME - 4).strip() or f"Table {number}"
        taken = {known.casefold() for known in [*names, "About", "History"]}
        names.append(f"{cut(name, MOST_NAME - 5)} {number}" if name.casefold() in taken else name)
    return names


def xlsx_response(label: Label, tables: Sequence[Table]) -> HttpResponse:
    """The workbook as a download: record the export in the trail before this is returned."""
    return attached(HttpResponse(xlsx_bytes(label, tables), content_type=XLSX_TYPE), label, "xlsx")


def attached(response: Response, label: Label, ending: str) -> Response:
    name = f"{slugify(label.title)[:60] or 'village'}-{timezone.localtime(label.at):%Y-%m-%d}"
    if settings.DEMO:
        name = f"made-up-{name}"
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def response(
    kind: str, label: Label, table: Table, *, is_worked: bool = False
) -> HttpResponse | StreamingHttpResponse:
    """A whole table out, as `csv` or `xlsx`. is_worked: somebody sorts and filters it."""
    if kind == "xlsx":
        return xlsx_response(label, [table])
    return csv_response(label, table.columns, table.rows, is_worked=is_worked)
