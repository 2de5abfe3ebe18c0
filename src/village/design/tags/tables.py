"""Tags for tables and the turning of their pages."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from village.design.tables import Column, Table, columns_of

register = template.Library()

FOOT = re.compile(r"<tfoot.*?</tfoot>", re.DOTALL)
OPENS = re.compile(r"<(tr|t[dh])\b([^>]*)>")


@register.simple_block_tag
def table(
    content: str, caption: str, columns: str, *, empty: str = "", is_caption_hidden: bool = False
) -> SafeString:
    """Plain `<tr>` rows with plain cells, under a caption and heads.

    columns: "Return|State|#Children"; a hash sets the column's numbers in line.
    empty: the sentence shown where there are no rows.
    """
    if empty and "<tr" not in content:
        return render_to_string("design/parts/empty.html", {"caption": caption, "text": empty})
    heads = columns_of(columns)
    rows = labelled(content, heads)
    foot = FOOT.search(rows)
    return render_to_string(
        "design/parts/table.html",
        frame(caption, heads, is_caption_hidden)
        | {"body": mark_safe(FOOT.sub("", rows)), "foot": mark_safe(foot[0]) if foot else ""},  # noqa: S308 (rendered by the page)
    )


def labelled(rows: str, columns: tuple[Column, ...]) -> str:
    """Plain rows with a role for each part, and with its column's name on each cell.

    Phones show rows as cards, which takes the meaning of a table away unless its roles are said.
    """
    at: Iterator[Column] = iter(())

    def opened(tag: re.Match[str]) -> str:
        nonlocal at
        name, rest = tag[1], tag[2]
        if name == "tr":
            at = iter(columns)
            return f'<tr{rest} role="row">'
        head = escape(next(at, Column("")).name)
        role = "rowheader" if name == "th" else "cell"
        return f'<{name}{rest} role="{role}" data-label="{head}">'

    return OPENS.sub(opened, rows).replace("<tfoot>", '<tfoot role="rowgroup">')


@register.inclusion_tag("design/parts/table.html")
def data_table(shown: Table, *, is_caption_hidden: bool = False) -> dict[str, Any]:
    """A `design.tables.Table`, as it also goes out to CSV and XLSX."""
    return frame(shown.caption, shown.columns, is_caption_hidden) | {
        "lines": [
            [(*cell, column.name) for cell, column in zip(line, shown.columns, strict=True)]
            for line in shown.lines()
        ],
        "note": shown.note,
        "marked": shown.marked,
    }


def frame(caption: str, columns: tuple[Column, ...], is_hidden: bool) -> dict[str, Any]:
    numbers = [str(i) for i, column in enumerate(columns, start=1) if column.is_number]
    return {
        "caption": caption,
        "columns": columns,
        "is_caption_hidden": is_hidden,
        "numbers": numbers,
        "narrow": narrow(columns),
    }


def narrow(columns: tuple[Column, ...]) -> str:
    """What becomes of a table on a phone: figures stay in columns beside a first one that sticks,
    so that they can be compared; in any other table each row becomes a card."""
    is_figures = len(columns) > 1 and all(column.is_number for column in columns[1:])
    return "figures" if is_figures else "cards"


@register.inclusion_tag("design/parts/pagination.html", takes_context=True)
def pagination(
    context: Context, page: Page[Any], *, name: str = "page", things: str = "rows"
) -> dict[str, Any]:
    """Which rows these are and the way to the others; the rest of the address is kept."""
    query = context["request"].GET.copy()
    query.pop(name, None)

    def href(number: int) -> str:
        return "?" + urlencode([*query.lists(), (name, number)], doseq=True)

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "things": things,
        "items": [
            (n, href(n) if isinstance(n, int) else "") for n in numbers if page.paginator.count
        ],
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
    }
