"""A form that was sent becomes a verb, and a verb's refusal becomes an error of the form."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from village.design import conflict
from village.design.forms import VersionedForm, carry_out
from village.kernel.refusal import Refusal
from village.partnership.people.access import Request, acting
from village.partnership.people.models import Body, Person, Role
from village.partnership.people.selectors.trail import last_change

__all__ = ["acting", "carry_out", "changed_meanwhile", "say"]


# Any: what is saved is whatever the form asks for.
def changed_meanwhile(
    request: Request,
    form: VersionedForm,
    record: Body | Person | Role,
    *,
    saved: Callable[[], Mapping[str, Any]],
    href: str,
) -> HttpResponse | None:
    """The typed beside the saved, where somebody else changed the record meanwhile."""
    if not getattr(form, "is_stale", False):
        return None
    record.refresh_from_db()
    who, at = last_change(record.ref)
    return conflict.response(
        request, form, saved=saved(), version=record.version, by=who, at=at or request.at, href=href
    )


def say(request: Request, verb: Callable[[], object], *, done: str) -> None:
    """Do what a button asks, and tell on the next page that it was done, or why not."""
    try:
        verb()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
