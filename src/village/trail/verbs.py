"""The only opener of a write transaction, and the record of reads and refusals."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F

from village import guard
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.trail import chain, guards
from village.trail.chain import Entry

_NAME = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
# Refs, field names and scopes: no space, so that a name or a sentence cannot slip in.
REF = r"[0-9A-Za-z_.:@+-]{1,80}"
_REF = re.compile(REF)


class EmptyVerb(RuntimeError):
    """A verb closed and had recorded nothing that it wrote: a bug; nothing was written."""


class Unrecorded(Refusal):
    """What cannot be written in the trail is not shown."""


@dataclass(frozen=True, slots=True)
class System:
    """A part of the house that acts by itself: `System("worker")`."""

    part: str

    @property
    def ref(self) -> str:
        return f"system:{self.part}"


@dataclass(slots=True)
class Verb:
    """An open verb: tell it what was written, and what to do once that is safe."""

    name: str
    by: str
    at: datetime
    _entries: list[Entry] = field(default_factory=list)
    _silent: bool = False

    def wrote(
        self,
        kind: str,
        ref: str,
        *,
        fields: tuple[str, ...] = (),
        subjects: tuple[str, ...] = (),
        values: Mapping[str, object] | None = None,
    ) -> None:
        """Record one record that was written, by ref and field names.

        subjects: whom or what else it is about (a body, a person), to be found by.
        values: the new values of some fields; only a salted hash of them is kept.
        """
        named = tuple(dict.fromkeys((*fields, *(values or {}))))
        self._take(Entry(self.name, kind, ref, fields=named, subjects=subjects, values=values))

    def after(self, effect: Callable[[], None]) -> None:
        """Do this once all is committed, and not at all if it is not."""
        transaction.on_commit(effect)

    def _take(self, entry: Entry) -> None:
        for text in (entry.kind, entry.ref, *entry.fields, *entry.subjects):
            if not _REF.fullmatch(text):
                raise ValueError(f"{self.name}: the trail takes refs and field names, no values.")
        self._entries.append(entry)


_open: ContextVar[Verb | None] = ContextVar("open verb", default=None)


@contextmanager
def verb(name: str, *, by: Actor, at: datetime, empty: bool = False) -> Iterator[Verb]:
    """Open a write transaction; at its end, one event of the chain is its last statement.

    A verb within a verb joins it and must act for the same person; both names are kept.
    empty: this deed changes no record of ours (a sign-in); otherwise a verb that recorded nothing
    raises EmptyVerb and is undone.
    """
    _must_be_sound(name, by=by, at=at)
    if outer := _open.get():
        with _joined(outer, name, by=by) as joined:
            yield joined
        return
    opened = Verb(name, by.ref, at)
    guards.must_stand_once()
    with guard.begun() as begin, transaction.atomic(durable=True), _opened(opened):
        begin()
        yield opened
        if not (opened._entries or empty):
            raise EmptyVerb(f"{name} recorded nothing: call verb.wrote(...), or say empty=True.")
        chain.append(opened.name, by=opened.by, at=at, entries=opened._entries)


@contextmanager
def _opened(opened: Verb) -> Iterator[None]:
    token = _open.set(opened)
    try:
        with guard.recording(opened):
            yield
    finally:
        _open.reset(token)


@contextmanager
def _joined(outer: Verb, name: str, *, by: Actor) -> Iterator[Verb]:
    if by.ref != outer.by:
        raise ValueError(f"{name} within {outer.name} must act for the same person.")
    inner = Verb(name, outer.by, outer.at, outer._entries)
    before = len(outer._entries)
    try:
        with transaction.atomic(), guard.recording(inner):
            yield inner
    except BaseException:
        # Whoever catches this goes on without what was undone here.
        del outer._entries[before:]
        raise


def read(
    name: str,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    ref: str,
    subjects: tuple[str, ...] = (),
    rows: int | None = None,
) -> None:
    """Record that somebody is about to see or take out records; call it before the bytes leave.

    Raises Unrecorded, a refusal in words, if the trail cannot take it. Within an open verb the
    look becomes part of that verb's event.
    """
    _must_be_sound(name, by=by, at=at)
    entry = Entry(name, kind, ref, subjects=subjects, rows=rows, sort="read")
    if opened := _open.get():
        opened._take(entry)
        return
    try:
        _record(name, by=by, at=at, entry=entry)
    except DatabaseError as fault:
        raise Unrecorded(
            "This cannot be shown now, because the look at it could not be recorded. "
            "Try again in a minute."
        ) from fault


def refused(name: str, *, by: Actor, at: datetime, kind: str, ref: str) -> None:
    """Record that somebody signed in asked for what is not theirs.

    Call it outside any verb: the verb that refuses is undone, and its record would go with it.
    """
    _must_be_sound(name, by=by, at=at)
    if _open.get():
        raise RuntimeError(f"{name}: record a refusal after the verb that refused, not within.")
    _record(name, by=by, at=at, entry=Entry(name, kind, ref, sort="refused"))


def refused_to_nobody(name: str, *, at: datetime) -> None:
    """Count that somebody not signed in was refused: one row an hour and name."""
    from village.trail.models import AnonymousRefusals

    _must_be_sound(name, by=System("nobody"), at=at)
    hour_at = at.replace(minute=0, second=0, microsecond=0)
    with guard.writing_beside(AnonymousRefusals, why="a count by the hour names nobody"):
        AnonymousRefusals.objects.bulk_create(
            [AnonymousRefusals(name=name, hour_at=hour_at, times=0)], ignore_conflicts=True
        )
        counted = AnonymousRefusals.objects.system("add one to the hour's count")
        counted.filter(name=name, hour_at=hour_at).update(times=F("times") + 1)


def _record(name: str, *, by: Actor, at: datetime, entry: Entry) -> None:
    opened = Verb(name, by.ref, at)
    opened._take(entry)
    guards.must_stand_once()
    with transaction.atomic(durable=True), guard.recording(opened):
        chain.append(name, by=by.ref, at=at, entries=[entry])


def _must_be_sound(name: str, *, by: Actor, at: datetime) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"A verb's name reads like returns.accept, not {name!r}.")
    if not _REF.fullmatch(by.ref):
        raise ValueError(f"{name}: whoever acts needs a ref.")
    if at.tzinfo is None:
        raise ValueError(f"{name}: a moment names its time zone.")
