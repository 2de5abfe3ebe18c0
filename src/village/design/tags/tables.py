"""Tags for tables and the turning of their pages."""

import re
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from village.design.tables import Column, Table, columns_of

register = template.Library()

FOOT = re.compile(r"<tfoot.*?</tfoot>", re.DOTALL)


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
    foot = FOOT.search(content)
    return render_to_string(
        "design/parts/table.html",
        frame(caption, columns_of(columns), is_caption_hidden)
        | {"body": mark_safe(FOOT.sub("", content)), "foot": mark_safe(foot[0]) if foot else ""},  # noqa: S308 (rendered by the page)
    )


@register.inclusion_tag("design/parts/table.html")
def data_table(shown: Table, *, is_caption_hidden: bool = False) -> dict[str, Any]:
    """A `design.tables.Table`, as it also goes out to CSV and XLSX."""
    return frame(shown.caption, shown.columns, is_caption_hidden) | {
        "lines": shown.lines(),
        "note": shown.note,
    }


def frame(caption: str, columns: tuple[Column, ...], is_hidden: bool) -> dict[str, Any]:
    numbers = [str(i) for i, column in enumerate(columns, start=1) if column.is_number]
    return {
        "caption": caption,
        "columns": columns,
        "is_caption_hidden": is_hidden,
        "numbers": numbers,
    }


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
