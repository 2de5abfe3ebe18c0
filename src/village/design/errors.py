"""Pages for when something is refused, missing or broken: plain words, and nothing given away."""

import logging
import sys
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from village.design.answers import is_of_a_system, problem
from village.guard import open_to_all
from village.kernel import refs, room

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says."""

    title: str
    lines: tuple[str, ...]


BAD = Words(
    "That request could not be read",
    ("The address or the form was not complete.", "Go back, reload the page and try again."),
)
NOT_ALLOWED = Words(
    "You may not do this",
    (
        "You are signed in, but your role does not allow it.",
        "If it should, ask your agency’s contact or the partnership’s business manager.",
    ),
)
NOT_FOUND = Words(
    "There is no such page here",
    (
        "The address may be mistyped, or the page may be one that you cannot see.",
        "If you followed a link, tell whoever sent it to you.",
    ),
)
BROKEN = Words(
    "Something went wrong on our side",
    (
        "What you sent was not saved. It is not your fault, and it has been noted.",
        "Try again in a few minutes.",
    ),
)
FULL = Words(
    "There is no room left",
    (room.WHAT, "What you sent was not saved. Send it again when there is room.", room.MEND),
)
EXPIRED = Words(
    "This form has expired",
    (
        "It was open for too long, or cookies are turned off. Nothing was saved.",
        "Go back, copy what you typed if it is long, reload the page and send it again.",
    ),
)


TOLD_TO_SYSTEMS = {
    BAD: ("The call could not be read.", "Look at its body and its Content-Type."),
    NOT_ALLOWED: ("This key may not do that.", "Use a key that was made for it."),
    NOT_FOUND: (
        "There is no such thing here, or none that this key may see.",
        "Take addresses from what GET /api/v1/returns and GET /api/v1/indicators answer.",
    ),
    EXPIRED: ("This is for signed-in people.", "Use a key."),
}


def page(
    request: HttpRequest, words: Words, *, status: int, first: str = "", reference: str = ""
) -> HttpResponse:
    """An error page; `first` is a sentence of our own that stands before the others.

    A system that calls the API is told the same as a problem.
    """
    if is_of_a_system(request):
        return as_problem(words, status=status, first=first)
    lines = (first, *words.lines) if first else words.lines
    context = {"title": words.title, "lines": lines, "reference": reference}
    return render(request, "design/error.html", context, status=status)


def as_problem(words: Words, *, status: int, first: str = "") -> HttpResponse:
    what, mend = TOLD_TO_SYSTEMS[words]
    return problem(HTTPStatus(status), first or what, mend=mend)


@open_to_all
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`."""
    return page(request, BAD, status=400)


@open_to_all
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403`: the words of a PermissionDenied are ours, and meant for the person."""
    first = str(exception) if isinstance(exception, PermissionDenied) else ""
    return page(request, NOT_ALLOWED, status=403, first=first)


@open_to_all
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`."""
    return page(request, NOT_FOUND, status=404)


@open_to_all
def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: asks nothing of the database, which may be what is broken."""
    reference = refs.new_ref()
    if room.is_full(sys.exc_info()[1]):
        return _full(request, reference)
    log.error("A page failed; the person was given the reference %s", reference)
    if is_of_a_system(request):
        mend = f"Try again in a few minutes, or give us the reference {reference}."
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, BROKEN.title, mend=mend)
    context = {"title": BROKEN.title, "lines": BROKEN.lines, "reference": reference}
    return HttpResponse(render_to_string("design/error.html", context), status=500)


def _full(request: HttpRequest, reference: str) -> HttpResponse:
    """A full disk is nobody's bug, and one person can mend it: it is said as it is."""
    log.error("The disk is full; the person was given the reference %s", reference)
    status = HTTPStatus.INSUFFICIENT_STORAGE
    if is_of_a_system(request):
        return problem(status, room.WHAT, mend=f"Send it again later. {room.MEND}")
    context = {"title": FULL.title, "lines": FULL.lines, "reference": reference}
    return HttpResponse(render_to_string("design/error.html", context), status=status)


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`."""
    return page(request, EXPIRED, status=403)
