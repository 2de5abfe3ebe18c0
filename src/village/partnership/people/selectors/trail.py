"""The trail as pages show it: refs of people with their names, entries in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from village.partnership.people.models import Person
from village.post import selectors as post
from village.post.models import Letter
from village.trail import selectors as trail
from village.trail.models import AnonymousRefusals, Event

EVENTS_ON_A_PAGE = 50
HOURS_SHOWN = 24
SORTS = {"did": "changed", "read": "looked at", "refused": "was refused"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of one event. who: a name, or which part of the house."""

    at: datetime
    who: str
    sort: str
    name: str
    kind: str
    ref: str
    fields: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class TrailPage:
    lines: tuple[Line, ...]
    page: "Page[Event]"


def of_record(ref: str, *, page: str | None) -> TrailPage:
    """What was done to, seen of or refused about one record: three queries."""
    return paged(trail.of_record(ref), page=page, only=ref)


def who_looked(ref: str, *, page: str | None) -> TrailPage:
    """Who looked at one record."""
    return paged(trail.who_looked(ref), page=page, only=ref)


def of_person(ref: str, *, page: str | None) -> TrailPage:
    """What one person did, saw or was refused."""
    return paged(trail.of_person(ref), page=page)


def refusals(*, page: str | None) -> TrailPage:
    """What signed-in people were refused, latest first."""
    return paged(trail.refusals(), page=page)


def anonymous_refusals() -> list[AnonymousRefusals]:
    """The latest hours in which somebody not signed in was refused."""
    return list(trail.anonymous_refusals()[:HOURS_SHOWN])


def undelivered() -> list[tuple[Letter, str]]:
    """Letters that could not be delivered, each with the name of whom it is for."""
    letters = list(post.undelivered()[:100])
    names = names_of(letter.to for letter in letters)
    return [(letter, names.get(letter.to, letter.to)) for letter in letters]


def last_change(ref: str) -> tuple[str, datetime | None]:
    """Who changed a record last, and when."""
    event = trail.of_record(ref).filter(sort="did").first()
    if event is None:
        return "somebody", None
    return names_of([event.by]).get(event.by, event.by), event.at


def paged(events: QuerySet[Event], *, page: str | None, only: str = "") -> TrailPage:
    shown = Paginator(events, EVENTS_ON_A_PAGE).get_page(page)
    names = names_of(event.by for event in shown)
    return TrailPage(
        lines=tuple(line for event in shown for line in lines_of(event, names, only=only)),
        page=shown,
    )


def lines_of(event: Event, names: dict[str, str], *, only: str) -> list[Line]:
    """The entries of an event; of one that touched many records, those about this one first."""
    entries: list[dict[str, Any]] = event.detail["entries"]  # Any: plain JSON
    about = [entry for entry in entries if only in {"", entry["ref"]}] or entries
    return [
        Line(
            at=event.at,
            who=names.get(event.by, event.by),
            sort=SORTS[entry.get("sort", "did")],
            name=words(entry.get("verb", event.name)),
            kind=words(entry["kind"]),
            ref=entry["ref"],
            fields=", ".join(words(field) for field in entry.get("fields", [])),
            rows=entry.get("rows"),
        )
        for entry in about
    ]


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """Names of people by ref; a part of the house keeps its own."""
    wanted = {ref for ref in refs if ":" not in ref}
    if not wanted:
        return {}
    found = Person.objects.system("the trail's own readers see who").filter(ref__in=wanted)
    return dict(found.values_list("ref", "name"))


def words(name: str) -> str:
    """people.end_delegation as "people: end delegation"."""
    return name.replace(".", ": ").replace("_", " ")
