"""Tags round forms: error summary, buttons, file forms."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from village.design import drafts
from village.design.forms import only_asks, problems

register = template.Library()

KINDS = {"": "", "secondary": "govuk-button--secondary", "warning": "govuk-button--warning"}


@register.inclusion_tag("design/parts/error_summary.html")
def error_summary(*asked: Any) -> dict[str, Any]:
    """What is wrong on these forms, with links; nothing where nothing is, or it stands above.

    The base template draws it for `form`; a page with other forms fills the block `errors`.
    """
    wrong = [f for f in asked if isinstance(f, BaseForm) and f.errors and not is_drawn(f)]
    for form in wrong:
        form.summary_drawn = True  # type: ignore[attr-defined]  # a mark for this rendering
    return {"problems": problems(wrong), "only_asks": all(map(only_asks, wrong))}


@register.filter
def is_wrong(form: Any) -> bool:
    """Whether a form has an error; a query is none."""
    return isinstance(form, BaseForm) and bool(form.errors) and not only_asks(form)


@register.inclusion_tag("design/parts/filter.html")
def filter_by(form: BaseForm, *, text: str = "Show", clear: str = "") -> dict[str, Any]:
    """A `design.forms.Filter` on one line above a list; `clear`: the address without a choice."""
    return locals()


def is_drawn(form: BaseForm) -> bool:
    return bool(getattr(form, "summary_drawn", False))


@register.inclusion_tag("design/parts/button.html")
def button(
    text: str,
    *,
    href: str = "",
    kind: str = "",
    name: str = "",
    value: str = "",
    hidden: str = "",
    is_disabled: bool = False,
    once: bool = True,
    form: str = "",
    key: str = "",
) -> dict[str, Any]:
    """A button, or a link that looks like one where `href` is given.

    kind: "", "secondary" or "warning". hidden: words after the text for a screen reader.
    once: a second click within a second is ignored (the request key does the rest).
    key: the letter that presses it, where scripts are at work; say so by `{% letter_keys %}`.
    """
    return locals() | {"classes": KINDS[kind]}


@register.inclusion_tag("design/parts/letter_keys.html")
def letter_keys(*keys_and_words: str) -> dict[str, Any]:
    """`{% letter_keys "s" "Same child" %}`: which letter presses what, and the way to turn it off.

    A letter alone may be pressed by accident, or by a voice: so the reader can switch them off
    (WCAG 2.2, criterion 2.1.4).
    """
    return {"keys": list(zip(keys_and_words[::2], keys_and_words[1::2], strict=True))}


@register.simple_block_tag
def buttons(content: str) -> SafeString:
    """A row of buttons and links."""
    return mark_safe(f'<div class="govuk-button-group">{content}</div>')  # noqa: S308 (rendered)


@register.inclusion_tag("design/parts/send.html", takes_context=True)
def send(
    context: Context, *, href: str = "", has_files: bool = False, autosave: str = ""
) -> dict[str, Any]:
    """The opening `<form>` of a POST with its CSRF token; the page closes it itself.

    autosave: the address that keeps a draft of it; put `{% save_draft %}` among its buttons.
    """
    token = context.get("csrf_token")
    return {"csrf_token": token, "href": href, "has_files": has_files, "autosave": autosave}


@register.inclusion_tag("design/parts/save_draft.html")
def save_draft(said: str = "") -> dict[str, Any]:
    """The button that keeps what is typed so far, and the line that says when it was kept."""
    return {"name": drafts.SAVE, "said": said}
