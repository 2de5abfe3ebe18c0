"""Questions to the trail: of a record, of those who looked, of a person.

Whoever asks must hold the right to; these are the pages of `people`, which say so. Reading the
trail about somebody is itself a read to be recorded by the page.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from village.guard import GuardedQuerySet
from village.trail.models import AnonymousRefusals, Event, EventSubject, Sort


def of_record(ref: str) -> GuardedQuerySet[Event]:
    """Everything that was done to, seen of or refused about one record, latest first."""
    about = EventSubject.objects.system("the trail of one record").filter(ref=ref)
    return _events("the trail of one record").filter(pk__in=about.values("event"))


def who_looked(ref: str) -> GuardedQuerySet[Event]:
    """Every look at one record, body or person, latest first."""
    about = EventSubject.objects.system("who looked").filter(ref=ref, sort=Sort.READ)
    return _events("who looked").filter(pk__in=about.values("event"))


def of_person(
    ref: str, *, since: datetime | None = None, until: datetime | None = None
) -> GuardedQuerySet[Event]:
    """Everything that one person did, saw or was refused, latest first."""
    events = _events("the report on one person").filter(by=ref)
    if since:
        events = events.filter(at__gte=since)
    return events.filter(at__lt=until) if until else events


def refusals(*, since: datetime | None = None) -> GuardedQuerySet[Event]:
    """What signed-in persons were refused, latest first."""
    events = _events("the report on refusals").filter(sort=Sort.REFUSED)
    return events.filter(at__gte=since) if since else events


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; nothing said means all. room: how the names begin, such as "people".

    by: refs of those who acted. about: refs of what it was about. until: the first moment beyond.
    """

    by: Collection[str] | None = None
    about: Collection[str] | None = None
    sort: str = ""
    room: str = ""
    names: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None


def found(asked: Search) -> GuardedQuerySet[Event]:
    """All events of a search, latest first."""
    events = _events("a search of the trail by its own readers")
    if asked.by is not None or asked.about is not None:
        about = EventSubject.objects.system("a search of the trail").filter(
            ref__in=asked.about or ()
        )
        events = events.filter(Q(by__in=asked.by or ()) | Q(pk__in=about.values("event")))
    if asked.names is not None:
        events = events.filter(name__in=asked.names)
    limits = {
        "sort": asked.sort,
        "name__startswith": f"{asked.room}." if asked.room else "",
        "at__gte": asked.since,
        "at__lt": asked.until,
    }
    return events.filter(**{name: limit for name, limit in limits.items() if limit})


def looks(names: Collection[str], *, since: datetime) -> GuardedQuerySet[Event]:
    """Every look of these names, latest first."""
    return found(Search(names=names, sort=Sort.READ, since=since))


def anonymous_refusals() -> GuardedQuerySet[AnonymousRefusals]:
    """How often nobody in particular was refused, by the hour, latest first."""
    counts = AnonymousRefusals.objects.system("a count names nobody")
    return counts.order_by("-hour_at", "name", "pk")


def _events(why: str) -> GuardedQuerySet[Event]:
    return Event.objects.system(why).order_by("-seq")
