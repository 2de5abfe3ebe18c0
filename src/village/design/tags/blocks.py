"""Tags round other words: inset, warning, banner, details, tabs, lists, cards."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from village.design.tables import words

register = template.Library()

LEAVES = "design.tabs"


def part(component: str, content: str, **context: Any) -> SafeString:
    """A component's template round words that the page has already rendered."""
    inside = {"content": mark_safe(content.strip())}  # noqa: S308 (escaped by the page)
    return mark_safe(render_to_string(f"design/parts/{component}.html", context | inside))  # noqa: S308


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Words set apart: a quotation, an example, what to know before reading on."""
    return part("inset", content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """What has consequences: deletion, law, disclosure."""
    return part("warning", content)


@register.simple_block_tag
def banner(content: str, title: str = "Important", *, is_success: bool = False) -> SafeString:
    """A notice at the head of a page; `is_success` for what has just been done."""
    return part("banner", content, title=title, is_success=is_success)


@register.simple_block_tag
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """Words that some readers need and most do not."""
    return part("details", content, summary=summary, is_open=is_open)


@register.simple_block_tag(takes_context=True)
def tab(context: Context, content: str, label: str) -> str:
    """One leaf of `{% tabs %}`; without scripts the leaves stand one after the other."""
    leaf = (slugify(label), label, mark_safe(content))  # noqa: S308 (escaped by the page)
    context.render_context[LEAVES] = [*leaves_of(context), leaf]
    return ""


@register.simple_block_tag(takes_context=True)
def tabs(context: Context, content: str, title: str = "Contents") -> SafeString:
    """A few leaves of which one shows; never for what must be compared."""
    leaves = leaves_of(context)
    context.render_context[LEAVES] = []
    return part("tabs", content, title=title, leaves=leaves)


def leaves_of(context: Context) -> list[tuple[str, str, SafeString]]:
    # Any in Django's stubs: what a render context holds is for each tag to know.
    found: Any = context.render_context.get(LEAVES)
    return found or []


@register.simple_block_tag
def look_again(content: str, *, seconds: int = 2) -> SafeString:
    """What changes by itself, such as a job's progress: looked at again until it is gone.

    The rest of the page stays as it is; once this part is gone the whole page is shown anew.
    Without scripts there is a link instead. Use it once on a page.
    """
    return part("look_again", content, seconds=seconds)


@register.simple_block_tag
def summary_list(content: str, *, label: str = "") -> SafeString:
    """Names and values: fill it with `{% fact %}`."""
    return part("summary_list", content, label=label)


@register.inclusion_tag("design/parts/fact.html")
def fact(
    name: str, value: Any, *, href: str = "", action: str = "Change", value_href: str = ""
) -> dict[str, Any]:
    """One row of a summary list; `href` adds its action, `value_href` makes the value a link."""
    return locals() | {"value": value if isinstance(value, str) else words(value)}


@register.simple_block_tag
def rich_fact(content: str, name: str, *, href: str = "", action: str = "Change") -> SafeString:
    """A row of a summary list whose value holds tags, lists or links."""
    return part("fact", content, name=name, href=href, action=action)


@register.simple_block_tag
def task_list(content: str) -> SafeString:
    """What is to be done, each with its state: fill it with `{% task %}`."""
    return part("task_list", content)


@register.inclusion_tag("design/parts/task.html")
def task(
    title: str, *, href: str = "", state: str = "", tone: str = "", hint: str = ""
) -> dict[str, Any]:
    """One task; without `tone` its state is plain words, as for what is done."""
    return locals() | {"key": f"task-{slugify(title)}"}


@register.simple_block_tag
def cards(content: str) -> SafeString:
    """Doors to rooms, in a grid: fill it with `{% card %}`."""
    return part("cards", content)


@register.inclusion_tag("design/parts/card.html")
def card(title: str, href: str, text: str = "", *, level: int = 2) -> dict[str, Any]:
    """One door: the whole card is clickable, the title is the link."""
    return locals()


@register.simple_block_tag
def box(content: str) -> SafeString:
    """What the page asks its reader to decide, set apart from what it tells."""
    return part("box", content)


@register.simple_block_tag
def group(content: str, legend: str) -> SafeString:
    """Short answers to one question, a line each: the legend asks, each label says for whom."""
    return part("group", content, legend=legend)


@register.simple_block_tag
def beside(content: str) -> SafeString:
    """Two or three `<div>`s side by side, under one another where the page is narrow."""
    return part("beside", content)
