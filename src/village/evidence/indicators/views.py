"""The pages of figures: the list, one indicator, the versions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from village.design import charts, sheets
from village.evidence.indicators import selectors
from village.partnership.people.access import granted


@require_GET
@granted("figures")
def listed(request: HttpRequest) -> HttpResponse:
    """Every indicator with its newest figure."""
    newest = selectors.version(request.rights)
    context = {"cards": selectors.cards(newest), "version": newest}
    return render(request, "indicators/list.html", context)


@require_GET
@granted("figures")
def one(request: HttpRequest, indicator: str, name: str | None = None) -> HttpResponse:
    """One indicator: sentence, chart, table, breakdown, definition, quality, downloads."""
    shown = selectors.one(request.rights, indicator, name)
    context = {
        "shown": shown,
        "series": [selectors.series_chart(shown, *step) for step in shown.series],
        "breakdowns": [selectors.breakdown_chart(shown, part) for part in shown.breakdowns],
    }
    return render(request, "indicators/one.html", context)


@require_GET
@granted("figures")
def sheet(request: HttpRequest, indicator: str, name: str, kind: str) -> HttpResponse:
    """One indicator of one version as CSV or as a workbook, with its definition."""
    shown = selectors.one(request.rights, indicator, name)
    table = selectors.sheet_of(shown)
    return sheets.response(kind, selectors.label_of(shown, table, rights=request.rights), table)


@require_GET
@granted("figures")
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One chart, drawn; it shows what its page shows."""
    return charts.svg_response(name)


@require_GET
@granted("figures")
def versions(request: HttpRequest) -> HttpResponse:
    """Every version of the data set."""
    return render(
        request, "indicators/versions.html", {"versions": selectors.versions(request.rights)}
    )


@require_GET
@granted("figures")
def version(request: HttpRequest, name: str) -> HttpResponse:
    """What one version was made of, and what could not be computed."""
    of = get_object_or_404(selectors.versions(request.rights), name=name)
    return render(request, "indicators/version.html", selectors.made_of(of))
