"""One chain of events: each holds the hash of the one before, so that a mended link is seen."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from django.db import connection

from village.kernel import canonical

if TYPE_CHECKING:  # the room's door is opened before Django has read its models
    from village.trail.models import Event

EMPTY = "0" * 64
# The lock on the head of the chain, held until commit; any number that nobody else uses.
_HEAD_LOCK = 0x76696C6C616765
_AT_ONCE = 2000

# Pairs of sort and ref, in order.
Subjects: TypeAlias = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one verb did to one record, or who looked at it."""

    name: str
    kind: str
    ref: str
    fields: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    values: Mapping[str, object] | None = field(default=None, repr=False)
    rows: int | None = None
    sort: str = "did"

    def detail(self, *, of: str, salt: bytes) -> dict[str, Any]:  # Any: plain JSON
        """The entry as kept; what says nothing new is left out."""
        kept: dict[str, Any] = {"kind": self.kind, "ref": self.ref}
        if self.name != of:
            kept["verb"] = self.name
        if self.sort != "did":
            kept["sort"] = self.sort
        if self.fields:
            kept["fields"] = list(self.fields)
        if self.rows is not None:
            kept["rows"] = self.rows
        if self.values:
            kept["hash"] = hash_of(self.values, salt=salt)
        return kept


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: kept on another machine, it proves that nothing before it was changed."""

    seq: int
    hash: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str(head)` wrote; raises ValueError where it is not one."""
        seq, _, digest = text.strip().partition(":")
        if not seq.isdigit() or len(digest) != len(EMPTY) or set(digest) - set("0123456789abcdef"):
            raise ValueError("An anchor reads like 4012:9f2c… as `village trail verify` prints it.")
        return cls(int(seq), digest)

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Verified:
    """The chain is whole."""

    events: int
    head: Head


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event that is not as it was written; seq 0 stands for the chain itself."""

    seq: int
    why: str


def hash_of(values: Mapping[str, object], *, salt: bytes) -> str:
    """The salted hash under which changed values are kept."""
    return hmac.new(salt, canonical.dumps(values), hashlib.sha256).hexdigest()


def append(name: str, *, by: str, at: datetime, entries: Sequence[Entry]) -> "Event":
    """Add one event as the last statements of the open transaction."""
    from village.trail.models import Event, EventSalt, EventSubject

    salt = secrets.token_bytes(16)
    detail = {"entries": [entry.detail(of=name, salt=salt) for entry in entries]}
    subjects = _subjects(entries)
    last = _locked_head()
    event = Event(
        seq=last.seq + 1,
        at=at,
        by=by,
        name=name,
        sort=_sort(entries),
        detail=detail,
        previous=last.hash,
    )
    event.hash = link(event, subjects)
    event.save(force_insert=True)
    EventSubject.objects.bulk_create(
        (EventSubject(event=event, sort=sort, ref=ref) for sort, ref in subjects),
        batch_size=_AT_ONCE,
    )
    if any(entry.values for entry in entries):
        EventSalt.objects.create(event=event, salt=salt.hex())
    return event


def _subjects(entries: Sequence[Entry]) -> Subjects:
    refs = {(entry.sort, ref) for entry in entries for ref in (entry.ref, *entry.subjects)}
    return sorted(refs)


def _sort(entries: Sequence[Entry]) -> str:
    """A deed with a look in it is a deed."""
    sorts = {entry.sort for entry in entries} or {"did"}
    return "did" if "did" in sorts else min(sorts)


def _locked_head() -> Head:
    """The last link, with nobody else able to add one until we commit.

    SQLite has one writer anyway. PostgreSQL takes a lock that ends with the transaction; the next
    statement then sees what was committed while we waited.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_HEAD_LOCK])
    return head()


def head() -> Head:
    """The last link of the chain; print it, and keep it somewhere else."""
    from village.trail.models import Event

    events = Event.objects.system("the chain goes on from its last link")
    last = events.order_by("-seq").values_list("seq", "hash").first()
    return Head(*last) if last else Head(0, EMPTY)


def link(event: "Event", subjects: Subjects) -> str:
    """The hash of an event and of all before it, through `previous`."""
    body = {
        "seq": event.seq,
        "at": event.at,
        "by": event.by,
        "name": event.name,
        "sort": event.sort,
        "detail": event.detail,
        "subjects": subjects,
        "previous": event.previous,
    }
    return hashlib.sha256(canonical.dumps(body)).hexdigest()


def verify(anchor: Head | None = None) -> Verified | Broken:
    """Walk the whole chain, 2,000 events in memory at a time, and name the first bad one.

    anchor: a head kept elsewhere; without it, a cut tail or a chain written anew looks whole.
    """
    last, count = Head(0, EMPTY), 0
    for event, subjects in _events():
        if why := _fault(event, subjects, last=last, anchor=anchor):
            return Broken(event.seq, why)
        last, count = Head(event.seq, event.hash), count + 1
    if anchor and anchor.seq > last.seq:
        return Broken(last.seq + 1, "it and what follows are gone: the anchor names a later event")
    return Verified(count, last)


def _fault(event: "Event", subjects: Subjects, *, last: Head, anchor: Head | None) -> str | None:
    if event.seq != last.seq + 1:
        return f"event {last.seq + 1} before it is gone"
    if event.previous != last.hash:
        return "it does not follow from the event before"
    if event.hash != link(event, subjects):
        return "its content or its subjects are not what was written"
    if anchor and anchor.seq == event.seq and anchor.hash != event.hash:
        return "the chain was written anew: its hash is not the anchor's"
    return None


def _events() -> "Iterator[tuple[Event, Subjects]]":
    """Every event with its subjects, in order, by short reads that hold nobody up."""
    from village.trail.models import Event

    after, rows = 0, Event.objects.system("the whole chain is verified").order_by("seq")
    while events := list(rows.filter(seq__gt=after)[:_AT_ONCE]):
        subjects = _subjects_of(events[0].seq, events[-1].seq)
        for event in events:
            yield event, sorted(subjects.get(event.seq, []))
        after = events[-1].seq


def _subjects_of(first: int, last: int) -> dict[int, Subjects]:
    from village.trail.models import EventSubject

    rows = EventSubject.objects.system("the whole chain is verified").filter(
        event__gte=first, event__lte=last
    )
    found: dict[int, Subjects] = {}
    for seq, sort, ref in rows.values_list("event_id", "sort", "ref"):
        found.setdefault(seq, []).append((sort, ref))
    return found
