"""What somebody has typed and not sent: taken from a form, kept sealed, put back into one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict

from village.design import formats
from village.guard import Actor
from village.jobs import drafts as kept
from village.kernel.refusal import Refusal

SAVE = "save_draft"
CARRIED = frozenset({"csrfmiddlewaretoken", "request_key", SAVE})

Typed = dict[str, list[str]]


def is_draft(request: HttpRequest) -> bool:
    """Whether the person pressed "Save draft", or the page did so for them."""
    return request.method == "POST" and SAVE in request.POST


def keep(
    request: HttpRequest, name: str, *, by: Actor, at: datetime, without: Iterable[str] = ()
) -> HttpResponse | None:
    """Keep a draft and answer; None where the form was really sent, and the view goes on.

    name: which form about which record, such as "returns.decide:<ref>". The view stands first
    with `if saved := drafts.keep(...): return saved`.
    """
    if not is_draft(request):
        return None
    try:
        kept.save(name, typed=typed(request.POST, without=without).items(), by=by, at=at)
    except Refusal as no:
        return answer(request, no.message, is_saved=False)
    return answer(request, f"Draft saved at {formats.clock(at)}", is_saved=True)


def answer(request: HttpRequest, said: str, *, is_saved: bool) -> HttpResponse:
    """To the script a line; to a browser without scripts the same page with a notice."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"said": said})
    messages.add_message(request, messages.SUCCESS if is_saved else messages.WARNING, said)
    return HttpResponseRedirect(request.get_full_path())


def so_far(
    form: type[forms.Form], name: str, *, by: Actor, at: datetime, since: datetime | None = None
) -> dict[str, Any]:
    """What its owner had typed, as the `initial` of a new form; empty where there is nothing.

    since: leave out what was typed before that moment, as where a file came in meanwhile.
    """
    draft = kept.typed_so_far(name, by=by, at=at, since=since)
    return initial(form, draft) if draft else {}


def typed(posted: QueryDict, *, without: Iterable[str] = ()) -> Typed:
    """The answers as they were typed, to be sealed; never a password, a token or a file."""
    left_out = CARRIED | set(without)
    return {
        name: [str(value) for value in values]
        for name, values in posted.lists()
        if name not in left_out and "password" not in name
    }


def initial(form: type[forms.Form], draft: Mapping[str, list[str]]) -> dict[str, Any]:
    """A draft as the `initial` of a new form: shown as typed, and not yet judged."""
    data = QueryDict(mutable=True)
    for name, values in draft.items():
        data.setlist(name, values)
    fields: dict[str, forms.Field] = form.base_fields
    found = {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in fields.items()
        if not field.widget.value_omitted_from_data(data, {}, name)
    }
    return {name: value for name, value in found.items() if name != "request_key"}
