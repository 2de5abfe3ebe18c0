"""Letters about returns that are due or late: to who sends them and, at last, the business unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from village import trail
from village.evidence.returns.models import Edition, Reminder, Return
from village.evidence.returns.rules import LIVE
from village.evidence.returns.rules.reminders import (
    BEFORE_DUE,
    COPIED,
    SENDERS,
    UNIT,
    Step,
    is_news,
    reached,
    window,
)
from village.evidence.returns.services.standing import Overtaken
from village.guard import Actor
from village.kernel.days import england
from village.partnership.people.models import BarredScope, Delegation, Person, Role
from village.partnership.people.rights import read, running
from village.partnership.people.services.letters import address_of
from village.post import services as post

WHY = "who owes a return is reminded of it"
DUE, LATE, TOLD = (
    f"returns/letters/return_{kind}" for kind in ("due", "late", "late_business_unit")
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is written to; is_copy: as the agency lead, beside those who send."""

    person: Person
    is_copy: bool = False


def remind(*, by: Actor, at: datetime) -> int:
    """Write about each return that reached a step and was not received; say about how many.

    Each step of a return is one verb, with its letters and its row: all of it or nothing.
    """
    day = localdate(at)
    return sum(_remind_of(owed, by=by, at=at) for owed in _open(day) if _step(owed, day))


def _open(day: date) -> Sequence[Return]:
    """Owed around this day by bodies that exist, and with nothing sent that stands."""
    first, last = window(day)
    found = Return.objects.system(WHY).filter(brought=False)
    found = found.filter(
        Q(body__ends_on__isnull=True) | Q(body__ends_on__gt=day), due_on__range=(first, last)
    )
    received = Edition.objects.system(WHY).filter(state__in=LIVE)
    open_ones = found.exclude(pk__in=received.values("of")).select_related("body")
    return list(open_ones.order_by("due_on", "pk"))


def _step(owed: Return, day: date) -> Step | None:
    """The step that a return has reached and nobody was told of; None where none."""
    step = reached(owed.due_on, day=day, calendar=england())
    told = Reminder.objects.system(WHY).filter(of=owed).values_list("step", flat=True)
    return step if step and is_news(step, told=list(told)) else None


def _remind_of(owed: Return, *, by: Actor, at: datetime) -> bool:
    """Look again under lock, then write; nothing where another worker or a sender was faster."""
    day = localdate(at)
    if not _readers(owed, _step(owed, day), at=at):
        return False
    try:
        with trail.verb("returns.remind", by=by, at=at) as verb:
            Return.objects.system(WHY).select_for_update().get(pk=owed.pk)
            step = _step(owed, day)
            readers = _readers(owed, step, at=at)
            if step is None or not readers or _is_received(owed):
                raise Overtaken
            Reminder.objects.create(of=owed, step=step, letters=len(readers), written_at=at)
            for reader in readers:
                _write(owed, step, reader, by=by, at=at)
            verb.wrote("return", owed.ref, fields=("reminder",), subjects=(owed.body.ref,))
    except Overtaken:
        return False
    return True


def _is_received(owed: Return) -> bool:
    return Edition.objects.system(WHY).filter(of=owed, state__in=LIVE).exists()


def _write(owed: Return, step: Step, reader: Reader, *, by: Actor, at: datetime) -> None:
    template = DUE if step in BEFORE_DUE else TOLD if step is Step.UNIT else LATE
    late = (localdate(at) - owed.due_on).days
    facts: dict[str, object] = {
        "title": owed.title,
        "period": owed.period.label,
        "body": owed.body.name,
        "due_on": owed.due_on,
        "late": f"{late} day" if late == 1 else f"{late} days",
        "copy": "yes" if reader.is_copy else "",
        "link": address_of("returns:calendar")
        if reader.is_copy or step is Step.UNIT
        else address_of("returns:one", owed.ref),
    }
    post.write(to=reader.person, template=template, context=facts, by=by, at=at)


def _readers(owed: Return, step: Step | None, *, at: datetime) -> Sequence[Reader]:
    """Whom a step is told to, each once; nobody who is barred, whose sign-in ended, or whose role.

    Cost: a few queries for each person of the body.
    """
    if step is None:
        return []
    if step is Step.UNIT:
        return [Reader(person) for person in _holding(Q(kind__in=UNIT), localdate(at))]
    senders = _of_body(owed, SENDERS, localdate(at))
    found = [Reader(person) for person in senders if _may_send(person, owed, at=at)]
    if step in BEFORE_DUE:
        return found
    known = {reader.person.pk for reader in found}
    return [*found, *(one for one in _leads(owed, at=at) if one.person.pk not in known)]


def _leads(owed: Return, *, at: datetime) -> Iterator[Reader]:
    for person in _of_body(owed, COPIED, localdate(at)):
        if not _is_barred(person, owed, localdate(at)):
            yield Reader(person, is_copy=True)


def _of_body(owed: Return, kind: str, day: date) -> Sequence[Person]:
    return _holding(Q(kind=kind, body=owed.body_id), day)


def _holding(which: Q, day: date) -> Sequence[Person]:
    """Who holds such a role that day, or stands in for who does, and can be written to."""
    roles = Role.objects.system(WHY).filter(running(day), which)
    lent = Delegation.objects.system(WHY).filter(role__in=roles, from_on__lte=day, until_on__gt=day)
    people = Person.objects.system(WHY).filter(
        Q(pk__in=roles.values("person")) | Q(pk__in=lent.values("person")), is_active=True
    )
    return [person for person in people.order_by("pk") if person.email]


def _may_send(person: Person, owed: Return, *, at: datetime) -> bool:
    """Whether the return's page would let them send: the same rights, read the same way."""
    rights = read(person, at=at)
    return rights.sees(owed.scope) and rights.holds(SENDERS, body=owed.body)


def _is_barred(person: Person, owed: Return, day: date) -> bool:
    bars = BarredScope.objects.system(WHY).filter(
        Q(bar__until_on__isnull=True) | Q(bar__until_on__gt=day),
        bar__person=person,
        bar__from_on__lte=day,
        scope=owed.scope,
    )
    return bars.exists()
