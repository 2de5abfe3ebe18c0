"""What a sender is told of an edition that came in while they were typing or choosing a file."""

from contextlib import suppress
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from village.design import conflict, drafts, formats
from village.evidence.returns.forms import Send
from village.evidence.returns.forms.counts import Counts, as_typed
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.selectors import lookers
from village.evidence.returns.selectors import meanwhile as selectors
from village.evidence.returns.services import counts
from village.evidence.returns.views.acting import acting
from village.jobs import drafts as typing
from village.kernel.refusal import Refusal
from village.partnership.people.access import Request


def asking(request: Request, owed: Return) -> dict[str, Any]:  # Any: keywords of a form
    """What a form of sending starts with: how many editions there are, and whether it asks why."""
    so_far = selectors.known(owed)
    return {
        "initial": {"version": so_far.newest},
        "asks_reason": selectors.asks_reason(owed, day=request.rights.day, so_far=so_far),
    }


def came_in(request: Request, owed: Return, form: Send) -> HttpResponse | None:
    """The page on which a file is chosen again; None where nothing came in meanwhile."""
    newer = unseen(owed, form)
    if newer is None:
        return None
    anew = asking(request, owed)
    anew["initial"]["reason"] = request.POST.get("reason", "")
    again = Send(takes=counts.comes_as(owed), **anew)
    context = {"owed": owed, "form": again, "newer": newer, "sent": selectors.sent(newer)}
    return render(request, "returns/came_in.html", context, status=conflict.STATUS)


def beside(request: Request, owed: Return, form: Counts, *, draft: str) -> HttpResponse | None:
    """The typed counts beside those that came in; None where there are none to stand beside.

    draft: under which name what was typed is kept, whatever its sender does next.
    """
    if not hasattr(form, "is_stale"):
        return None
    with suppress(Refusal):
        typing.save(draft, typed=drafts.typed(request.POST).items(), **acting(request))
    newer = unseen(owed, form)
    theirs = looked_at(request, newer, form)
    if newer is None or not theirs:
        return None
    form.name_in_full()
    return conflict.response(
        request,
        form,
        saved=theirs,
        version=selectors.known(owed).newest,
        by=lookers.role_of(newer.sent_by.ref, newer.sent_at, body=owed.body),
        at=newer.sent_at,
        href=reverse("returns:edition", args=[newer.ref]),
        said=said_of(newer, form, theirs),
    )


def unseen(owed: Return, form: Send | Counts) -> Edition | None:
    """The edition because of which a form was refused."""
    if not getattr(form, "is_stale", False):
        return None
    return selectors.came_in(owed, seen=form.telling["seen"])


def looked_at(request: Request, newer: Edition | None, form: Counts) -> dict[str, str]:
    """The counts that came in, by field of the form; the look is in the trail before they show."""
    spec = counts.asked(newer.of) if newer else None
    if spec is None:
        return {}
    found = as_typed(spec, counts.look(newer, rights=request.rights, at=request.at))
    return {name: value for name, value in found.items() if name in form.fields}


def said_of(newer: Edition, form: Counts, theirs: dict[str, str]) -> str:
    """What came in, and how many of the figures are others than were typed."""
    found = conflict.differences(form, theirs)
    names = [difference.bound.html_name for difference, _ in found]
    differ = sum(not name.startswith("comment") for name in names)
    of = formats.counted(sum(not name.startswith("comment") for name in theirs), "figure")
    are = "is" if differ == 1 else "are"
    return (
        f"{selectors.sent(newer)} and is {newer.state}. Of {of}, {differ} {are} other than you "
        "typed. What you typed is also kept as a draft."
    )
