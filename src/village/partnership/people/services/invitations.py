"""A worker of any agency is asked in by a link that works once; no council address is needed."""

import hashlib
import secrets
from datetime import datetime

from django.utils.timezone import localdate

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Invitation, Person, Role
from village.partnership.people.rules import INVITED_FOR
from village.partnership.people.selectors import open_invitation
from village.partnership.people.services.letters import address_of, send
from village.partnership.people.services.standing import Standing, standing

SPENT = (
    "This link was used already, or its seven days are over. "
    "Ask whoever invited you to send another one."
)


def invite(known: Person, *, by: Actor, at: datetime) -> Invitation:
    """Send somebody a link to choose a password; an earlier link stops working."""
    token = secrets.token_urlsafe(32)
    with trail.verb("people.invite", by=by, at=at) as verb:
        person = Person.objects.system("re-read under lock").select_for_update().get(pk=known.pk)
        if not may_invite(standing(by, at=at), person):
            raise Refusal("Only a business manager, or the contact of their body, can invite them.")
        if person.email is None or not person.is_active:
            raise Refusal("Nobody can be invited without an e-mail address and an open sign-in.")
        if person.has_usable_password():
            raise Refusal(f"{person.name} chose a password already and can sign in.")
        earlier = Invitation.objects.system("one link at a time").filter(person=person)
        earlier.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
        invitation = Invitation.objects.create(
            person=person, digest=digest_of(token), sent_at=at, expires_at=at + INVITED_FOR
        )
        facts = {
            "link": address_of("people:accept", token),
            "expires_on": localdate(invitation.expires_at),
        }
        send(person, template="invitation", context=facts, by=by, at=at)
        verb.wrote("people.invitation", invitation.ref, subjects=(person.ref,))
    return invitation


def accept(token: str, *, password: str, at: datetime) -> Person:
    """Use a link: its person sets a password. The link works no second time."""
    invitation = open_invitation(digest=digest_of(token), at=at)
    if invitation is None:
        raise Refusal(SPENT)
    person = invitation.person
    with trail.verb("people.accept_invitation", by=person, at=at) as verb:
        # Counted under lock: of two clicks at one moment, one is refused.
        found = Invitation.objects.system("used once").filter(pk=invitation.pk, used_at=None)
        if found.update(used_at=at) != 1:
            raise Refusal(SPENT)
        person.set_password(password)
        person.version += 1
        person.save(update_fields=["password", "version"])
        verb.wrote("people.invitation", invitation.ref, fields=("used_at",))
        verb.wrote("people.person", person.ref, fields=("password",), subjects=(person.ref,))
    return person


def may_invite(giver: Standing, person: Person) -> bool:
    """Say whether somebody may invite this person: managers anybody, contacts their own people."""
    if giver.is_machine or giver.manages:
        return True
    held = Role.objects.system("whose people they are").filter(person=person)
    return held.filter(body__ref__in=giver.rights.speaks_for).exists()


def digest_of(token: str) -> str:
    """All that is kept of a link: who reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()
