"""Who owes what, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import LIVE, TONES, State, standing
from village.partnership.people.rights import Rights


@dataclass(frozen=True, slots=True)
class Line:
    """One owed return in the calendar. `ref` is empty where the reader may see the state alone."""

    ref: str
    title: str
    body: str
    period: str
    due_on: date
    standing: str

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def label(self) -> str:
        return f"{self.title}, {self.period}"

    @property
    def hint(self) -> str:
        return f"Due {self.due_on.day} {self.due_on:%B %Y}"


def returns(rights: Rights) -> QuerySet[Return]:
    """The returns whose files the reader may see, by due day."""
    return (
        Return.objects.visible_to(rights)
        .select_related("body")
        .order_by("-due_on", "body__name", "title", "pk")
    )


def calendar(rights: Rights) -> Sequence[Line]:
    """Who owes what, and how it stands: all of it to those who see figures, else one's own.

    Cost: one query for the lines, one for what the reader may open.
    """
    mine = set(Return.objects.visible_to(rights).values_list("ref", flat=True))
    rows = Return.objects.system("who owes what holds no row about a child")
    live = Edition.objects.system("how a return stands holds no row about a child").filter(
        of=OuterRef("pk"), state__in=LIVE
    )
    known = rows if rights.sees("figures") else rows.filter(ref__in=mine)
    listed = (
        known.select_related("body")
        .annotate(live=Subquery(live.order_by("-number").values("state")[:1]))
        .order_by("-due_on", "body__name", "title", "pk")
    )
    return [_line(owed, mine=mine, day=rights.day) for owed in listed]


def _line(owed: Any, *, mine: set[str], day: date) -> Line:  # Any: a Return with `live` beside it
    live = State(owed.live) if owed.live else None
    return Line(
        ref=owed.ref if owed.ref in mine else "",
        title=owed.title,
        body=owed.body.name,
        period=owed.period.label,
        due_on=owed.due_on,
        standing=standing(live, due_on=owed.due_on, day=day),
    )
