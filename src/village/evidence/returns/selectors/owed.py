"""Who owes what, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import LIVE, TONES, State, standing
from village.partnership.people.rights import Rights

DATA_LEAD = "agency data lead"


@dataclass(frozen=True, slots=True)
class Line:
    """One owed return in the calendar. `ref` is empty where the reader may see the state alone.

    is_mine: it is the reader who sends it.
    """

    ref: str
    title: str
    body: str
    period: str
    due_on: date
    standing: str
    is_mine: bool = False

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
    return [_line(owed, mine=mine, rights=rights) for owed in listed]


def may_send(rights: Rights, owed: Return) -> bool:
    """Whether the reader sends returns for that body."""
    return rights.holds(DATA_LEAD, body=owed.body)


# Any: a Return with `live` beside it.
def _line(owed: Any, *, mine: set[str], rights: Rights) -> Line:
    live = State(owed.live) if owed.live else None
    is_seen = owed.ref in mine
    return Line(
        ref=owed.ref if is_seen else "",
        title=owed.title,
        body=owed.body.name,
        period=owed.period.label,
        due_on=owed.due_on,
        standing=standing(live, due_on=owed.due_on, day=rights.day),
        is_mine=is_seen and may_send(rights, owed),
    )
