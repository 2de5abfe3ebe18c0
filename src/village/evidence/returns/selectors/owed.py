"""Who owes what, and how it stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from village.design import formats
from village.evidence.returns.models import Edition, Reminder, Return
from village.evidence.returns.models.editions import ReturnQuerySet
from village.evidence.returns.rules import LIVE, TONES, State, standing
from village.evidence.returns.rules.readers import EXECUTIVE, OWN_BODY
from village.evidence.returns.rules.reminders import IN_WORDS, Step
from village.partnership.people.models import Body
from village.partnership.people.rights import Rights
from village.partnership.people.selectors.bodies import back_and_on, line_of

DATA_LEAD = "agency data lead"
CORRECTION = "a correction waits"
WHY = "who owes what holds no row about a child"


@dataclass(frozen=True, slots=True)
class Line:
    """One owed return in the calendar. `ref` is empty where the reader may see the state alone.

    is_mine: it is the reader who sends it. is_refused: its newest file was refused, and nothing
    came since; it is still expected, or late. days_late: calendar days; 0 unless it is late.
    is_corrected: it is accepted, and a newer edition waits for its sender's decision.
    """

    ref: str
    title: str
    body: str
    period: str
    due_on: date
    standing: str
    is_mine: bool = False
    spec: str = ""
    body_ref: str = ""
    is_refused: bool = False
    is_corrected: bool = False
    days_late: int = 0

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to do something about it."""
        return self.standing != State.ACCEPTED

    @property
    def waits(self) -> bool:
        """Whether its sender has something to send or to decide on."""
        return self.is_open or self.is_corrected

    @property
    def state(self) -> str:
        """What its sender has to see to, in a word or two."""
        return CORRECTION if self.is_corrected else self.standing

    @property
    def state_tone(self) -> str:
        return TONES[State.CHECKED] if self.is_corrected else self.tone

    @property
    def label(self) -> str:
        return f"{self.title}, {self.period}"

    @property
    def hint(self) -> str:
        return f"Due {self.due_on.day} {self.due_on:%B %Y}"

    @property
    def late_words(self) -> str:
        return f"{formats.counted(self.days_late, 'day')} late" if self.days_late else ""


@dataclass(frozen=True, slots=True)
class OfBody:
    """What one agency owes. The four states part its lines; a refused one is still owed."""

    body: str
    lines: Sequence[Line]

    @property
    def open(self) -> Sequence[Line]:
        return [line for line in self.lines if line.is_open]

    @property
    def done(self) -> Sequence[Line]:
        return [line for line in self.lines if not line.is_open]

    @property
    def open_caption(self) -> str:
        return f"{self.body}: what is open"

    @property
    def done_caption(self) -> str:
        return f"{self.body}: what was accepted"

    @property
    def done_summary(self) -> str:
        """What opens its accepted returns where several agencies have some."""
        return f"{self.body}: {self.done_words}"

    @property
    def done_words(self) -> str:
        said = f"{formats.counted(len(self.done), 'return')} accepted"
        waiting = sum(line.is_corrected for line in self.done)
        return f"{said}, {formats.counted(waiting, 'correction')} waiting" if waiting else said

    @property
    def expected(self) -> int:
        return self._count("expected")

    @property
    def received(self) -> int:
        """Sent, and not decided on by its sender."""
        return self._count(State.RECEIVED, State.CHECKED)

    @property
    def accepted(self) -> int:
        return self._count(State.ACCEPTED)

    @property
    def late(self) -> int:
        return self._count("late")

    @property
    def refused(self) -> int:
        return sum(line.is_refused for line in self.lines)

    @property
    def days_late(self) -> int:
        """Of the one that is late longest."""
        return max((line.days_late for line in self.lines), default=0)

    def _count(self, *standings: str) -> int:
        return sum(line.standing in standings for line in self.lines)


def returns(rights: Rights) -> QuerySet[Return]:
    """The returns whose files the reader may see, by due day."""
    return (
        Return.objects.visible_to(rights)
        .select_related("body")
        .order_by("-due_on", "body__name", "title", "pk")
    )


def sees_every_agency(rights: Rights) -> bool:
    """Whether the reader sees how the returns of all agencies stand."""
    return rights.sees("figures") and rights.holds(*EXECUTIVE)


def calendar(rights: Rights) -> Sequence[Line]:
    """Who owes what, and how it stands: all of it to the executive, else of one's own body.

    Cost: one query for the lines, one for what the reader may open; two more for an agency lead.
    """
    mine = set(Return.objects.visible_to(rights).values_list("ref", flat=True))
    editions = Edition.objects.system(WHY).filter(of=OuterRef("pk")).order_by("-number")
    live = editions.filter(state__in=LIVE)
    accepted = editions.filter(state=State.ACCEPTED)
    listed = (
        _known(rights, mine)
        .without_gone()
        .select_related("body")
        .annotate(live=Subquery(live.values("state")[:1]), counts=Exists(accepted))
        .annotate(newest=Subquery(editions.values("state")[:1]))
        .order_by("-due_on", "body__name", "title", "pk")
    )
    return [_line(owed, mine=mine, rights=rights) for owed in listed]


def _known(rights: Rights, mine: Collection[str]) -> ReturnQuerySet:
    """The returns whose state the reader may know."""
    rows = Return.objects.system(WHY)
    if sees_every_agency(rights):
        return rows
    own = rows.filter(ref__in=mine)
    led = [held.body for held in rights.roles if held.kind == OWN_BODY and held.body]
    if not (led and rights.sees("figures")):
        return own
    return own | rows.filter(body__ref__in=_with_those_before(led))


def _with_those_before(refs: Sequence[str]) -> Collection[str]:
    """The refs of these bodies, and of those that became them."""
    before = back_and_on()[0]
    led = Body.objects.system(WHY).filter(ref__in=refs).values_list("pk", flat=True)
    return {*refs, *(kin.ref for pk in led for kin in line_of(pk, before))}


def by_body(lines: Sequence[Line]) -> Sequence[OfBody]:
    """The lines by agency; what is open first, as it is due, then what is done, newest first."""
    found: dict[str, list[Line]] = {}
    for line in [*still_open(lines), *(line for line in lines if not line.is_open)]:
        found.setdefault(line.body, []).append(line)
    return [OfBody(body, found[body]) for body in sorted(found)]


def still_open(lines: Sequence[Line]) -> Sequence[Line]:
    """What somebody has still to do something about: late first, then as it is due."""
    found = [line for line in lines if line.is_open]
    return sorted(found, key=lambda line: (line.standing != "late", line.due_on))


def reminded(owed: Return) -> Sequence[tuple[date, str]]:
    """On which days letters about a return were written, and at which step, oldest first."""
    rows = Reminder.objects.system("whoever owes a return knows of its letters").filter(of=owed)
    found = rows.order_by("written_at", "pk").values_list("written_at", "step")
    return [(localdate(at), IN_WORDS[Step(step)]) for at, step in found]


def may_send(rights: Rights, owed: Return) -> bool:
    """Whether the reader sends returns for that body."""
    return rights.holds(DATA_LEAD, body=owed.body)


# Any: a Return with `live`, `counts` and `newest` beside it.
def _line(owed: Any, *, mine: set[str], rights: Rights) -> Line:
    newest = State(owed.live) if owed.live else None
    live = State.ACCEPTED if owed.counts else newest
    is_seen = owed.ref in mine
    stands = standing(live, due_on=owed.due_on, day=rights.day)
    return Line(
        ref=owed.ref if is_seen else "",
        title=owed.title,
        body=owed.body.name,
        period=owed.period.label,
        due_on=owed.due_on,
        standing=stands,
        is_mine=is_seen and may_send(rights, owed),
        spec=owed.spec,
        body_ref=owed.body.ref,
        is_refused=live is None and owed.newest == State.REFUSED,
        is_corrected=owed.counts and newest is not State.ACCEPTED,
        days_late=(rights.day - owed.due_on).days if stands == "late" else 0,
    )
