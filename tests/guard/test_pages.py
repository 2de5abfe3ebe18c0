"""A view says who may open it, and keeps saying so under other decorators."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from village.guard import declare, declared, open_to_all
from village.guard.pages import OPEN_TO_ALL


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_a_view_that_declares_nothing_says_none() -> None:
    assert declared(page) is None


def test_a_view_says_what_was_declared_on_it() -> None:
    @wraps(page)
    def other(request: HttpRequest) -> HttpResponse:
        return page(request)

    assert declare(other, "lead") is other
    assert declared(other) == "lead"


def test_decorators_above_keep_the_mark() -> None:
    @require_POST
    @open_to_all
    def other(request: HttpRequest) -> HttpResponse:
        return page(request)

    assert declared(other) == OPEN_TO_ALL
