"""Reads a sheet again under lock before it changes."""

from datetime import datetime
from typing import Any

from village import trail
from village.kernel.refusal import Refusal, Stale
from village.partnership.people.models import Person
from village.partnership.people.rights import read
from village.past.models import Bringing
from village.past.rules import NEXT, State
from village.past.selectors import kinds

WORKER = trail.System("worker")
WHY = "a sheet is read again under lock"


def reread(
    found: Bringing, *, version: int | None, then: State | None, by: Person, at: datetime
) -> Bringing:
    """The sheet as it is now. Refused: it changed, may not become `then`, or `by` may not."""
    refuse_unless_may(found.kind, by=by, at=at)
    now = lock(found)
    if version is not None and now.version != version:
        raise Stale("Somebody changed this while you had it open. Look at it again, then decide.")
    state = State(now.state)
    if (then is None and state is not State.READ) or (then and then not in NEXT[state]):
        raise Refusal(f"This sheet is {now.state}: it can no longer be changed so.")
    return now


def lock(found: Bringing) -> Bringing:
    rows = Bringing.objects.system(WHY).select_for_update(of=("self",))
    return rows.select_related("by").get(pk=found.pk)


def refuse_unless_may(kind: str, *, by: Person, at: datetime) -> None:
    """Refuse who may not bring things of a kind now."""
    if not kinds.of(kind).may(read(by, at=at)):
        raise Refusal("You may not bring this: ask the business unit.")


def decide(now: Bringing, then: State, *, by: Person, at: datetime) -> None:
    now.state, now.decided_by, now.decided_at = then, by, at


def write(now: Bringing, verb: trail.Verb, *, fields: tuple[str, ...]) -> None:
    """Save what changed, and say so in the trail."""
    now.version += 1
    now.save(update_fields=[*fields, "version"])
    verb.wrote("bringing", now.ref, fields=fields)


Said = dict[str, Any]  # Any: columns and words as JSON holds them
