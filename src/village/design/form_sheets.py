"""Workbooks that somebody fills in and sends back: all is locked but what is asked for."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from village.design.sheets import MADE_UP, XLSX_TYPE, Label, attached, safe


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column. width: in signs. about: what a person should know who stands in it."""

    name: str
    width: int = 14
    about: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row. asked: the places of the cells that are open; the others are locked."""

    cells: tuple[str, ...]
    asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The sheet to fill in, and the words that stand on a sheet before it.

    words: those that a cell may hold in place of a number. counts: the columns that hold numbers.
    """

    label: Label
    title: str
    how: Sequence[str]
    columns: Sequence[FormColumn]
    rows: Sequence[FormRow]
    counts: tuple[int, ...]
    words: tuple[str, ...]


def xlsx_bytes(sheet: FormSheet) -> bytes:
    """The workbook: “Read me”, then the sheet itself; no formula, no macro, no password."""
    import xlsxwriter  # type: ignore[import-untyped]  # it publishes no types

    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": sheet.label.title, "comments": sheet.label.definition})
        _read_me(book, sheet)
        _form(book, sheet)
    return whole.getvalue()


# Any: xlsxwriter has no types.
def _read_me(book: Any, sheet: FormSheet) -> None:
    page = book.add_worksheet("Read me")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    numbered = [(f"{number}.", line) for number, line in enumerate(sheet.how, start=1)]
    for y, (name, text) in enumerate([*sheet.label.lines(), *numbered]):
        page.write_string(y, 0, name, bold)
        page.write_string(y, 1, safe(text), wrapped)
    page.protect("")


def _form(book: Any, sheet: FormSheet) -> None:
    page = book.add_worksheet(sheet.title)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    fixed = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#3a3f47"})
    asked = book.add_format(
        {"locked": False, "bg_color": "#fff8dc", "border": 1, "valign": "top", "text_wrap": True}
    )
    first = 1 if settings.DEMO else 0
    if settings.DEMO:
        page.write_string(0, 0, MADE_UP)
    for x, column in enumerate(sheet.columns):
        page.write_string(first, x, safe(column.name), head)
        page.set_column(x, x, column.width)
        if column.about:
            page.write_comment(first, x, safe(column.about))
    for y, row in enumerate(sheet.rows, start=first + 1):
        for x, text in enumerate(row.cells):
            _cell(page, y, x, text, asked if x in row.asked else fixed)
            if x in row.asked and x in sheet.counts:
                page.data_validation(y, x, y, x, _only_counts(sheet, y, x))
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(first)
    page.freeze_panes(first + 1, 2)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.activate()


def _cell(page: Any, y: int, x: int, text: str, how: Any) -> None:
    if text.isascii() and text.isdigit():
        page.write_number(y, x, int(text), how)
    elif text:
        page.write_string(y, x, safe(text), how)
    else:
        page.write_blank(y, x, None, how)


def _only_counts(sheet: FormSheet, y: int, x: int) -> dict[str, str]:
    """What the spreadsheet lets through: a whole number from 0, or one of the words."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    here = xl_rowcol_to_cell(y, x)
    words = "".join(f',{here}="{word}"' for word in sheet.words)
    told = " or ".join(f"“{word}”" for word in sheet.words)
    return {
        "validate": "custom",
        "value": f"=OR(IF(ISNUMBER({here}),AND({here}>=0,{here}=INT({here})),FALSE){words})",
        "error_title": "Not a count",
        "error_message": f"Enter a whole number, 0 where there were none, or {told}.",
    }


def response(sheet: FormSheet) -> HttpResponse:
    """The workbook as a download: record what it shows in the trail before this is returned."""
    return attached(HttpResponse(xlsx_bytes(sheet), content_type=XLSX_TYPE), sheet.label, "xlsx")
