"""Sittings begin and end here: one person at one browser."""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db.models import QuerySet

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person, SignIn
from village.partnership.people.rules import browser_in_words


def begin(person: Person, *, session_key: str, browser: str, at: datetime) -> SignIn:
    """Note that somebody signed in. browser: what theirs says of itself; kept in a few words."""
    with trail.verb(name="people.sign_in", by=person, at=at) as verb:
        sitting = SignIn.objects.create(
            person=person,
            session_key=session_key,
            browser=browser_in_words(browser),
            began_at=at,
        )
        verb.wrote("people.sign_in", sitting.ref, fields=("began_at",), subjects=(person.ref,))
    return sitting


def follow(*, old_key: str, new_key: str, by: Person, at: datetime) -> None:
    """Keep track of a sitting whose session was given a new key."""
    with trail.verb(name="people.follow_sitting", by=by, at=at) as verb:
        sitting = open_sittings(by).select_for_update().filter(session_key=old_key).first()
        if sitting is None:
            raise Refusal("This sitting has ended already.")
        sitting.session_key = new_key
        sitting.save(update_fields=["session_key"])
        verb.wrote("people.sign_in", sitting.ref, fields=("session_key",), subjects=(by.ref,))


def end(person: Person, *, session_key: str, by: Actor, at: datetime, name: str) -> None:
    """Note that a sitting ended. name: people.sign_out, or people.time_out where time did it."""
    # Somebody else may have ended it a moment ago; that they left is an event all the same.
    with trail.verb(name, by=by, at=at, empty=True) as verb:
        for sitting in open_sittings(person).select_for_update().filter(session_key=session_key):
            close(sitting, at=at)
            verb.wrote("people.sign_in", sitting.ref, fields=("ended_at",), subjects=(person.ref,))


def end_others(person: Person, *, keep: str, by: Actor, at: datetime) -> int:
    """End all of a person's sittings but the one with this session key; say how many."""
    if not open_sittings(person).exclude(session_key=keep).exists():
        return 0
    with trail.verb(name="people.end_other_sittings", by=by, at=at) as verb:
        others = list(open_sittings(person).select_for_update().exclude(session_key=keep))
        for sitting in others:
            drop_session(sitting.session_key)
            close(sitting, at=at)
            verb.wrote("people.sign_in", sitting.ref, fields=("ended_at",), subjects=(person.ref,))
    return len(others)


def end_all(person: Person, *, by: Actor, at: datetime) -> int:
    return end_others(person, keep="", by=by, at=at)


def open_sittings(person: Person) -> QuerySet[SignIn]:
    found = SignIn.objects.system("a person's own sittings")
    return found.filter(person=person, ended_at=None).order_by("pk")


def close(sitting: SignIn, *, at: datetime) -> None:
    sitting.ended_at = at
    sitting.save(update_fields=["ended_at"])


def drop_session(session_key: str) -> None:
    engine = import_module(settings.SESSION_ENGINE)
    engine.SessionStore(session_key).delete()
