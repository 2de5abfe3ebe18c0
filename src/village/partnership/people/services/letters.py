"""Letters about sign-in and roles; post sends them once what they tell of is safe."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.kernel.seal import seal
from village.partnership.people.models import Person
from village.post import services as post
from village.post.selectors import undelivered


def send(
    person: Person, *, template: str, context: dict[str, object], by: Actor, at: datetime
) -> None:
    """Put a letter in the outbox, within the open verb; who has no address gets none."""
    if person.email:
        post.write(to=person, template=f"people/letters/{template}", context=context, by=by, at=at)


def send_by_itself(
    person: Person, *, template: str, context: dict[str, object], at: datetime
) -> None:
    """Write to a person about something that they did themselves, as a verb of its own."""
    with trail.verb("people.write_to", by=person, at=at) as verb:
        send(person, template=template, context=context, by=person, at=at)
        verb.wrote("people.person", person.ref, subjects=(person.ref,))


def write_to_nobody(*, at: datetime) -> None:
    """Do the work of a letter where there is nobody to write to, so that no clock tells which."""
    seal(b"nobody" * 80, post.keyring(), context=b"people.nobody")
    trail.refused_to_nobody("people.forgotten", at=at)


def address_of(name: str, *args: str) -> str:
    """The whole address of a page, as a letter needs it."""
    return settings.VILLAGE_ADDRESS.rstrip("/") + reverse(name, args=args)


def send_again(ref: str, *, by: Actor, at: datetime) -> None:
    """Try a letter once more that could not be delivered."""
    with trail.verb("people.send_again", by=by, at=at):
        letter = undelivered().filter(ref=ref).first()
        if letter is None:
            raise Refusal("This letter was sent, or is about to be.")
        post.send_again(letter, by=by, at=at)
