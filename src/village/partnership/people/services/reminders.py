"""The contact of a body is reminded of roles that lapse: a letter a week while any does."""

from collections.abc import Callable
from datetime import date, datetime

from village import trail
from village.guard import Actor
from village.jobs import services as jobs
from village.jobs.models import Job
from village.partnership.people.models import Body
from village.partnership.people.selectors import bodies_to_remind
from village.partnership.people.services.letters import address_of, send
from village.partnership.people.services.standing import today

REMIND = "people.remind"


def promise(*, by: Actor, at: datetime) -> int:
    """Promise this week's letters, one job for each body; say how many were not promised yet."""
    due = bodies_to_remind(today(at))
    new = {body: key_of(body, today(at)) for body in due}
    promised = Job.objects.system("one letter a week").filter(kind=REMIND, key__in=new.values())
    known = set(promised.values_list("key", flat=True))
    new = {body: key for body, key in new.items() if key not in known}
    if new:
        with trail.verb("people.promise_reminders", by=by, at=at):
            for body, key in new.items():
                jobs.enqueue(REMIND, key=key, about={"body": body.ref}, by=by, at=at)
    return len(new)


def remind(ref: str, *, by: Actor, at: datetime, complete: Callable[[], object]) -> None:
    """Write to a body's contact; where nothing lapses any more, write nothing."""
    due = {body.ref: (body, roles) for body, roles in bodies_to_remind(today(at)).items()}
    body, roles = due.get(ref, (None, []))
    if body is None or body.contact is None:
        return
    facts = {
        "body": body.name,
        "count": len(roles),
        "lapses_on": min(role.confirmed_until for role in roles),
        "link": address_of("people:to_confirm"),
    }
    with trail.verb("people.remind", by=by, at=at) as verb:
        send(body.contact, template="confirm_roles", context=facts, by=by, at=at)
        verb.wrote("people.body", body.ref, subjects=(body.contact.ref,))
        complete()


def key_of(body: Body, day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{body.ref}:{year}-{week:02}"
