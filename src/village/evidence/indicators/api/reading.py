"""Addresses from which a system reads figures; each look is written down under its key."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from village import trail
from village.design.answers import answer, takes
from village.evidence.indicators import selectors
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import told
from village.partnership.people.access import Request, keyed


@takes("GET", "HEAD")
@keyed("figures")
def listed(request: Request) -> HttpResponse:
    """Every indicator of the newest version with its newest figure."""
    newest = selectors.version(request.rights)
    found = selectors.cards(newest)
    if newest is not None:
        write_down(request, newest)
    return answer(told.cards(found, newest))


@takes("GET", "HEAD")
@keyed("figures")
def one(request: Request, indicator: str, name: str | None = None) -> HttpResponse:
    """One indicator's series with its definition, of the newest version or of one."""
    shown = selectors.one(request.rights, indicator, name)
    write_down(request, shown.version)
    return answer(told.one(shown))


@takes("GET", "HEAD")
@keyed("figures")
def versions(request: Request) -> HttpResponse:
    """Every version of the data set, newest first."""
    found = selectors.versions(request.rights)
    return answer({"versions": [told.version(of) for of in found]})


@takes("GET", "HEAD")
@keyed("figures")
def version(request: Request, name: str) -> HttpResponse:
    """What one version was made of, and what could not be computed."""
    of = get_object_or_404(selectors.versions(request.rights), name=name)
    return answer(told.made_of(selectors.made_of(of)))


def write_down(request: Request, of: Version) -> None:
    """Figures that a system takes out leave the house, which no page's reader makes them do."""
    key = request.rights.key
    trail.read(
        "indicators.read_by_key",
        by=request.rights,
        at=request.at,
        kind="version",
        ref=of.ref,
        subjects=(key.body.ref,) if key else (),
    )
