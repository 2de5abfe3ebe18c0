"""The front page, and today's page of whoever is signed in."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from village.desk import selectors
from village.guard import open_to_all
from village.partnership.people.access import Request
from village.partnership.people.rules import CALLS_A_MINUTE


@require_safe
@open_to_all
def home(request: Request) -> HttpResponse:
    """What Village is, to the public; what there is to do, to those who work here."""
    if request.rights.person is None:
        return render(request, "desk/front.html", selectors.front(request))
    return render(request, "desk/today.html", selectors.today(request.rights))


@require_safe
@open_to_all
def api(request: Request) -> HttpResponse:
    """What the API does and how a system calls it, for data leads and for their suppliers."""
    address = settings.VILLAGE_ADDRESS.rstrip("/")
    return render(request, "desk/api.html", {"address": address, "calls": CALLS_A_MINUTE})
