"""What pages ask of returns; every answer starts from what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from village.design.sheets import Label
from village.design.tables import Table
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import LIVE, TONES, State, standing, wrong_year
from village.jobs import selectors as jobs
from village.jobs.models import Job
from village.partnership.people.rights import Rights

DATA_LEAD = "agency data lead"


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


@dataclass(frozen=True, slots=True)
class Kind:
    """One rule's end over an edition, in counts: no row and no id."""

    rule: str
    severity: str
    message: str
    mend: str
    end: str
    findings: int
    issues: int
    children: int
    why: str
    places: str = ""

    @property
    def tone(self) -> str:
        return {"error": "bad", "query": "warn"}.get(self.severity, "info")


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


def editions(rights: Rights, owed: Return) -> QuerySet[Edition]:
    """The editions of one return, newest first."""
    return (
        Edition.objects.visible_to(rights)
        .filter(of=owed)
        .select_related("sent_by", "decided_by")
        .order_by("-number", "pk")
    )


def kinds(edition: Edition) -> list[Kind]:
    """How each rule ended: those that could not run first, then most findings first."""
    found = [Kind(**kind) for kind in edition.summary.get("kinds", ())]
    rank = {"could not run": 0, "found": 1, "held": 2}
    severity = {"error": 0, "query": 1, "notice": 2}
    return sorted(
        found,
        key=lambda kind: (rank[kind.end], severity[kind.severity], -kind.findings, kind.rule),
    )


def why_not(edition: Edition) -> str | None:
    """Why this edition cannot be accepted, or None."""
    if edition.state != State.CHECKED:
        return f"It is {edition.state}."
    return wrong_year(edition.read_period, edition.of.period)


def edition(rights: Rights, ref: str) -> Edition:
    """One edition that the reader may see; Http404 for any other, existing or not."""
    seen = Edition.objects.visible_to(rights).select_related("of__body", "sent_by", "decided_by")
    return get_object_or_404(seen, ref=ref)


def kind(shown: Edition, code: str) -> Kind:
    """How one rule ended; Http404 where it is not among the rules that ran."""
    for found in kinds(shown):
        if found.rule == code:
            return found
    raise Http404


def progress(shown: Edition) -> Job | None:
    """How far the check or the storing of an edition has come; None where nothing runs."""
    return jobs.running(about={"edition": shown.ref})


def page_number(asked: str | None) -> int:
    """The page asked for, the first where what was asked is no page."""
    return max(1, int(asked)) if asked and asked.isascii() and asked.isdigit() else 1


def must_send(rights: Rights, owed: Return) -> None:
    """Raises PermissionDenied, which is seen only by those who may see the return."""
    if not may_send(rights, owed):
        raise PermissionDenied("Only the agency data lead of this body sends and decides.")


def may_send(rights: Rights, owed: Return) -> bool:
    """Whether the reader sends returns for that body."""
    return rights.holds(DATA_LEAD, body=owed.body)


@dataclass(frozen=True, slots=True)
class Part:
    """One edition that a version was made of: what it was, and whether its rows are still there."""

    title: str
    body: str
    period: str
    edition: int
    is_gone: bool


def made_of(refs: Sequence[str]) -> list[Part]:
    """The editions of these refs, without a row: what is known to all who see figures."""
    rows = Edition.objects.system("what a version was made of holds no row about a child")
    found = rows.filter(ref__in=refs).select_related("of__body").order_by("of__due_on", "pk")
    return [
        Part(
            title=edition.of.title,
            body=edition.of.body.name,
            period=edition.of.period.label,
            edition=edition.number,
            is_gone=edition.state in (State.WITHDRAWN, State.SUPERSEDED),
        )
        for edition in found
    ]


def any_gone(parts: Sequence[Part]) -> bool:
    return any(part.is_gone for part in parts)


def by_ref(ref: str) -> Edition:
    """An edition for a job, which holds its ref."""
    rows = Edition.objects.system("a job reads the edition that it is about")
    return rows.select_related("of__body").get(ref=ref)


def accepted() -> QuerySet[Edition]:
    """Every accepted edition whose rows lie in the store: what the next version is made of."""
    rows = Edition.objects.system("a version is made of every accepted edition")
    return (
        rows.filter(state=State.ACCEPTED, stored_at__isnull=False)
        .select_related("of__body")
        .order_by("pk")
    )


ISSUE_COLUMNS = "Child's id|Table|#Row|#Line|Column|Value|Rule|Severity|Message"


def issues_table(shown: Edition, rows: Sequence[Any]) -> Table:  # Any: plain issues with ids
    """The sender's list: one row for each cell that a rule found."""
    names = ["child_id", "table", "row", "line", "column", "value", "rule", "severity", "message"]
    cells = (tuple(row[name] for name in names) for row in rows)
    caption = f"What was found in edition {shown.number} of {shown.of.title}"
    note = "Holds children's own ids: keep it as you keep the return itself."
    return Table.of(caption, ISSUE_COLUMNS, cells, note=note)


def issues_label(shown: Edition, table: Table, *, rights: Rights) -> Label:
    """What stands above the sender's list."""
    return Label(
        title=table.caption,
        definition=f"Each cell that a rule found. {table.note}",
        source=f"{shown.of.title}, {shown.of.period.label}, edition {shown.number}",
        audience=f"People at {shown.of.body.name} who send its returns",
        by=str(rights.person),
        at=rights.at,
    )
