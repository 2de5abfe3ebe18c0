"""A form that was sent becomes a verb, and a verb's refusal becomes an error of the form."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import BaseForm

from village.kernel.refusal import Refusal
from village.partnership.people.access import Request

Done = TypeVar("Done")


def carry_out(request: Request, form: BaseForm, verb: Callable[[], Done]) -> Done | None:
    """Do what the form asks; None where it was not sent, is not valid, or now says why not."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return verb()
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


def say(request: Request, verb: Callable[[], object], *, done: str) -> None:
    """Do what a button asks, and tell on the next page that it was done, or why not."""
    try:
        verb()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
