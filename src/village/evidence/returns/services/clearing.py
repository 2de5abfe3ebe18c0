"""Destroys what the store holds of editions that no version will be made of again."""

from datetime import datetime

from village import engine
from village.evidence.returns import selectors
from village.evidence.returns.models import Edition
from village.evidence.returns.services import house
from village.guard import Actor
from village.jobs import services as jobs

CLEAR = "returns.clear"


def clear(edition: Edition, *, by: Actor, at: datetime) -> None:
    """Promise, within an open verb, that what is dead of this edition's return is destroyed."""
    key = f"{edition.ref}.{edition.version}"
    jobs.enqueue(CLEAR, key=key, about={"edition": edition.ref}, by=by, at=at)


def clear_away(ref: str) -> None:
    """Destroy rows and findings of the dead editions of this edition's return.

    What is dead stays dead: an edition that was refused, withdrawn or replaced never comes back,
    so this may be done again at any time.
    """
    for dead in selectors.dead(of=selectors.by_ref(ref).of):
        engine.destroy(house.store(), dead.ref)


def sweep() -> None:
    """The same for every return: a store that was restored from a copy may hold dead rows."""
    for dead in selectors.dead():
        engine.destroy(house.store(), dead.ref)
