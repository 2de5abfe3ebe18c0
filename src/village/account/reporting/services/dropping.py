"""Takes reports in to be checked, and destroys them: at their owner's word, or after 30 days."""

import logging
from datetime import datetime, timedelta

from village import trail
from village.account.reporting.models import Report, sealed
from village.account.reporting.rules import KEPT_FOR_DAYS, MOST_KEPT, State, nothing_said
from village.account.reporting.services.standing import (
    PARTS,
    WHY,
    WORKER,
    forget_parts,
    kept_of,
    lock,
    refuse_crowd,
    refuse_many,
    write,
)
from village.figures.check.taking_in.limits import FILE_BYTES
from village.files import services as files
from village.files.rules import display_name
from village.guard import Actor
from village.jobs import services as jobs
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person

CHECK = "reporting.check"
NAMELESS = "report"
"""What a receipt calls it; its own name lies sealed."""
RESTORE = trail.System("restore")
FORGOTTEN = ("state", "said", "summary", "failure", *(f"{one}_ref" for one in PARTS))
TOO_LARGE = (
    f"The file is larger than {FILE_BYTES // 1_000_000} MB. Save it with smaller pictures, or "
    "check it in parts."
)

log = logging.getLogger(__name__)


def receive(
    upload: files.Upload, *, earlier: Report | None = None, by: Person, at: datetime
) -> Report:
    """Take a report in; a job reads it. earlier: whose next version it is.

    Refused: too many of the person's wait or lie here; too large; the earlier one is another's.
    """
    with trail.verb("reporting.receive", by=by, at=at) as verb:
        refuse_many(kept_of(by).count(), MOST_KEPT, "lie here")
        refuse_crowd(by)
        before = lock(earlier) if earlier else None
        if before and (before.by_id != by.pk or before.state == State.DESTROYED):
            raise Refusal("The earlier version is no longer here.")
        name = display_name(upload.name or "")
        kept = files.keep(upload, by=by, at=at, name=NAMELESS)
        if kept.size > FILE_BYTES:
            raise Refusal(TOO_LARGE, field="file")
        ref, said = new_ref(), before.said_of if before else nothing_said("")
        found = Report.objects.create(
            ref=ref,
            earlier=before,
            number=before.number + 1 if before else 1,
            said=sealed({**said, "name": name}, ref=ref),
            file_ref=kept.ref,
            by=by,
            at=at,
        )
        wait(found, by=by, at=at)
        verb.wrote("report", found.ref, fields=("file_ref", "state"))
    return found


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
        files.discard(now.file_ref, why=why, forgets=True, by=by, at=at)
    forget_parts(now, why=why, by=by, at=at)
    now.state, now.said, now.summary, now.failure = State.DESTROYED, b"", {}, {}


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
    return sum(_swept(one, at=at) for one in found)


def _swept(one: Report, *, at: datetime) -> bool:
    """A fault in one report must not keep the others here."""
    try:
        with trail.verb("reporting.sweep", by=WORKER, at=at, empty=True) as verb:
            now = lock(one)
            if now.state == State.DESTROYED:
                return False
            _forget(now, why="30 days are over", by=WORKER, at=at)
            write(now, verb, fields=FORGOTTEN)
    except Exception:  # reason: told of, and tried again at the next sweep
        log.exception("report %s could not be destroyed", one.ref)
        return False
    return True
