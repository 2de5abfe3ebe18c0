"""The linker's pages, and the linkage statement of a version for whoever sees figures."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from village.design import sheets
from village.design.answers import answer
from village.design.forms import carry_out
from village.evidence.linking import forms, selectors, services
from village.evidence.linking.models import sees_rows
from village.evidence.linking.rules import SAID_IN_WORDS, SCOPE, WHY_IN_WORDS
from village.evidence.linking.selectors import Queue, Waiting
from village.jobs.keys import once
from village.kernel.refusal import Refusal
from village.partnership.people.access import Request, acting, granted, must

takes_forms = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 25
NO_EVENTS = (
    "You may see an agency’s returns. Who links records sees no events, so these pages stay closed "
    "to you."
)


def must_link(request: Request) -> None:
    must(not sees_rows(request.rights), NO_EVENTS)


def posted(request: Request) -> Any:  # Any: what a form takes
    return request.POST if request.method == "POST" else None


@require_safe
@granted(SCOPE)
def queue(request: Request) -> HttpResponse:
    """How many pairs wait and why, who decided what this week; no identifier."""
    must_link(request)
    found = selectors.queue(request.rights)
    context = {
        "found": found,
        "turned": Paginator(found.open, PAGE).get_page(request.GET.get("page")),
        "week": selectors.this_week(request.rights),
        "since": selectors.since(request.rights, found.version),
        "ask": forms.Ask(),
    }
    return render(request, "linking/queue.html", context)


@takes_forms
@granted(SCOPE)
@once
def pair(request: Request, ref: str) -> HttpResponse:
    """Two records side by side, and what the linker says of them."""
    must_link(request)
    whole = selectors.queue(request.rights)
    found = selectors.pair_of(whole, ref)
    if found is None:
        return to_queue(request, services.GONE)
    form = forms.Decide(posted(request), initial={"seen": found.number})
    if carry_out(request, form, lambda: services.decide(ref, **form.word, **acting(request))):
        return to_next(request, whole, found)
    return show(request, "linking/pair.html", found, {"form": form, "next": whole.after(found)})


def to_queue(request: Request, why: str) -> HttpResponse:
    messages.warning(request, why)
    return redirect("linking:queue")


def to_next(request: Request, whole: Queue, found: Waiting) -> HttpResponse:
    """To the next pair that waits, or back to the queue where that was the last."""
    following = whole.after(found)
    messages.success(request, f"Pair {found.place} is decided. It counts from the next version.")
    if following is None:
        return redirect("linking:queue")
    return redirect("linking:pair", following.ref)


# Any: a template's context.
def show(
    request: Request, template: str, found: Waiting | None, more: dict[str, Any]
) -> HttpResponse:
    """A page with two records, written in the trail first; without them where they are gone."""
    try:
        looked = found and services.look(found, rights=request.rights, at=request.at)
    except Refusal as no:
        return to_queue(request, no.message)
    context = {"found": found, "looked": looked, **more}
    return render(request, template, context | {"words": words_of(found)})


def words_of(found: Waiting | None) -> dict[str, str]:
    """What was said of a pair last, and why, in words."""
    last = found.last if found else None
    if last is None:
        return {}
    return {"said": SAID_IN_WORDS[last.said], "why": WHY_IN_WORDS[last.why]}


@require_safe
@granted(SCOPE)
def decided(request: Request) -> HttpResponse:
    """What is decided and stands; no identifier."""
    must_link(request)
    turned = Paginator(selectors.decided(request.rights), PAGE).get_page(request.GET.get("page"))
    places = selectors.places(request.rights)
    lines = [
        (places[one.pk], one, SAID_IN_WORDS[one.said], WHY_IN_WORDS[one.why]) for one in turned
    ]
    return render(request, "linking/decided.html", {"turned": turned, "lines": lines})


@takes_forms
@granted(SCOPE)
@once
def take_back(request: Request, ref: str) -> HttpResponse:
    """Take back what was decided of a pair, with the reason."""
    must_link(request)
    one = selectors.decision(request.rights, ref)
    if request.method != "POST" and not selectors.is_last(request.rights, one):
        messages.warning(request, "This is taken back already.")
        return redirect("linking:decided")
    form = forms.TakeBack(posted(request))
    if carry_out(request, form, lambda: services.take_back(ref, **form.answers, **acting(request))):
        messages.success(request, "It is taken back. The pair waits again from the next version.")
        return redirect("linking:decided")
    pairs = selectors.queue(request.rights).pairs
    found = next((waiting for waiting in pairs if waiting.keys == (one.one, one.other)), None)
    told = {"said": SAID_IN_WORDS[one.said], "why": WHY_IN_WORDS[one.why]}
    more = {"form": form, "one": one, "place": selectors.places(request.rights)[one.pk], **told}
    return show(request, "linking/take_back.html", found, more)


@require_POST
@granted(SCOPE)
@once
def ask(request: Request) -> HttpResponse:
    """Ask for a version with all that is decided."""
    must_link(request)
    if carry_out(request, form := forms.Ask(request.POST), lambda: asked(request)):
        messages.success(request, "A version with these decisions will be counted soon.")
    for problem in form.non_field_errors():
        messages.warning(request, str(problem))
    return redirect("linking:queue")


def asked(request: Request) -> bool:
    services.ask(**acting(request))
    return True


@require_safe
@granted("figures")
def statement(request: Request, name: str) -> HttpResponse:
    """How sure it is which records of a version are of one child."""
    return render(
        request, "linking/statement.html", {"shown": selectors.statement(request.rights, name)}
    )


@require_safe
@granted("figures")
def statement_file(request: Request, name: str, kind: str) -> HttpResponseBase:
    """The same as CSV or as JSON."""
    shown = selectors.statement(request.rights, name)
    label = selectors.label_of(shown, rights=request.rights)
    if kind == "json":
        return sheets.attached(answer(shown.as_json), label, kind)
    return sheets.response(kind, label, selectors.sheet_of(shown))
