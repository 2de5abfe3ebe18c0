"""The pages of figures: the list, one indicator, the versions."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from village.design import charts, formats, sheets
from village.design.answers import answer
from village.evidence.indicators import selectors
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import told
from village.evidence.indicators.selectors.dataset import dataset
from village.partnership.people.access import Request, granted

LATEST = 5
"""Versions that the page of the data set lists."""


@require_safe
@granted("figures")
def listed(request: Request) -> HttpResponse:
    """Every indicator with its newest figure."""
    newest = selectors.version(request.rights)
    cards = selectors.cards(newest)
    counted = [card for card in cards if card.newest]
    waiting = [card for card in cards if not card.newest]
    words = f"{formats.counted(len(waiting), 'indicator')} that nothing was sent for yet"
    context = {"cards": counted, "waiting": waiting, "waiting_words": words, "version": newest}
    return render(request, "indicators/list.html", context)


@require_safe
@granted("figures")
def one(request: Request, indicator: str, name: str | None = None) -> HttpResponse:
    """One indicator: sentence, chart, table, breakdown, definition, quality, downloads."""
    shown = selectors.one(request.rights, indicator, name)
    context = {
        "shown": shown,
        "over_time": selectors.over_time(shown),
        "beside": selectors.beside_chart(shown, shown.beside) if shown.beside else None,
        "corrections": selectors.corrections(shown.id, shown.version),
        "breakdowns": [selectors.breakdown_chart(shown, part) for part in shown.breakdowns],
    }
    return render(request, "indicators/one.html", context)


@require_safe
@granted("figures")
def sheet(request: Request, indicator: str, name: str, kind: str) -> HttpResponseBase:
    """One indicator of one version as CSV, as a workbook or as JSON, with its definition."""
    shown = selectors.one(request.rights, indicator, name)
    table = selectors.sheet_of(shown)
    label = selectors.label_of(shown, table, rights=request.rights)
    if kind == "json":
        return sheets.attached(answer(told.one(shown)), label, kind)
    return sheets.response(kind, label, table)


@require_safe
@granted("figures")
def picture(request: Request, name: str) -> HttpResponse:
    """One chart, drawn; it shows what its page shows."""
    return charts.svg_response(name)


@require_safe
@granted("figures")
def versions(request: Request) -> HttpResponse:
    """Every version of the data set."""
    return render(
        request, "indicators/versions.html", {"versions": selectors.versions(request.rights)}
    )


@require_safe
@granted("figures")
def data_set(request: Request) -> HttpResponse:
    """The data set as it stands: the newest version."""
    of = selectors.version(request.rights)
    return render(request, "indicators/version.html", about(request, of) if of else {})


@require_safe
@granted("figures")
def version(request: Request, name: str) -> HttpResponse:
    """What one version was made of, and what could not be computed."""
    of = get_object_or_404(selectors.versions(request.rights), name=name)
    return render(request, "indicators/version.html", about(request, of))


def about(request: Request, of: Version) -> dict[str, Any]:
    """A version with its sources, how far they are filled, linked and complete."""
    made_of = selectors.made_of(of)
    found = dataset(request.rights, of, made_of["returns"])
    others = list(selectors.versions(request.rights)[:LATEST])
    return made_of | {"shown": found, "others": others}
