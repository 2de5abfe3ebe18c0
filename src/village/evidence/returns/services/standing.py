"""Reads a return and its editions again under lock, before one of them changes."""

from datetime import datetime
from typing import Any

from village import trail
from village.design import formats
from village.evidence.returns.models import Edition, EditionQuerySet, Return
from village.evidence.returns.rules import State, may_become
from village.kernel.refusal import Refusal, Stale
from village.partnership.people.models import Person

WORKER = trail.System("worker")

WHO_DECIDED = {
    State.ACCEPTED: "accepted it",
    State.REFUSED: "left it out",
    State.SUPERSEDED: "accepted another in its place",
    State.WITHDRAWN: "took it back",
}


class Overtaken(Refusal):
    """Somebody decided on the edition while the worker had it in hand."""

    def __init__(self) -> None:
        super().__init__("Somebody decided on this edition meanwhile.")


def locked(owed: Return) -> EditionQuerySet:
    """The return's editions, with the return locked: whoever changes one of them waits here."""
    rows = Return.objects.system("the return is locked while one of its editions changes")
    rows.select_for_update().get(pk=owed.pk)
    return Edition.objects.system("the editions of the locked return").filter(of=owed)


def now(edition: Edition) -> Edition:
    """The edition as it is, locked with its return."""
    there = locked(edition.of).select_related("of__body", "decided_by")
    return there.get(pk=edition.pk)


def reread(edition: Edition, *, version: int, then: State) -> Edition:
    """The edition as it is now, locked. Refused: it has changed, or cannot become `then`."""
    found = now(edition)
    if found.version != version:
        raise Stale(f"{changed(found)} Look at it again.")
    if not may_become(State(found.state), then):
        raise Refusal(f"This edition is {found.state}; it cannot become {then.value}.")
    return found


def changed(edition: Edition) -> str:
    """Who decided on an edition meanwhile, and what."""
    if edition.decided_by is None or edition.decided_at is None:
        return f"This edition has changed meanwhile: it is {edition.state}."
    what = WHO_DECIDED.get(State(edition.state), "decided on it")
    return f"{edition.decided_by.name} {what} on {formats.moment(edition.decided_at)}."


def decide(edition: Edition, then: State, *, by: Person, at: datetime) -> None:
    """Write down what became of an edition, by whom and when."""
    edition.state = then
    edition.decided_by, edition.decided_at = by, at
    write(edition, fields=("state", "decided_by", "decided_at", "commentary", "reason", "summary"))


def write(edition: Edition, *, fields: tuple[str, ...]) -> None:
    edition.version += 1
    edition.save(update_fields=[*fields, "version"])


def about(edition: Edition) -> dict[str, Any]:  # Any: a keyword of `verb.wrote`
    """What else an event about an edition is about: its return and the body that owes it."""
    return {"subjects": (edition.of.ref, edition.of.body.ref)}
