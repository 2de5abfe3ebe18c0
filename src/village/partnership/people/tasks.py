"""What a worker does for people, asked for and at regular times (`jobs.regular` reads EVERY)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import now

from village import jobs
from village.partnership.people.services import brakes, kept, reminders
from village.trail import System

if TYPE_CHECKING:
    from village.jobs.models import Job
    from village.jobs.registry import Progress

WORKER = System("worker")


@jobs.handler(reminders.REMIND)
def remind(job: "Job", *, progress: "Progress") -> None:
    """Write to the contact of a body about roles that lapse."""
    reminders.remind(job.about["body"], by=WORKER, at=job.asked_at, complete=progress.complete)


def promise_reminders(*, at: datetime) -> None:
    reminders.promise(by=WORKER, at=at)


def sweep(*, at: datetime) -> None:
    """Destroy what was kept for a day, and counts of tries that no longer matter."""
    kept.sweep(by=WORKER, at=at)
    brakes.sweep(now=now())


EVERY = (
    ("people.promise_reminders", timedelta(hours=12), promise_reminders),
    ("people.sweep", timedelta(hours=1), sweep),
)
