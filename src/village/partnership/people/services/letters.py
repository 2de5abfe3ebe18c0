"""Letters about sign-in and roles; post sends them once what they tell of is safe."""

from datetime import datetime

from village import trail
from village.guard import Actor
from village.partnership.people.models import Person


def send(
    person: Person, *, template: str, context: dict[str, object], by: Actor, at: datetime
) -> None:
    """Put a letter in the outbox, within the open verb; who has no address gets none."""
    from village.post import services as post

    if person.email:
        post.write(to=person, template=f"people/letters/{template}", context=context, by=by, at=at)


def send_by_itself(
    person: Person, *, template: str, context: dict[str, object], at: datetime
) -> None:
    """Write to a person about something that they did themselves, as a verb of its own."""
    with trail.verb("people.write_to", by=person, at=at) as verb:
        send(person, template=template, context=context, by=person, at=at)
        verb.wrote("people.person", person.ref, subjects=(person.ref,))
