"""What the sign-in library tells of is written in the trail; received here and nowhere else."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.timezone import now

from village import trail
from village.partnership.people.adapters import moment_of
from village.partnership.people.models import Person
from village.partnership.people.services import sittings

SECOND_STEP = "second_step"


def connect() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(on_signed_in, dispatch_uid="people.signed_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="people.signed_out")
    user_login_failed.connect(on_failed, dispatch_uid="people.failed")
    password_changed.connect(on_password_changed, dispatch_uid="people.password_changed")
    password_reset.connect(on_password_reset, dispatch_uid="people.password_reset")
    authenticator_added.connect(on_step_set_up, dispatch_uid="people.step_set_up")
    authenticator_reset.connect(on_codes_made, dispatch_uid="people.codes_made")
    authenticator_used.connect(on_step_taken, dispatch_uid="people.step_taken")
    authentication_failed.connect(on_step_failed, dispatch_uid="people.step_failed")


# Any, here and below: what a signal carries beside what we use.
def on_signed_in(*, request: HttpRequest, user: Person, **_: Any) -> None:
    """Begin a sitting: its key, and when it began and was last seen, by the real clock."""
    if not request.session.session_key:
        request.session.create()
    request.session["began_at"] = request.session["seen_at"] = now().timestamp()
    key = str(request.session.session_key)
    request.session["sitting"] = key
    browser = request.META.get("HTTP_USER_AGENT", "")
    sittings.begin(user, session_key=key, browser=browser, at=moment_of(request))


def on_signed_out(*, request: HttpRequest, user: Person | None, **_: Any) -> None:
    if user is not None:
        key = request.session.get("sitting", "")
        sittings.end(user, session_key=key, name="people.sign_out", by=user, at=moment_of(request))


def on_failed(*, request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None:
        trail.refused_to_nobody("people.sign_in", at=moment_of(request))


def on_password_changed(*, request: HttpRequest, user: Person, **_: Any) -> None:
    """Django gave the session a new key and made every other one worthless."""
    key = str(request.session.session_key)
    old, request.session["sitting"] = request.session.get("sitting", ""), key
    sittings.follow(old_key=old, new_key=key, by=user, at=moment_of(request))
    sittings.end_others(user, keep=key, by=user, at=moment_of(request))


def on_password_reset(*, request: HttpRequest, user: Person, **_: Any) -> None:
    sittings.end_all(user, by=user, at=moment_of(request))


def on_step_set_up(*, request: HttpRequest, user: Person, **_: Any) -> None:
    request.session[SECOND_STEP] = user.ref
    note(request, user, name="people.set_up_second_step")


def on_codes_made(*, request: HttpRequest, user: Person, **_: Any) -> None:
    note(request, user, name="people.make_recovery_codes")


def on_step_taken(*, request: HttpRequest, user: Person, **_: Any) -> None:
    request.session[SECOND_STEP] = user.ref
    note(request, user, name="people.take_second_step")


def on_step_failed(*, request: HttpRequest, user: Person, **_: Any) -> None:
    at = moment_of(request)
    trail.refused("people.take_second_step", by=user, at=at, kind="people.person", ref=user.ref)


def note(request: HttpRequest, person: Person, *, name: str) -> None:
    with trail.verb(name, by=person, at=moment_of(request)) as verb:
        verb.wrote("people.person", person.ref, fields=(SECOND_STEP,), subjects=(person.ref,))
