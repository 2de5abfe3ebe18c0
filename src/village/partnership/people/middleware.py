"""Every request passes here: who asks, when, what they may see, and what leaves the house."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.timezone import now

from village import trail
from village.guard import declared
from village.guard.pages import OPEN_TO_ALL
from village.partnership.people import api, rights
from village.partnership.people.access import Access, Request, Sitting
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights
from village.partnership.people.rules import sitting_is_over
from village.partnership.people.services import kept, sittings
from village.partnership.people.signals import SECOND_STEP

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SEEN_EVERY = 60


class Undeclared(RuntimeError):
    """A view says nothing of who may open it: a bug, so nobody may."""


def headers(get_response: Answer) -> Answer:
    """Say to every browser what a page of ours may load, and that is ours alone."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


class Seam:
    """Sets request.at and request.rights, and lets nobody into a view that does not admit them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, given: HttpRequest) -> HttpResponse:
        request = cast(Request, given)
        request.at = rights.moment()
        request.sitting = None
        access = access_of(request)
        if access.by_key:
            request.timed_out, request.rights = None, api.rights_of(request)
        else:
            request.timed_out = end_if_over(request)
            request.rights = rights_of(request)
            if request.rights.person is not None:
                request.sitting = Sitting(stay_at=reverse("people:me"))
        if not may_bring_files(request, access):
            request.upload_handlers = [NoFiles(request)]
        response = self.get_response(request)
        note_refusal(request, response)
        return keep_out_of_caches(request, response)

    def process_view(
        self, request: Request, view: Callable[..., object], args: Any, kwargs: Any
    ) -> HttpResponse | None:  # Any: as Django hands them on
        access = declared(view)
        if access == OPEN_TO_ALL:
            return None
        if not isinstance(access, Access):
            raise Undeclared(f"{view.__module__}.{view.__name__} does not say who may open it.")
        request.audience = access.audience
        if access.signing_in:
            return None
        if access.by_key:
            return api.refusal(request, access)
        if request.rights.person is None:
            return ask_to_sign_in(request)
        if request.rights.owes_second_step:
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if not access.admits(request.rights):
            raise PermissionDenied(f"This page is for: {access.audience}.")
        return None


def access_of(request: Request) -> Access:
    """Who may open the page that this request is for; of an address that is none, nobody brings
    anything."""
    try:
        access = declared(resolve(request.path_info).func)
    except Resolver404:
        return Access()
    return access if isinstance(access, Access) else Access()


def may_bring_files(request: Request, access: Access) -> bool:
    """Say, before a byte of the body is read, whether this page takes files from this person."""
    return (
        request.rights.person is not None
        and not request.rights.owes_second_step
        and access.admits(request.rights)
        and access.takes_from(request.rights)
    )


class NoFiles(FileUploadHandler):
    """Nobody leaves a file where none is asked for, not even for the time of one request."""

    dropped = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # Any: as Django's own
        self.dropped += 1
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called: the file was skipped before its first byte."""

    def file_complete(self, file_size: int) -> None:
        """Never called, as above."""

    @classmethod
    def dropped_by(cls, request: Request) -> int:
        return sum(h.dropped for h in request.upload_handlers if isinstance(h, cls))


def end_if_over(request: Request) -> Person | None:
    """End a sitting that lasted too long, and say whose it was."""
    if not request.user.is_authenticated:
        return None
    person, session = request.user, request.session
    began_at, seen_at = session.get("began_at", 0.0), session.get("seen_at", 0.0)
    if not sitting_is_over(now(), began_at=moment_at(began_at), seen_at=moment_at(seen_at)):
        if now().timestamp() - seen_at >= SEEN_EVERY:
            session["seen_at"] = now().timestamp()
        return None
    key = session.get("sitting", "")
    sittings.end(person, session_key=key, name="people.time_out", by=person, at=request.at)
    session.flush()
    request.user = cast(Person, AnonymousUser())  # nobody any more
    return person


def moment_at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def rights_of(request: Request) -> Rights:
    """What is in force for this request; who has still to take the second step has nothing yet."""
    if not request.user.is_authenticated:
        return rights.nobody(at=request.at)
    read = rights.read(request.user, at=request.at)
    taken = request.session.get(SECOND_STEP) == read.ref
    if read.needs_second_step and not taken:
        return Rights(person=request.user, at=request.at, owes_second_step=True)
    return read


def ask_to_sign_in(request: Request) -> HttpResponse:
    """Send to the sign-in page and back again; keep what was typed where we know by whom."""
    trail.refused_to_nobody("people.not_signed_in", at=request.at)
    asked = {"next": request.get_full_path()} if request.method in {"GET", "HEAD"} else {}
    if request.timed_out is not None:
        asked["over"] = "kept" if keep_typed(request, request.timed_out) else "time"
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(asked)}")


def keep_typed(request: Request, person: Person) -> bool:
    """Keep what came after the end of a sitting; its files are gone, and the page will say so."""
    if request.method != "POST":
        return False
    found = kept.keep(
        person,
        path=request.path,
        fields=request.POST.lists(),
        files_left_out=NoFiles.dropped_by(request),
        at=request.at,
    )
    return found is not None


def note_refusal(request: Request, response: HttpResponse) -> None:
    """Record that somebody signed in, or a key, was shown a closed door or nothing behind one."""
    match = request.resolver_match
    if response.status_code not in {403, 404} or match is None or request.rights.person is None:
        return
    name = re.sub(r"[^a-z.]+", "_", (match.view_name or "a.page").lower().replace(":", "."))
    kind = name if "." in name else f"people.{name}"
    ref = str(next(iter(match.kwargs.values()), "none"))
    known = ref if re.fullmatch(r"[\w.:@+-]{1,80}", ref, re.ASCII) else "unreadable"
    trail.refused(kind, by=request.rights, at=request.at, kind=kind, ref=known)


def keep_out_of_caches(request: Request, response: HttpResponse) -> HttpResponse:
    """Let no cache, and no back button of a shared machine, keep what somebody saw here."""
    is_public = request.rights.person is None and response.status_code == 200
    wanted = "no-cache" if is_public else "no-store"
    if "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = wanted
    return response
