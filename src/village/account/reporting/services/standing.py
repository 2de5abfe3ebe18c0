"""Reads a report again under lock before it changes, and destroys what lies of it."""

from datetime import datetime

from village import trail
from village.account.reporting.models import Report
from village.account.reporting.rules import State
from village.files import services as files
from village.guard import Actor
from village.kernel.refusal import Refusal, Stale

WORKER = trail.System("worker")
WHY = "a report is read again under lock"
PARTS = ("findings", "page", "word")


def lock(report: Report) -> Report:
    rows = Report.objects.system(WHY).select_for_update(of=("self",))
    return rows.select_related("by").get(pk=report.pk)


def reread(report: Report, *, version: int, by: Actor) -> Report:
    """The report as it is now. Refused: it is another's, it changed, or it is not checked."""
    now = lock(report)
    if now.by.ref != by.ref:
        raise Refusal("This is somebody else's report.")
    if now.version != version:
        raise Stale("This was changed while you had it open. Look at it again, then decide.")
    if now.state != State.CHECKED:
        raise Refusal(f"This report is {now.state}: nothing can be said of it now.")
    return now


def forget_parts(now: Report, *, why: str, by: Actor, at: datetime) -> None:
    """Destroy what was made of it; the report as it came stays."""
    for part in PARTS:
        if ref := getattr(now, f"{part}_ref"):
            files.discard(ref, why=why, by=by, at=at)
            setattr(now, f"{part}_ref", "")


def write(now: Report, verb: trail.Verb, *, fields: tuple[str, ...]) -> None:
    """Save what changed, and say so in the trail."""
    now.version += 1
    now.save(update_fields=[*fields, "version"])
    verb.wrote("report", now.ref, fields=fields)
