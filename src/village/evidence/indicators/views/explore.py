"""Explore: a table that the reader puts together, at an address that stays what it is."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from village import engine
from village.design import sheets
from village.design.answers import answer
from village.design.forms import Form, carry_out
from village.evidence.indicators import selectors
from village.evidence.indicators.forms import Choose
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import exploring, told
from village.evidence.indicators.selectors.exploring import Wish
from village.evidence.indicators.selectors.figures import GROUPS
from village.evidence.indicators.services import explored
from village.jobs.keys import once
from village.partnership.people.access import Request, acting, granted


@require_safe
@granted("figures")
def newest(request: Request) -> HttpResponse:
    """The builder over the newest version; what is chosen there has that version's address."""
    found = selectors.version(request.rights)
    if found is None:
        return render(request, "indicators/explore_none.html")
    if request.GET:
        address = reverse("indicators:explored", args=[found.name])
        return redirect(f"{address}?{request.GET.urlencode()}")
    form = builder(request, found)
    return render(request, "indicators/explore.html", {"form": form, "version": found})


@require_http_methods(["GET", "HEAD", "POST"])
@granted("figures")
@once
def table(request: Request, name: str) -> HttpResponse:
    """What was chosen of one version; a POST asks for what has still to be counted."""
    of = version(request, name)
    form = builder(request, of)
    wish = wish_of(form)
    if request.method == "POST" and wish:
        wanted = exploring.wanted_of(request.rights, of, wish)
        if carry_out(request, form, lambda: explored.ask(wanted, **acting(request))):
            return redirect(request.get_full_path())
    found = exploring.answers(request.rights, of, wish) if wish else []
    context = {"form": form, "version": of, "answers": found, "sheets": sheets_of(request, of)}
    return render(request, "indicators/explore.html", {**context, **about(found), "ask": Form()})


def version(request: Request, name: str) -> Version:
    found = selectors.version(request.rights, name)
    if found is None:
        raise Http404
    return found


def builder(request: Request, of: Version) -> Choose:
    """Bound where something was chosen, so that a choice that is none says so."""
    choices = {
        "indicators": exploring.titles(of),
        "periods": exploring.periods(of),
        "splits": [(name, GROUPS.get(name, name)) for name in engine.BREAKDOWNS],
    }
    return Choose(request.GET or None, **choices)


def wish_of(form: Choose) -> Wish | None:
    if not form.is_bound or not form.is_valid():
        return None
    return Wish(form.indicators, form.breakdowns, form.cleaned_data["period"])


def about(found: list[exploring.Answer]) -> dict[str, bool]:
    """What the page as a whole has to say of its tables."""
    return {
        "asks": any(one.asks and not one.waits for one in found),
        "waits": any(one.waits for one in found),
        "has_tables": any(one.table for one in found),
    }


def sheets_of(request: Request, of: Version) -> list[tuple[str, str]]:
    """The addresses of the same choice as files."""
    query = request.GET.urlencode()
    kinds = {"csv": "CSV", "xlsx": "Excel workbook", "json": "JSON"}
    return [
        (words, f"{reverse('indicators:explored_sheet', args=[of.name, kind])}?{query}")
        for kind, words in kinds.items()
    ]


@require_safe
@granted("figures")
def sheet(request: Request, name: str, kind: str) -> HttpResponseBase:
    """What was chosen as CSV, a workbook or JSON, with the definitions; 404 without a table."""
    of = version(request, name)
    wish = wish_of(builder(request, of))
    found = (
        [one for one in exploring.answers(request.rights, of, wish) if one.table] if wish else []
    )
    if not found:
        raise Http404
    label = exploring.label_of(found, of, rights=request.rights)
    if kind == "json":
        return sheets.attached(answer(told.explored(found, of)), label, kind)
    return sheets.response(kind, label, exploring.sheet_of(found))
