"""What lies in the outbox. A letter shows whom it is for and why it stays, never what it says."""

from village.guard import GuardedQuerySet
from village.post.models import Letter, State

WHY = "the outbox shows refs and states alone"


def undelivered() -> GuardedQuerySet[Letter]:
    """Letters that could not be delivered, latest first."""
    return Letter.objects.system(WHY).filter(state=State.UNDELIVERED).order_by("-pk")


def waiting() -> GuardedQuerySet[Letter]:
    """Letters that are about to leave, oldest first."""
    return Letter.objects.system(WHY).filter(state=State.WAITING).order_by("pk")


def to_person(ref: str) -> GuardedQuerySet[Letter]:
    """All letters to one person, latest first."""
    return Letter.objects.system(WHY).filter(to=ref).order_by("-pk")
