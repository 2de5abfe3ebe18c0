"""Releases: what may leave, how somebody lets it out, and what left."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from village import trail
from village.design import sheets
from village.design.answers import answer
from village.design.forms import carry_out
from village.evidence.indicators.forms import LetOut
from village.evidence.indicators.selectors import releases as known
from village.evidence.indicators.services import releases
from village.figures.audiences import Audience
from village.jobs.keys import once
from village.partnership.people.access import Request, acting, granted, must

ONLY = "Only the QA manager lets tables out."


@require_http_methods(["GET", "HEAD", "POST"])
@granted("figures")
@once
def listed(request: Request) -> HttpResponse:
    """The release list, what was released, and where the QA manager makes the next one."""
    may_release = known.may_release(request.rights)
    must(may_release or request.method != "POST", ONLY)
    form = LetOut(request.POST if request.method == "POST" else None)
    asked = carry_out(
        request,
        form,
        lambda: releases.ask(Audience(form.cleaned_data["audience"]), **acting(request)),
    )
    if asked:
        return redirect("indicators:release", asked.ref)
    context = {
        "form": form if may_release else None,
        "leaving": known.leaving(),
        "releases": [
            (one, known.for_whom(one), known.TONES[one.state])
            for one in known.releases(request.rights)
        ],
    }
    return render(request, "indicators/releases.html", context)


@require_safe
@granted("figures")
def one(request: Request, ref: str) -> HttpResponse:
    """One release: how far it is, why it was not made, or its tables."""
    shown = known.one(request.rights, ref)
    context = {
        "shown": shown,
        "whom": known.for_whom(shown),
        "tone": known.TONES[shown.state],
        "progress": known.progress(shown),
        "tables": known.tables(shown),
    }
    return render(request, "indicators/release.html", context)


@require_safe
@granted("figures")
def sheet(request: Request, ref: str, kind: str) -> HttpResponseBase:
    """A release as it may be passed on; who took it out is recorded first."""
    shown = known.made(request.rights, ref)
    label = known.label_of(shown, rights=request.rights)
    trail.read(
        "indicators.take_release", by=request.user, at=request.at, kind="release", ref=shown.ref
    )
    if kind == "json":
        return sheets.attached(answer(shown.tables), label, kind)
    if kind == "xlsx":
        return sheets.xlsx_response(label, known.tables(shown))
    return sheets.response(kind, label, known.whole(shown))
