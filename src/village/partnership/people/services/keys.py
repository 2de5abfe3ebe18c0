"""Keys of an agency's own systems: made by its data lead, shown once, ended at once."""

import hashlib
import secrets
import string
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from village import guard, trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people import rights
from village.partnership.people.models import AgencyKey, Body, KeyUse, Person, Role
from village.partnership.people.rights import Rights, running
from village.partnership.people.rules import (
    CALLS_A_MINUTE,
    KeyScope,
    RoleKind,
    asked_by_key,
    last_expiry,
)
from village.partnership.people.services.standing import standing

BEGINS = "village_"
"""How every key begins, so that a search for secrets finds one that was left lying about."""
SIGNS = string.ascii_letters + string.digits
KNOWN, SECRET = 8, 40
"""How many signs tell a key from others, and how many nobody can guess (238 bits)."""
A_MINUTE = timedelta(minutes=1)
WHY = "a count of calls; what a call did is an event of its own"
FROM_ONESELF = "You can give a key no more than you may see and do yourself."


def make(
    body: Body,
    *,
    label: str,
    purposes: Collection[KeyScope],
    expires_on: date,
    by: Person,
    at: datetime,
) -> tuple[AgencyKey, str]:
    """Make a key; the second part is the key itself, which nobody can be shown again.

    expires_on: the first day without it. Refused: somebody who is not the body's data lead
    themselves, a purpose that is not theirs, a day that is too late.
    """
    prefix, token = new_key()
    with trail.verb("people.make_key", by=by, at=at) as verb:
        day = localdate(at)
        role = _own_role(by, body, day=day)
        _refuse_more_than_own(by, body, purposes, at=at)
        _refuse_bad_expiry(expires_on, day=day)
        made = AgencyKey.objects.create(
            body=body,
            role=role,
            made_by=by,
            label=" ".join(label.split()),
            may_send=KeyScope.SEND in purposes,
            may_read=KeyScope.READ in purposes,
            prefix=prefix,
            digest=digest_of(token),
            made_at=at,
            expires_on=expires_on,
        )
        fields = ("label", "may_send", "may_read", "expires_on")
        verb.wrote("people.key", made.ref, fields=fields, subjects=(body.ref, by.ref))
    return made, token


def end(known: AgencyKey, *, by: Actor, at: datetime) -> AgencyKey:
    """End a key: its next call is refused. Refused: it is over, or is not theirs to end."""
    with trail.verb("people.end_key", by=by, at=at) as verb:
        found = AgencyKey.objects.system("re-read under lock").select_for_update(of=("self",))
        key = found.select_related("body").get(pk=known.pk)
        ender = standing(by, at=at)
        if not (ender.is_machine or may_end(ender.rights, key)):
            raise Refusal("Only the body's data lead or contact, or the business unit, ends a key.")
        if key.ended_at is not None:
            raise Refusal("This key was ended already.")
        key.ended_at, key.ended_by = at, ender.person
        key.save(update_fields=["ended_at", "ended_by"])
        verb.wrote("people.key", key.ref, fields=("ended_at",), subjects=(key.body.ref,))
    return key


def may_end(asker: Rights, key: AgencyKey) -> bool:
    """Whoever sees a key may end it: the worst that comes of it is a new one."""
    mine = asker.sends_for | asker.speaks_for
    return asker.counts_the_invited or asker.guards or key.body.ref in mine


def of_token(token: str) -> AgencyKey | None:
    """The key of these signs; whether it still works is for `rights.by_key` to say."""
    if not token.startswith(BEGINS) or len(token) > 200:
        return None
    found = AgencyKey.objects.system("the key itself is the right to it")
    whole = found.select_related("body", "role", "made_by")
    return whole.filter(digest=digest_of(token)).first()


def take_a_turn(key: AgencyKey, *, now: datetime, at: datetime) -> int:
    """Count a call; say how many seconds to wait where this minute's calls are used up, else 0.

    now: by the world's clock, which counts the minute. at: by the house's, which pages show.
    """
    with guard.writing_beside(KeyUse, why=WHY):
        first = KeyUse(key=key, last_used_at=at, minute_at=now)
        KeyUse.objects.bulk_create([first], ignore_conflicts=True)
        use = KeyUse.objects.system(WHY).select_for_update().get(key=key)
        if not use.minute_at <= now < use.minute_at + A_MINUTE:
            use.minute_at, use.calls = now, 0
        is_over = use.calls >= CALLS_A_MINUTE
        use.calls += 0 if is_over else 1
        use.last_used_at = at
        use.save(update_fields=["last_used_at", "minute_at", "calls"])
    left = use.minute_at + A_MINUTE - now
    return int(left.total_seconds()) + 1 if is_over else 0


def new_key() -> tuple[str, str]:
    """The beginning by which a key is known, and the whole of it."""
    known, secret = (
        "".join(secrets.choice(SIGNS) for _ in range(length)) for length in (KNOWN, SECRET)
    )
    return f"{BEGINS}{known}", f"{BEGINS}{known}_{secret}"


def digest_of(token: str) -> str:
    """All that is kept of a key: who reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _own_role(person: Person, body: Body, *, day: date) -> Role:
    """Their own role, not one that they stand in for: a key would outlive the stand-in."""
    own = Role.objects.system("a key works no longer than the role it was made by").filter(
        running(day), person=person, kind=RoleKind.DATA_LEAD, body=body
    )
    role = own.order_by("pk").first()
    if role is None:
        raise Refusal(f"Only a data lead of {body.name} makes its keys, and nobody in their place.")
    return role


def _refuse_more_than_own(
    person: Person, body: Body, purposes: Collection[KeyScope], *, at: datetime
) -> None:
    if not purposes:
        raise Refusal("Choose what the key is for.", field="purposes")
    if not asked_by_key(purposes, body=body.ref) <= rights.read(person, at=at).granted:
        raise Refusal(FROM_ONESELF, field="purposes")


def _refuse_bad_expiry(expires_on: date, *, day: date) -> None:
    if expires_on <= day:
        raise Refusal("Choose a day after today.", field="expires_on")
    if expires_on > last_expiry(day):
        raise Refusal(
            "Choose a day within twelve months: a key is made anew each year.",
            field="expires_on",
        )
