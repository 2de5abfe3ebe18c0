"""Who sent a return and who looked at it, by role and body: no page of returns names a looker."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from village.evidence.returns.models import Return
from village.evidence.returns.rules.lookers import Time, who
from village.evidence.returns.selectors.naming import EDITION, LOOKS
from village.partnership.people.models import Body, Delegation, Role
from village.partnership.people.rules import RoleKind
from village.trail import selectors as trail
from village.trail import words

WHY = "who looked is told by role and body, to whom they looked at"
KEY = "people.key"
"""A key by which a body's own system asks; its name would tell of its maker."""
MACHINE = "A system of the agency’s own, {body}"
LATEST = 200
"""Events that are read for one page."""
MOST = 20
"""Lines that one page shows."""
AT_WHAT = {
    "returns.export": "took out the list of what the checks found",
    "returns.look": "rows that the checks found",
    "returns.look_counts": "its counts",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One or more looks of one role at one kind of thing on one day."""

    on: date
    who: str
    what: str
    times: int


@dataclass(frozen=True, slots=True)
class Looks:
    """The newest looks. more: whether there were others before them."""

    lines: Sequence[Look]
    more: bool


def looks(owed: Return) -> Looks:
    """Who looked at what was sent for a return; the asker has proved that it is theirs.

    Cost: three queries, and none beyond the first where nobody looked.
    """
    events = list(trail.who_looked(owed.ref)[: LATEST + 1])
    seen = [(event.by, localdate(event.at), what) for event in events for what in _what(event)]
    names = roles_of({(by, day) for by, day, _ in seen}, body=owed.body)
    counted = Counter((day, names[by, day], what) for by, day, what in seen)
    lines = [Look(*key, times) for key, times in counted.items()]
    lines.sort(key=lambda look: look.on, reverse=True)
    return Looks(lines[:MOST], len(lines) > MOST or len(events) > LATEST)


def _what(event: Any) -> Iterator[str]:  # Any: an Event, whose detail is plain JSON
    """What of an edition was looked at; reading its trail is no look at it."""
    for entry in event.detail["entries"]:
        name = entry.get("verb", event.name)
        if entry.get("sort") == "read" and entry["kind"] == EDITION and name in LOOKS:
            yield AT_WHAT[name]


def role_of(ref: str, at: datetime, *, body: Body) -> str:
    """In which role somebody acted at a moment, as words. Cost: two queries."""
    day = localdate(at)
    return roles_of({(ref, day)}, body=body)[ref, day]


def roles_of(wanted: Collection[tuple[str, date]], *, body: Body) -> Mapping[tuple[str, date], str]:
    """The same for many people and days at once; a part of the house is called what it is."""
    people = {ref for ref, _ in wanted if ":" not in ref}
    times = _times(people) if people else {}
    keys = {ref for _, ref in words.names_of({KEY: people - times.keys()})}

    def called(ref: str, day: date) -> str:
        if ":" in ref:
            return words.of_system(ref)
        if ref in keys:
            return MACHINE.format(body=body.name)
        return who(times.get(ref, []), day=day, body=body.name)

    return {(ref, day): called(ref, day) for ref, day in wanted}


def _times(people: Collection[str]) -> Mapping[str, list[Time]]:
    """The roles that people held or stood in for, past ones too, by the person's ref."""
    found: dict[str, list[Time]] = defaultdict(list)
    held = Role.objects.system(WHY).filter(person__ref__in=people)
    for role in held.select_related("person", "body").order_by("-starts_on", "pk"):
        over = min(role.ends_on or role.confirmed_until, role.confirmed_until)
        found[role.person.ref].append(_time(role, role.starts_on, over))
    lent = Delegation.objects.system(WHY).filter(person__ref__in=people)
    for one in lent.select_related("person", "role__body").order_by("-from_on", "pk"):
        found[one.person.ref].append(_time(one.role, one.from_on, one.until_on, stands_in=True))
    return found


def _time(role: Role, from_on: date, until_on: date, *, stands_in: bool = False) -> Time:
    body = role.body.name if role.body else ""
    return Time(RoleKind(role.kind), body, from_on, until_on, stands_in)
