"""Workbooks that somebody fills in and sends back: all is locked but what is asked for."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from village.design.sheets import MADE_UP, XLSX_TYPE, Label, attached, safe

HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
WIDER = {"format_columns": True, "format_rows": True}
"""What may be done to a sheet that is locked."""


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
class FormNotes:
    """A sheet to read while filling in."""

    title: str
    columns: Sequence[FormColumn]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The sheet to fill in, and the words that stand on a sheet before it.

    words: those that a cell may hold in place of a number; they are offered, and a number is typed
    over them. counts: the columns that hold numbers.
    """

    label: Label
    title: str
    how: Sequence[str]
    columns: Sequence[FormColumn]
    rows: Sequence[FormRow]
    counts: tuple[int, ...]
    words: tuple[str, ...]
    notes: FormNotes


def xlsx_bytes(sheet: FormSheet) -> bytes:
    """The workbook: “Read me”, the notes, then the sheet; no formula, macro or password."""
    import xlsxwriter  # type: ignore[import-untyped]  # it publishes no types

    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": sheet.label.title, "comments": sheet.label.definition})
        _read_me(book, sheet)
        _notes(book, sheet.notes)
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


def _notes(book: Any, notes: FormNotes) -> None:
    page = book.add_worksheet(notes.title)
    head, wrapped = book.add_format(HEAD), book.add_format({"text_wrap": True, "valign": "top"})
    for x, column in enumerate(notes.columns):
        page.write_string(0, x, safe(column.name), head)
        page.set_column(x, x, column.width)
    for y, row in enumerate(notes.rows, start=1):
        for x, text in enumerate(row):
            page.write_string(y, x, safe(text), wrapped)
    _on_paper(page, repeated=0)
    page.freeze_panes(1, 1)
    page.protect("", WIDER)


def _form(book: Any, sheet: FormSheet) -> None:
    page = book.add_worksheet(sheet.title)
    head = book.add_format(HEAD)
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
                page.data_validation(y, x, y, x, _either_word(sheet))
    _mark_no_counts(book, page, sheet, above=first + 1)
    _on_paper(page, repeated=first)
    page.freeze_panes(first + 1, 2)
    page.protect("", WIDER)
    page.activate()


def _on_paper(page: Any, *, repeated: int) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(repeated)


def _cell(page: Any, y: int, x: int, text: str, how: Any) -> None:
    if text.isascii() and text.isdigit():
        page.write_number(y, x, int(text), how)
    elif text:
        page.write_string(y, x, safe(text), how)
    else:
        page.write_blank(y, x, None, how)


def _either_word(sheet: FormSheet) -> dict[str, Any]:
    """A drop-down list of the words. It stops nobody: a list that did would refuse a number."""
    return {"validate": "list", "source": list(sheet.words), "show_error": False}


def _mark_no_counts(book: Any, page: Any, sheet: FormSheet, *, above: int) -> None:
    """Redden what is neither a whole number from 0 nor one of the words, as it is typed."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    red = book.add_format({"bg_color": "#f6d5d0", "font_color": "#8f1d14"})
    below = above + len(sheet.rows) - 1
    for x in sheet.counts:
        here = xl_rowcol_to_cell(above, x)
        words = "".join(f',{here}="{word}"' for word in sheet.words)
        count = f"OR(IF(ISNUMBER({here}),AND({here}>=0,{here}=INT({here})),FALSE){words})"
        rule = {"type": "formula", "criteria": f'=AND({here}<>"",NOT({count}))', "format": red}
        page.conditional_format(above, x, below, x, rule)


def response(sheet: FormSheet) -> HttpResponse:
    """The workbook as a download: record what it shows in the trail before this is returned."""
    return attached(HttpResponse(xlsx_bytes(sheet), content_type=XLSX_TYPE), sheet.label, "xlsx")
