"""Addresses with planted faults, for the tests of the seam and of the walker alone."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from village.partnership.people.access import Request, granted, open_to_all, roles, signed_in
from village.partnership.people.models import SignIn


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("anybody reads this")


@open_to_all
def for_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for all")


@open_to_all
def what_i_may(request: Request) -> HttpResponse:
    """An open page that shows more to who may see more."""
    scopes = [*request.rights.granted, *request.rights.scopes("returns")]
    return HttpResponse(" ".join(sorted(scopes)))


@roles("scrutineer")
def for_scrutineers(request: Request) -> HttpResponse:
    return HttpResponse("for scrutineers")


@granted("returns")
def for_who_sees_returns(request: Request) -> HttpResponse:
    return HttpResponse("for who sees returns")


@signed_in
def nothing_here(request: Request, ref: str) -> HttpResponse:
    raise Http404


@signed_in
def forgotten_filter(request: Request) -> HttpResponse:
    """Lists everybody's sittings, as if somebody had forgotten visible_to."""
    found = SignIn.objects.system("a planted fault").order_by("pk")
    return HttpResponse(" ".join(sitting.person.name for sitting in found))


@signed_in
def says_that_it_exists(request: Request, ref: str) -> HttpResponse:
    """Answers 403 where nobody may know that there is something."""
    found = SignIn.objects.system("a planted fault").filter(ref=ref).first()
    if found is None:
        raise Http404
    if found.person_id != request.rights.person_pk:
        raise PermissionDenied("This is somebody else's.")
    return HttpResponse("mine")


@signed_in
def counts_all(request: Request) -> HttpResponse:
    """Shows no row, and gives away how many there are."""
    return HttpResponse(str(SignIn.objects.system("a planted fault").count()))


KEPT_ANSWER: list[str] = []


@signed_in
def same_for_all(request: Request) -> HttpResponse:
    """Keeps the first answer and gives it to everybody."""
    if not KEPT_ANSWER:
        KEPT_ANSWER.append(request.user.name)
    return HttpResponse(KEPT_ANSWER[0])


urlpatterns = [
    path("undeclared/", undeclared, name="undeclared"),
    path("for-all/", for_all, name="for_all"),
    path("what-i-may/", what_i_may, name="what_i_may"),
    path("for-scrutineers/", for_scrutineers, name="for_scrutineers"),
    path("for-who-sees-returns/", for_who_sees_returns, name="for_who_sees_returns"),
    path("nothing-here/<slug:ref>/", nothing_here, name="nothing_here"),
    path("forgotten-filter/", forgotten_filter, name="forgotten_filter"),
    path("says-that-it-exists/<slug:ref>/", says_that_it_exists, name="says_that_it_exists"),
    path("counts-all/", counts_all, name="counts_all"),
    path("same-for-all/", same_for_all, name="same_for_all"),
    path("", include("village.partnership.people.urls")),
]
