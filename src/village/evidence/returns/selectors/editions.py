"""One edition: how its check ended, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from village.design import formats
from village.design.sheets import Label
from village.design.tables import Table
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import WITH_ROWS, State, another_period
from village.evidence.returns.selectors.owed import may_send
from village.jobs import selectors as jobs
from village.jobs.models import Job
from village.jobs.models import State as JobState
from village.partnership.people.rights import Rights
from village.partnership.people.selectors.trail import names_of
from village.trail import selectors as trail

ENDED_BADLY = (JobState.FAILED, JobState.GIVEN_UP)
SEND_AGAIN = "Take it back and send it again, or tell the business unit."


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

    @property
    def words(self) -> str:
        """One and many of what it found: "error,errors"."""
        return {"query": "query,queries"}.get(self.severity, f"{self.severity},{self.severity}s")


@dataclass(frozen=True, slots=True)
class Stake:
    """What is destroyed and what stays where an edition is left out or taken back, in lines."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]


def editions(rights: Rights, owed: Return) -> QuerySet[Edition]:
    """The editions of one return, newest first.

    overtaken_by: the number of the newest edition that was checked or accepted after it, or None.
    """
    newer = Edition.objects.visible_to(rights).filter(
        of=OuterRef("of"), number__gt=OuterRef("number"), state__in=WITH_ROWS
    )
    return (
        Edition.objects.visible_to(rights)
        .filter(of=owed)
        .annotate(overtaken_by=Subquery(newer.order_by("-number").values("number")[:1]))
        .select_related("sent_by", "decided_by", "withdrawal", "sending__key")
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


def top(kinds: Sequence[Kind]) -> Kind | None:
    """What was found most often of the worst there is; None where every rule held."""
    return next((kind for kind in kinds if kind.end == "found"), None)


def cut(kind: Kind, *, listed: int) -> str:
    """What a list says of itself that holds less than was found; "" where it holds all."""
    if listed >= kind.issues:
        return ""
    return f"It holds the first {listed:,} of {kind.issues:,} cells."


def at_stake(edition: Edition) -> Stake:
    """What goes and what stays, by number of files and children; for what is accepted or not."""
    file = f"1 file: {edition.file_name}, {formats.size(edition.size)}"
    children = formats.counted(edition.children or 0, "child", "children")
    own = "Your own file, in your own system"
    if edition.state == State.ACCEPTED:
        return Stake(
            (file, f"The rows of {children} in the data set, names and events alike"),
            (
                "The figures of versions that were counted, without the rows behind them; "
                "the next version is counted without this edition",
                "Who sent it, accepted it and took it back, when and why",
                own,
            ),
        )
    return Stake(
        (file, f"What was read of {children}, and the rows that the check found"),
        (
            "How many errors were found, who sent it and who left it out, and when",
            "What was accepted before, and every figure",
            own,
        ),
    )


def why_not(edition: Edition) -> str | None:
    """Why this edition cannot be accepted, or None."""
    if edition.state != State.CHECKED:
        return f"It is {edition.state}."
    return another_period(edition.read_period, edition.of.period, edition.summary)


def edition(rights: Rights, ref: str) -> Edition:
    """One edition that the reader may see; Http404 for any other, existing or not.

    Where nothing works on it that should, the work ended since it was read, and it is read again:
    else its page would show neither how far it is nor what came of it.
    """
    seen = Edition.objects.visible_to(rights).select_related(
        "of__body", "sent_by", "decided_by", "sending__key"
    )
    shown = get_object_or_404(seen, ref=ref)
    return shown if not _awaits(shown) or progress(shown) else get_object_or_404(seen, ref=ref)


def _awaits(shown: Edition) -> bool:
    """Whether a check or the storing of its rows is due."""
    stored = shown.stored_at is not None
    return shown.state == State.RECEIVED or (shown.state == State.ACCEPTED and not stored)


def kind(shown: Edition, code: str) -> Kind:
    """How one rule ended; Http404 where it is not among the rules that ran."""
    for found in kinds(shown):
        if found.rule == code:
            return found
    raise Http404


def progress(shown: Edition) -> Job | None:
    """How far the check or the storing of an edition has come; None where nothing runs."""
    if shown.state not in (State.RECEIVED, State.ACCEPTED):
        return None
    return jobs.running(about={"edition": shown.ref})


def trouble(shown: Edition) -> str:
    """What its data lead should know of an accepted edition whose rows could not be stored."""
    if shown.state != State.ACCEPTED or shown.stored_at is not None:
        return ""
    job = jobs.latest(about={"edition": shown.ref})
    if job is None or job.state not in ENDED_BADLY:
        return ""
    return f"The rows of this edition are not in the data set yet. {job.words} {SEND_AGAIN}"


def said_last(shown: Edition) -> tuple[str, datetime | None]:
    """Who wrote the commentary that an edition has now, and when."""
    events = trail.of_record(shown.ref).filter(name__in=("returns.accept", "returns.comment"))
    event = events.first()
    if event is None:
        return str(shown.decided_by), shown.decided_at
    return names_of([event.by]).get(event.by, "somebody"), event.at


def page_number(asked: str | None) -> int:
    """The page asked for, the first where what was asked is no page."""
    is_number = asked is not None and len(asked) < 7 and asked.isascii() and asked.isdigit()
    return max(1, int(asked or 1)) if is_number else 1


def must_send(rights: Rights, owed: Return) -> None:
    """Raises PermissionDenied, which is seen only by those who may see the return."""
    if not may_send(rights, owed):
        raise PermissionDenied("Only the agency data lead of this body sends and decides.")


ISSUE_COLUMNS = "Child's id|Table|#Row|#Line|Column|Value|Rule|Severity|What is wrong|What to do"
COUNT_COLUMNS = "Where|#Row|Column|What stands there|Rule|Severity|What is wrong|What to do"


def issues_table(
    shown: Edition,
    rows: Sequence[Any],  # Any: plain issues with ids
    *,
    is_of_counts: bool = False,
) -> Table:
    """The sender's list: one row for each cell that a rule found."""
    mends = {kind.rule: kind.mend for kind in kinds(shown)}
    names = ["child_id", "table", "row", "line", "column", "value", "rule", "severity", "message"]
    note = "Holds children's own ids: keep it as you keep the return itself."
    if is_of_counts:
        names = [name for name in names if name not in {"child_id", "line"}]
        note = "Holds the counts that you sent: keep it as you keep the return itself."
    cells = ((*(row[name] for name in names), mends.get(row["rule"], "")) for row in rows)
    caption = f"What was found in edition {shown.number} of {shown.of.title}"
    return Table.of(caption, COUNT_COLUMNS if is_of_counts else ISSUE_COLUMNS, cells, note=note)


def issues_label(shown: Edition, table: Table, *, rights: Rights) -> Label:
    """What stands above the sender's list, and whether it is cut."""
    found = sum(kind.issues for kind in kinds(shown))
    listed = len(table.rows)
    cut = f" Cut: {listed:,} of {found:,} cells are listed." if listed < found else ""
    return Label(
        title=table.caption,
        definition=f"Each cell that a rule found.{cut} {table.note}",
        source=f"{shown.of.title}, {shown.of.period.label}, edition {shown.number}",
        audience=f"People at {shown.of.body.name} who send its returns",
        by=str(rights.person),
        at=rights.at,
    )
