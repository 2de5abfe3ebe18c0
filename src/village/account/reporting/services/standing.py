"""Reads a report again under lock before it changes, and destroys what lies of it."""

from datetime import datetime

from village import trail
from village.account.reporting.models import Report
from village.account.reporting.rules import MOST_WAITING, State
from village.files import services as files
from village.guard import Actor, GuardedQuerySet
from village.kernel.refusal import Refusal, Stale
from village.partnership.people.models import Person

WORKER = trail.System("worker")
WHY = "a report is read again under lock"
PARTS = ("findings", "page", "word")


def lock(report: Report) -> Report:
    rows = Report.objects.system(WHY).select_for_update(of=("self",))
    return rows.select_related("by").get(pk=report.pk)


def kept_of(by: Person) -> GuardedQuerySet[Report]:
    own = Report.objects.system("how many lie here for one person").filter(by=by)
    return own.exclude(state=State.DESTROYED)


def refuse_crowd(by: Person) -> None:
    """Refuse where as many of a person's reports wait to be read as may."""
    refuse_many(kept_of(by).filter(state=State.RECEIVED).count(), MOST_WAITING, "wait to be read")


def refuse_many(number: int, most: int, what: str) -> None:
    if number >= most:
        raise Refusal(
            f"{number} of your reports {what}, and more than {most} cannot. "
            "Wait for them, or destroy those you no longer need."
        )


def reread(report: Report, *, version: int, by: Actor) -> Report:
    """The report as it is now. Refused: it is another's, it changed, or it is not checked."""
    now = lock(report)
    if now.by.ref != by.ref:
        raise Refusal("This is somebody else's report.")
    if now.version != version:
        raise Stale("This was changed while you had it open. Look at it again, then decide.")
    if now.state != State.CHECKED:
        raise Refusal(f"This report is {now.state}. Wait a moment, and say it once more.")
    return now


def forget_parts(now: Report, *, why: str, by: Actor, at: datetime) -> None:
    """Destroy what was made of it; the report as it came stays."""
    for part in PARTS:
        if ref := getattr(now, f"{part}_ref"):
            files.discard(ref, why=why, forgets=True, by=by, at=at)
            setattr(now, f"{part}_ref", "")


def write(now: Report, verb: trail.Verb, *, fields: tuple[str, ...]) -> None:
    """Save what changed, and say so in the trail."""
    now.version += 1
    now.save(update_fields=[*fields, "version"])
    verb.wrote("report", now.ref, fields=fields)
