"""Pages of the design itself: the one that shows every component."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from village.design import charts, gallery


def picture(request: HttpRequest, name: str) -> HttpResponse:
    """The page's own charts and no others: what they show is made up."""
    names = {name for chart in gallery.all_charts().values() for name in chart.names}
    return charts.svg_response(name if name in names else "")


def accessibility(request: HttpRequest) -> HttpResponse:
    """How far these pages can be used by everybody, what is known to be wanting, whom to tell."""
    return render(request, "design/accessibility.html")


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state; the room that routes it says who may open it."""
    shown = Paginator(range(1, 613), 50).get_page(request.GET.get("page"))
    context = {
        "empty_form": gallery.empty_form(),
        "counts": gallery.counts_form(),
        "wrong_form": gallery.wrong_form(),
        "filled_form": gallery.filled_form(),
        "filter": gallery.ReturnsFilter(),
        "table": gallery.numbers_table(),
        "few": shown,
        "long": gallery.LONG,
        "at": gallery.MOMENT,
        "charts": gallery.all_charts(),
        "values": gallery.VALUES,
    }
    return render(request, "design/components.html", context)
