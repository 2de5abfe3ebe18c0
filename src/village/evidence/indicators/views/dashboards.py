"""One page for each agency, and one of what changed this quarter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from village.evidence.indicators import selectors
from village.evidence.indicators.selectors import agencies as of_agencies
from village.evidence.indicators.selectors.changed import changed as changed_in
from village.partnership.people.access import Request, granted


@require_safe
@granted("figures")
def changed(request: Request) -> HttpResponse:
    """What moved by more than chance, what is new, what is not known yet, what was corrected."""
    newest = selectors.version(request.rights)
    context = {"version": newest, "changed": newest and changed_in(request.rights, newest)}
    return render(request, "indicators/changed.html", context)


@require_safe
@granted("figures")
def agencies(request: Request) -> HttpResponse:
    """The way to each agency's own page."""
    return render(request, "indicators/agencies.html", {"agencies": of_agencies.agencies()})


@require_safe
@granted("figures")
def agency(request: Request, key: str) -> HttpResponse:
    """One agency's indicators with how they moved, and what it still owes."""
    newest = selectors.version(request.rights)
    shown = of_agencies.dashboard(request.rights, key, newest)
    context = {"shown": shown, "version": newest, "agencies": of_agencies.agencies()}
    return render(request, "indicators/agency.html", context)
