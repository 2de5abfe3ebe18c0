"""People come to be known here, and their sign-in is closed or opened again."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person
from village.partnership.people.services.letters import send
from village.partnership.people.services.sittings import end_all
from village.partnership.people.services.standing import refuse_if_stale, standing


def add_person(
    name: str, *, email: str | None = None, key: str | None = None, by: Actor, at: datetime
) -> Person:
    """Note somebody by name; to sign in they must be invited."""
    with trail.verb(name="people.add_person", by=by, at=at) as verb:
        giver = standing(by, at=at)
        if not (giver.is_machine or giver.manages or giver.rights.speaks_for):
            raise Refusal("Only a business manager or a body's contact can add a person.")
        person = Person.objects.create(
            name=name.strip(),
            email=free_address(email),
            key=key,
            password=make_password(None),
        )
        verb.wrote("people.person", person.ref, fields=("name", "email"), subjects=(person.ref,))
    return person


def correct_person(
    known: Person,
    *,
    name: str,
    email: str | None,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Person:
    """Correct somebody's name or e-mail address."""
    with trail.verb("people.correct_person", by=by, at=at) as verb:
        giver = standing(by, at=at)
        if not (giver.is_machine or giver.manages):
            raise Refusal("Only a business manager can correct what is noted of a person.")
        person = Person.objects.system("re-read under lock").select_for_update().get(pk=known.pk)
        refuse_if_stale(person, version=version)
        wanted = free_address(email, but=person.pk)
        if person.email and wanted != person.email:
            # To the old address, as whoever reads there should know.
            send(person, template="address_changed", context={}, by=by, at=at)
        person.name, person.email = name.strip(), wanted
        person.version += 1
        person.save(update_fields=["name", "email", "version"])
        verb.wrote("people.person", person.ref, fields=("name", "email"), subjects=(person.ref,))
    return person


def free_address(email: str | None, *, but: int = 0) -> str | None:
    """Give an address as it is kept, or refuse one that belongs to somebody else."""
    kept = email.strip().lower() if email else None
    others = Person.objects.system("an e-mail address belongs to one person").exclude(pk=but)
    if kept and others.filter(email=kept).exists():
        raise Refusal("Somebody has this e-mail address already.", field="email")
    return kept


def close_sign_in(
    known: Person, *, why: str, version: int | None = None, by: Actor, at: datetime
) -> Person:
    """Close somebody's sign-in at once, and write to them that it happened and why."""
    with trail.verb(name="people.close_sign_in", by=by, at=at) as verb:
        person = set_active(known, active=False, version=version, by=by, at=at)
        end_all(person, by=by, at=at)
        send(person, template="sign_in_closed", context={"why": why}, by=by, at=at)
        verb.wrote("people.person", person.ref, fields=("is_active",), subjects=(person.ref,))
    return person


def reopen_sign_in(
    known: Person, *, why: str, version: int | None = None, by: Actor, at: datetime
) -> Person:
    """Open a sign-in that was closed, and write to them that they can come in again."""
    with trail.verb(name="people.reopen_sign_in", by=by, at=at) as verb:
        person = set_active(known, active=True, version=version, by=by, at=at)
        send(person, template="sign_in_opened", context={"why": why}, by=by, at=at)
        verb.wrote("people.person", person.ref, fields=("is_active",), subjects=(person.ref,))
    return person


def set_password(person: Person, *, password: str, by: Actor, at: datetime) -> None:
    """Give somebody the password that they chose; every other sitting of theirs ends."""
    with trail.verb("people.set_password", by=by, at=at) as verb:
        person.set_password(password)
        person.version += 1
        person.save(update_fields=["password", "version"])
        verb.wrote("people.person", person.ref, fields=("password",), subjects=(person.ref,))


def take_off_second_step(
    known: Person, *, why: str, version: int | None = None, by: Actor, at: datetime
) -> Person:
    """Let somebody who lost their telephone set up one-time codes anew at their next sign-in."""
    with trail.verb("people.take_off_second_step", by=by, at=at) as verb:
        giver = standing(by, at=at)
        if not (giver.is_machine or giver.manages):
            raise Refusal("Only a business manager can take off somebody's second step.")
        if giver.is_self(known):
            raise Refusal("Nobody takes off their own second step: ask another business manager.")
        person = Person.objects.system("re-read under lock").select_for_update().get(pk=known.pk)
        refuse_if_stale(person, version=version)
        found, _ = Authenticator.objects.filter(user=person).delete()
        if not found:
            raise Refusal(f"{person.name} has no second step set up.")
        person.version += 1
        person.save(update_fields=["version"])
        end_all(person, by=by, at=at)
        send(person, template="second_step_removed", context={"why": why}, by=by, at=at)
        verb.wrote("people.person", person.ref, fields=("second_step",), subjects=(person.ref,))
    return person


def set_active(
    known: Person, *, active: bool, version: int | None, by: Actor, at: datetime
) -> Person:
    giver = standing(by, at=at)
    if not (giver.is_machine or giver.manages):
        raise Refusal("Only a business manager can close or open somebody's sign-in.")
    person = Person.objects.system("re-read under lock").select_for_update().get(pk=known.pk)
    refuse_if_stale(person, version=version)
    if person.is_active is active:
        raise Refusal(f"This sign-in is {'open' if active else 'closed'} already.")
    person.is_active = active
    person.version += 1
    person.save(update_fields=["is_active", "version"])
    return person
