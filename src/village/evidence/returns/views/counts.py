"""A return of counts on the web: the form that is filled in, and the workbook that goes out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from village import engine
from village.design import drafts, form_sheets
from village.design.forms import carry_out
from village.evidence.returns import selectors
from village.evidence.returns.forms.counts import Counts, as_typed, counts_form
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import counts, editions
from village.evidence.returns.views import meanwhile
from village.evidence.returns.views.acting import acting, posted, takes_forms
from village.jobs import drafts as typing
from village.jobs.keys import once
from village.partnership.people.access import Request, signed_in


@takes_forms
@signed_in
@once
def fill_in(request: Request, ref: str) -> HttpResponse:
    """Type the counts of a quarter; what is sent goes the same way as a file."""
    owed, spec = asked_of(request, ref)
    selectors.must_send(request.rights, owed)
    name = f"returns.counts:{owed.ref}"
    if saved := drafts.keep(request, name, **acting(request)):
        return saved
    form = form_of(request, owed, spec, name)
    if sent := carry_out(request, form, lambda: send(request, owed, form)):
        typing.drop(name, by=request.rights)
        messages.success(request, "Your counts are being checked.")
        return redirect("returns:edition", sent.ref)
    if form.is_bound and (told := meanwhile.beside(request, owed, form, draft=name)):
        return told
    return render(request, "returns/counts.html", {"owed": owed, "form": form})


def asked_of(request: Request, ref: str) -> "tuple[Return, engine.CountsSpec]":
    """The return, and what it asks for; 404 where it is not the counts of one quarter."""
    owed = get_object_or_404(selectors.returns(request.rights), ref=ref)
    spec = counts.asked(owed)
    if spec is None or not counts.asks_form(owed):
        raise Http404
    return owed, spec


def form_of(request: Request, owed: Return, spec: "engine.CountsSpec", name: str) -> Counts:
    """With last quarter beside, and what was typed, or sent and not right, in its places."""
    looked: dict[str, Any] = {"rights": request.rights, "at": request.at}
    form = counts_form(spec, counts.look(selectors.before(owed), **looked))
    asking = meanwhile.asking(request, owed)
    if request.method == "POST":
        return form(posted(request)[0], **asking)
    edition, last = selectors.latest(owed), selectors.before(owed)
    sent = as_typed(spec, counts.look(edition, **looked))
    since = edition.sent_at if edition else None
    draft = drafts.so_far(form, name, since=since, **acting(request))
    begun = form(initial=asking.pop("initial") | sent | draft, **asking)
    begun.show_faults(counts.faults(edition, last=last), sent=sent)
    return begun


def send(request: Request, owed: Return, form: Counts) -> Edition:
    file = counts.as_file(owed, form.typed)
    name = f"{owed.spec} {owed.period.label}.csv"
    return editions.receive(owed, upload=file, name=name, **form.telling, **acting(request))


@require_safe
@signed_in
def workbook(request: Request, ref: str) -> HttpResponse:
    """The workbook of one quarter, with last quarter beside, to be filled in and sent back."""
    owed, spec = asked_of(request, ref)
    selectors.must_send(request.rights, owed)
    before = counts.look(selectors.before(owed), rights=request.rights, at=request.at)
    return form_sheets.response(selectors.form_sheet(owed, spec, before, rights=request.rights))
