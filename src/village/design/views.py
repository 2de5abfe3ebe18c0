"""Pages of the design itself: the one that shows every component."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from village.design import gallery


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state; the room that routes it says who may open it."""
    shown = Paginator(range(1, 613), 50).get_page(request.GET.get("page"))
    context = {
        "empty_form": gallery.empty_form(),
        "wrong_form": gallery.wrong_form(),
        "filled_form": gallery.filled_form(),
        "filter": gallery.ReturnsFilter(),
        "table": gallery.numbers_table(),
        "few": shown,
        "long": gallery.LONG,
        "at": gallery.MOMENT,
    }
    return render(request, "design/components.html", context)
