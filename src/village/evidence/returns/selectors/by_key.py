"""What a body's own system asks of returns: its own alone, whatever else its body may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import LIVE, State, standing
from village.partnership.people.rights import Rights


@dataclass(frozen=True, slots=True)
class Owed:
    """One return that the body owes, and how it stands in a word."""

    owed: Return
    standing: str


def owed(rights: Rights) -> Sequence[Owed]:
    """The returns of the body of a key, the latest due first: one query."""
    return [_standing(found, rights) for found in _annotated(rights)]


def one(rights: Rights, ref: str) -> Owed:
    """One of them; Http404 for any other, existing or not."""
    return _standing(get_object_or_404(_annotated(rights), ref=ref), rights)


def _annotated(rights: Rights) -> QuerySet[Return]:
    live = Edition.objects.visible_to(rights).filter(of=OuterRef("pk"), state__in=LIVE)
    seen: QuerySet[Return] = Return.objects.visible_to(rights).without_gone()
    latest = live.order_by("-number").values("state")[:1]
    return (
        seen.select_related("body")
        .annotate(live=Subquery(latest))
        .order_by("-due_on", "title", "pk")
    )


def _standing(found: Return, rights: Rights) -> Owed:
    live = getattr(found, "live", None)
    state = State(live) if live else None
    return Owed(found, standing(state, due_on=found.due_on, day=rights.day))


def editions(rights: Rights, of: Return) -> QuerySet[Edition]:
    """Its editions, newest first, each with the call that sent it."""
    seen = Edition.objects.visible_to(rights).filter(of=of)
    return seen.select_related("of__body", "sending__key").order_by("-number", "pk")


def edition(rights: Rights, ref: str) -> Edition:
    """One edition; Http404 for any that is not the body's own."""
    seen = Edition.objects.visible_to(rights).select_related("of__body", "sending__key")
    return get_object_or_404(seen, ref=ref)
