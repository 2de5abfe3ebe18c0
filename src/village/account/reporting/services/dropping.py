"""Takes reports in to be checked, and destroys them: at their owner's word, or after 30 days."""

from datetime import datetime, timedelta

from village import trail
from village.account.reporting.models import Report
from village.account.reporting.rules import KEPT_FOR_DAYS, MOST_KEPT, MOST_WAITING, State
from village.account.reporting.selectors.said import said_of, sealed
from village.account.reporting.services.standing import (
    PARTS,
    WHY,
    WORKER,
    forget_parts,
    lock,
    write,
)
from village.figures.check.taking_in.limits import FILE_BYTES
from village.files import services as files
from village.guard import Actor
from village.jobs import services as jobs
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person

CHECK = "reporting.check"
RESTORE = trail.System("restore")
FORGOTTEN = ("state", "file_name", "said", "summary", "failure", *(f"{one}_ref" for one in PARTS))
TOO_LARGE = (
    f"The file is larger than {FILE_BYTES // 1_000_000} MB. Save it with smaller pictures, or "
    "check it in parts."
)


def receive(
    upload: files.Upload, *, earlier: Report | None = None, by: Person, at: datetime
) -> Report:
    """Take a report in; a job reads it. earlier: whose next version it is.

    Refused: too many of the person's wait or lie here; too large; the earlier one is another's.
    """
    with trail.verb("reporting.receive", by=by, at=at) as verb:
        own = Report.objects.system("how many lie here for one person").filter(by=by)
        _refuse_many(own.exclude(state=State.DESTROYED).count(), MOST_KEPT, "lie here")
        _refuse_many(own.filter(state=State.RECEIVED).count(), MOST_WAITING, "wait to be read")
        before = lock(earlier) if earlier else None
        if before and (before.by_id != by.pk or before.state == State.DESTROYED):
            raise Refusal("The earlier version is no longer here.")
        kept = files.keep(upload, by=by, at=at)
        if kept.size > FILE_BYTES:
            raise Refusal(TOO_LARGE, field="file")
        ref = new_ref()
        found = Report.objects.create(
            ref=ref,
            earlier=before,
            number=before.number + 1 if before else 1,
            said=sealed(said_of(before), ref=ref) if before else b"",
            file_ref=kept.ref,
            file_name=kept.name,
            by=by,
            at=at,
        )
        wait(found, by=by, at=at)
        verb.wrote("report", found.ref, fields=("file_ref", "state"))
    return found


def _refuse_many(number: int, most: int, what: str) -> None:
    if number >= most:
        raise Refusal(
            f"{number} of your reports {what}, and more than {most} cannot. "
            "Wait for them, or destroy those you no longer need."
        )


def wait(found: Report, *, by: Actor, at: datetime) -> None:
    """Promise that it is read."""
    key = f"{found.ref}.{found.checks}"
    jobs.enqueue(CHECK, key=key, about={"report": found.ref}, by=by, at=at)


def destroy(report: Report, *, by: Person, at: datetime) -> None:
    """Destroy a report with all that was found in it and said of it. Refused: it is another's."""
    with trail.verb("reporting.destroy", by=by, at=at) as verb:
        now = lock(report)
        if now.by_id != by.pk:
            raise Refusal("This is somebody else's report.")
        if now.state == State.DESTROYED:
            raise Refusal("This report is destroyed already.")
        _forget(now, why="its owner destroyed it", by=by, at=at)
        write(now, verb, fields=FORGOTTEN)


def _forget(now: Report, *, why: str, by: Actor, at: datetime) -> None:
    """Destroy every byte of it; that it was here stays."""
    if now.state != State.REFUSED:  # then its bytes went at once
        files.discard(now.file_ref, why=why, by=by, at=at)
    forget_parts(now, why=why, by=by, at=at)
    now.state, now.file_name, now.said, now.summary, now.failure = State.DESTROYED, "", b"", {}, {}


def gone(*, at: datetime) -> list[str]:
    """Reports of the last 30 days that their owners destroyed: an older backup still has them."""
    young = Report.objects.system(WHY).filter(at__gt=at - timedelta(days=KEPT_FOR_DAYS))
    found = young.filter(state=State.DESTROYED).order_by("pk")
    return list(found.values_list("ref", flat=True))


def forget_again(ref: str, *, at: datetime) -> bool:
    """After a restore: destroy a report that was destroyed since; False where it is."""
    found = Report.objects.system(WHY).filter(ref=ref).exclude(state=State.DESTROYED).first()
    if found is None:
        return False
    with trail.verb("reporting.forget_again", by=RESTORE, at=at) as verb:
        now = lock(found)
        _forget(now, why="it was destroyed before the restore", by=RESTORE, at=at)
        write(now, verb, fields=FORGOTTEN)
    return True


def sweep(*, at: datetime) -> int:
    """Destroy the reports that came 30 days ago; say how many."""
    old = Report.objects.system(WHY).filter(at__lte=at - timedelta(days=KEPT_FOR_DAYS))
    found = list(old.exclude(state=State.DESTROYED).order_by("pk"))
    for one in found:
        with trail.verb("reporting.sweep", by=WORKER, at=at) as verb:
            now = lock(one)
            if now.state != State.DESTROYED:
                _forget(now, why="30 days are over", by=WORKER, at=at)
                write(now, verb, fields=FORGOTTEN)
    return len(found)
