"""Tags that need no closing: states, headline figures, progress, hidden words, charts."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from village.design.charts import Chart
from village.design.marks import range_marks, spark_marks

register = template.Library()

BESIDE_AT_MOST = 4
TONES = {
    "info": "",
    "good": "govuk-tag--green",
    "bad": "govuk-tag--red",
    "warn": "govuk-tag--yellow",
    "special": "govuk-tag--purple",
    "quiet": "govuk-tag--grey",
}


@register.simple_tag
def tag(text: str, tone: str = "info") -> SafeString:
    """A state in a word or two. tone: info, good, bad, warn, special or quiet."""
    return format_html('<strong class="govuk-tag {}">{}</strong>', TONES[tone], text)


@register.simple_tag
def hidden(text: str) -> SafeString:
    """Words for a screen reader alone."""
    return format_html('<span class="govuk-visually-hidden">{}</span>', text)


@register.simple_tag
def error_message(text: str, *, id: str = "") -> SafeString:
    """An error beside what it is about, outside a form's own fields."""
    return format_html(
        '<p class="govuk-error-message" id="{}"><span class="govuk-visually-hidden">Error:</span>'
        " {}</p>",
        id or slugify(text),
        text,
    )


@register.inclusion_tag("design/parts/headline.html")
def headline(value: Any, label: str, detail: str = "") -> dict[str, Any]:
    """One large figure with the sentence that it belongs to."""
    return locals()


@register.inclusion_tag("design/parts/progress.html")
def progress(done: int, whole: int, label: str, *, detail: str = "") -> dict[str, Any]:
    """How far something has come, as it stood when the page was made."""
    share = min(1.0, done / whole) if whole else 0.0
    return locals() | {"share": share, "key": f"progress-{slugify(label)}"}


@register.inclusion_tag("design/parts/panel.html")
def panel(title: str, text: str = "") -> dict[str, Any]:
    """The last page of a task: it is done. It takes the place of the page's heading."""
    return locals()


@register.inclusion_tag("design/parts/chart.html")
def chart(shown: Chart, *, route: str = "chart", has_table: bool = True) -> dict[str, Any]:
    """A chart as a picture with its description, and its table; the table alone until drawn.

    route: the name of the address that serves the picture to those who may see this page.
    """
    wide, narrow = shown.names
    drawn = shown.is_drawn
    table = shown.table if has_table else None
    return {
        "chart": shown,
        "wide": shown.href(wide, route=route) if drawn else "",
        "narrow": shown.href(narrow, route=route) if drawn else "",
        "table": table,
        "says_the_same": bool(table and table.caption == shown.title),
        "is_beside": bool(table and len(table.columns) <= BESIDE_AT_MOST),
    }


@register.inclusion_tag("design/parts/sparkline.html")
def sparkline(values: Sequence[float | None], text: str) -> dict[str, Any]:
    """A line of a dozen values in the height of a letter; `text` says what it shows."""
    return spark_marks(values) | {"text": text}


@register.inclusion_tag("design/parts/range_bar.html")
def range_bar(
    value: float, text: str, *, low: float, high: float, beside: float | None = None
) -> dict[str, Any]:
    """Where a value lies between low and high, with another's place beside it."""
    return range_marks(value, low=low, high=high, beside=beside) | {"text": text}
