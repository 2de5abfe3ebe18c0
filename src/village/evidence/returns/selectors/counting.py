"""What counts: the editions that versions are made of, and those that are dead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q
from django.utils.timezone import localdate

from village.evidence.returns.models import Edition, EditionQuerySet, Return
from village.evidence.returns.rules import State
from village.jobs.models import Job
from village.jobs.models import State as JobState

ENDED = (State.REFUSED, State.SUPERSEDED, State.WITHDRAWN)


def by_ref(ref: str) -> Edition:
    """An edition for a job, which holds its ref."""
    rows = Edition.objects.system("a job reads the edition that it is about")
    return rows.select_related("of__body").get(ref=ref)


def counted(*, of: Return | None = None) -> list[Edition]:
    """The editions that the next version is made of, of one return or of all.

    An accepted edition counts once its rows are stored; until then the one that it replaces
    stands in for it, so that no version lacks a return that was only sent again.
    """
    rows = _of(of, "a version is made of what was accepted").select_related("of__body")
    accepted = rows.filter(state=State.ACCEPTED).values("of")
    stored = rows.filter(
        Q(state=State.ACCEPTED) | Q(state=State.SUPERSEDED, of__in=accepted),
        stored_at__isnull=False,
    )
    # What a check found is long, and of all returns together nobody asks for it.
    brief = stored.defer("summary") if of is None else stored
    in_order = list(brief.order_by("stored_at", "pk"))
    newest = {edition.of_id: edition for edition in in_order}
    newest |= {edition.of_id: edition for edition in in_order if edition.state == State.ACCEPTED}
    return sorted(newest.values(), key=lambda edition: edition.pk)


def dead(*, of: Return | None = None) -> list[Edition]:
    """The editions that no version will be made of again: what the store holds of them goes."""
    living = {edition.pk for edition in counted(of=of)}
    ended = _of(of, "rows that no version will hold are destroyed").filter(state__in=ENDED)
    return list(ended.exclude(pk__in=living).order_by("pk"))


def _of(owed: Return | None, why: str) -> EditionQuerySet:
    rows = Edition.objects.system(why)
    return rows if owed is None else rows.filter(of=owed)


def stuck() -> list[tuple[Edition, Job]]:
    """The editions whose check was given up, each with its job."""
    jobs = Job.objects.system("a check that was given up is told to its sender").filter(
        kind="returns.check", state__in=(JobState.FAILED, JobState.GIVEN_UP)
    )
    waiting = Edition.objects.system("an edition waits for its check").filter(state=State.RECEIVED)
    there = {edition.ref: edition for edition in waiting.select_related("of__body")}
    ended = jobs.filter(key__in=list(there)).order_by("pk")
    return [(there[job.key], job) for job in ended]


@dataclass(frozen=True, slots=True)
class Part:
    """One edition that a version was made of: what it was, and whether its rows are still there.

    days_late: between the day on which it was due and the first file that was sent for it; 0 where
    that was in time, or where nobody owed it.
    """

    title: str
    body: str
    period: str
    edition: int
    errors: int
    queries: int
    commentary: str
    is_gone: bool
    spec: str = ""
    days_late: int = 0


def made_of(refs: Sequence[str]) -> list[Part]:
    """The editions of these refs, without a row: what is known to all who see figures."""
    rows = Edition.objects.system("what a version was made of holds no row about a child")
    found = (
        rows.filter(ref__in=refs)
        .select_related("of__body")
        .annotate(first_sent_at=Min("of__editions__sent_at"))
        .order_by("of__due_on", "pk")
    )
    gone = {edition.ref for edition in dead()}
    return [
        Part(
            title=edition.of.title,
            body=edition.of.body.name,
            period=edition.of.period.label,
            edition=edition.number,
            errors=edition.summary.get("errors", 0),
            queries=edition.summary.get("queries", 0),
            commentary=edition.commentary,
            is_gone=edition.ref in gone,
            spec=edition.of.spec,
            days_late=_days_late(edition.of, vars(edition)["first_sent_at"]),  # annotated above
        )
        for edition in found
    ]


def _days_late(owed: Return, first_sent_at: datetime) -> int:
    return 0 if owed.brought else max(0, (localdate(first_sent_at) - owed.due_on).days)


@dataclass(frozen=True, slots=True)
class Correction:
    """A return that was sent once more, as all who see figures may know of it.

    indicators: those whose counts it changed; None where it may have changed any that draw on it.
    """

    title: str
    body: str
    period: str
    edition: int
    sent_at: datetime
    reason: str
    indicators: frozenset[str] | None

    @property
    def name(self) -> str:
        return f"{self.title}, {self.period}, {self.body}"

    def changed(self, indicator: str) -> bool:
        """Whether it changed an indicator that draws on it, or may have."""
        return self.indicators is None or indicator in self.indicators


def corrections(refs: Sequence[str]) -> list[Correction]:
    """Those of these editions that give a reason for being sent once more, newest first."""
    rows = Edition.objects.system("what a version was made of holds no row about a child")
    found = rows.filter(ref__in=refs).exclude(reason="").select_related("of__body")
    return [
        Correction(
            title=edition.of.title,
            body=edition.of.body.name,
            period=edition.of.period.label,
            edition=edition.number,
            sent_at=edition.sent_at,
            reason=edition.reason,
            indicators=_corrected(edition),
        )
        for edition in found.order_by("-sent_at", "-pk")
    ]


def _corrected(edition: Edition) -> frozenset[str] | None:
    """As it was found out when the edition was accepted; of rows nobody can tell."""
    found = edition.summary.get("corrected")
    return None if found is None else frozenset(found)


def any_gone(parts: Sequence[Part]) -> bool:
    return any(part.is_gone for part in parts)
