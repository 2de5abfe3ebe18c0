"""Who may open a page: every view declares it, and the middleware refuses one that does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.views.decorators.csrf import csrf_exempt

from village.guard import declare, declared, open_to_all
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights
from village.partnership.people.rules import IDLE_FOR, WARNED_BEFORE, RoleKind, sight_in_words

__all__ = [
    "Access",
    "Request",
    "acting",
    "address_from",
    "granted",
    "is_on_this_machine",
    "keyed",
    "must",
    "open_to_all",
    "roles",
    "signed_in",
    "takes_files",
    "while_signing_in",
]

# Any callable of a request: Django's own name for it says no more.
View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Sitting:
    """How long this page may lie idle, in seconds; the base template warns before the end."""

    stay_at: str
    ends_in: int = int(IDLE_FOR.total_seconds())
    warned_before: int = int(WARNED_BEFORE.total_seconds())


class Request(HttpRequest):
    """A request as every view of the house gets it.

    timed_out: whose sitting this request found to be over. audience: who can see the page.
    """

    # Behind a page that somebody must be signed in for; where nobody need be, ask rights.person.
    user: Person
    at: datetime
    rights: Rights
    timed_out: Person | None
    sitting: Sitting | None
    audience: str


ANYBODY = "*"
"""In place of a kind of sight: whoever may open the page."""
LOOPBACK = frozenset({"127.0.0.1", "::1"})
OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
RELAYED = (
    "HTTP_CF_CONNECTING_IP",
    "HTTP_FORWARDED",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_SERVER",
    "HTTP_X_REAL_IP",
)
"""What web servers in front add; one that adds nothing cannot be seen."""


@dataclass(frozen=True, slots=True)
class Access:
    """kinds: one of these roles; scope: sight of this kind; neither: whoever is signed in.

    signing_in: a page of sign-in itself, which looks after its own visitors. files: it takes
    files from whoever has sight of this kind. by_key: another system asks, by a key of its body.
    """

    kinds: tuple[RoleKind, ...] = ()
    scope: str = ""
    signing_in: bool = False
    files: str = ""
    by_key: bool = False

    def takes_from(self, rights: Rights) -> bool:
        """Whether the page takes files from somebody who may open it."""
        return self.files == ANYBODY or (self.files != "" and rights.sees_any(self.files))

    def admits(self, rights: Rights) -> bool:
        if self.scope:
            return rights.sees_any(self.scope)
        return not self.kinds or rights.holds(*self.kinds)

    @property
    def audience(self) -> str:
        """Who can see the page, as its head says it."""
        if self.scope:
            return f"people who may see {sight_in_words(self.scope)}"
        return ", ".join(self.kinds) or "whoever is signed in"


def acting(request: Request) -> dict[str, Any]:  # Any: a person and a moment, as keywords
    """Who acts and when, as every verb asks for it."""
    return {"by": request.user, "at": request.at}


def must(allowed: bool, why: str) -> None:
    """Close a page with a reason to somebody who may know that it exists."""
    if not allowed:
        raise PermissionDenied(why)


def signed_in(view: View) -> View:
    """Open the page to whoever is signed in; its selectors say what each one finds there."""
    declare(view, Access())
    return view


def while_signing_in(view: View) -> View:
    """A page of sign-in: before, during and after it, also while a second step is still owed."""
    declare(view, Access(signing_in=True))
    return view


def roles(*kinds: str) -> Callable[[View], View]:
    """Open the page to whoever holds, or stands in for, one of these roles."""
    access = Access(kinds=tuple(RoleKind(kind) for kind in kinds))

    def decorate(view: View) -> View:
        declare(view, access)
        return view

    return decorate


def granted(scope: str) -> Callable[[View], View]:
    """Open the page to whoever has a grant of this kind of scope, for one body or for all."""

    def decorate(view: View) -> View:
        declare(view, Access(scope=scope))
        return view

    return decorate


def keyed(scope: str = "") -> Callable[[View], View]:
    """Open the address to another system, by a key that sees this kind of scope, or by any.

    Cookies and sign-in count for nothing there, so nothing can be sent in a browser's name.
    """

    def decorate(view: View) -> View:
        declare(view, Access(scope=scope, by_key=True))
        return csrf_exempt(view)

    return decorate


def takes_files(scope: str = ANYBODY) -> Callable[[View], View]:
    """A page that takes a file in from whoever has sight of this kind, for any body.

    Without a kind: from everybody to whom it is open.

    What anybody else sends, and what is sent to any other page, is dropped unread.
    """

    def decorate(view: View) -> View:
        access = declared(view)
        if not isinstance(access, Access):
            raise TypeError("Say first who may open the page: @takes_files stands above it.")
        declare(view, replace(access, files=scope))
        return view

    return decorate


def is_on_this_machine(request: HttpRequest) -> bool:
    """Say whether browser and site share a machine, with nothing in between."""
    host = split_domain_port(request.get_host())[0]
    relayed = any(name in request.META for name in RELAYED)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and host in OWN_HOSTS and not relayed


def address_from(request: HttpRequest) -> str:
    """Where somebody is, for counting failed tries; "" where nothing here can tell.

    Behind a web server on this machine everybody seems to be the machine itself. What that server
    says of them counts only where VILLAGE_PROXY says that it is there; else nobody is counted by
    address, so that one person's mistakes lock nobody else out.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if seen not in LOOPBACK:
        return seen
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.VILLAGE_PROXY else ""
    return told.rpartition(",")[2].strip()
