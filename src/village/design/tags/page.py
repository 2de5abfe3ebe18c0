"""Tags of the frame round a page: icons, crumbs, freshness, messages, the way out."""

from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone

from village.design import formats

register = template.Library()

ICONS = ("village", "eye", "clock", "left", "right")


@register.simple_tag
def icon(name: str) -> str:
    """A small drawing that says nothing to a screen reader; the words stand beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon {name!r}, only {ICONS}.")
    return render_to_string(f"design/icons/{name}.svg")


@register.simple_tag(takes_context=True)
def fresh(context: Context, value: date | datetime | str | None = None) -> str:
    """How old what is shown is: words as given, a date, or the moment of this request."""
    if isinstance(value, str) and value:
        return value
    if isinstance(value, datetime):
        return f"as it stood on {formats.moment(value)}"
    if isinstance(value, date):
        return f"as it stood on {formats.day(value)}"
    at = getattr(context.get("request"), "at", None) or timezone.now()
    return f"read just now, {formats.moment(at)}"


@register.inclusion_tag("design/parts/breadcrumbs.html")
def crumbs(*words_and_hrefs: str) -> dict[str, Any]:
    """`{% crumbs "Home" "/" "Returns" returns_url %}`: the way here, without this page itself."""
    if len(words_and_hrefs) % 2:
        raise template.TemplateSyntaxError("Each crumb needs its words and its address.")
    pairs = zip(words_and_hrefs[::2], words_and_hrefs[1::2], strict=True)
    return {"crumbs": list(pairs)}


@register.inclusion_tag("design/parts/back_link.html")
def back_link(href: str, text: str = "Back") -> dict[str, Any]:
    """One step back, for pages within a task, instead of crumbs."""
    return {"href": href, "text": text}


@register.inclusion_tag("design/parts/exit_this_page.html")
def exit_this_page(href: str = "https://www.bbc.co.uk/weather") -> dict[str, Any]:
    """The quick way out, for pages on abuse at home and for young people; Shift three times too."""
    return {"href": href}


@register.inclusion_tag("design/parts/message.html")
def message_banner(message: Message) -> dict[str, Any]:
    """One of Django's messages: a success is said at once, anything else is said in turn."""
    return {"message": message, "is_success": message.level_tag == "success"}
