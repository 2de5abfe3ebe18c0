"""What the worker does with editions: checks them apart, and keeps those that were accepted."""

from datetime import datetime, timedelta

from village.evidence.returns.services import checking, clearing, keeping, reminding, telling
from village.evidence.returns.services.clearing import CLEAR
from village.evidence.returns.services.editions import CHECK, KEEP
from village.evidence.returns.services.standing import WORKER
from village.jobs.models import Job
from village.jobs.registry import Progress, handler


@handler(CHECK)
def check(job: Job, *, progress: Progress) -> None:
    """Check the file of an edition in a confined process."""
    checking.check(job.about["edition"], progress=progress)


# Another build may hold the store for long: the last of seven tries comes hours later.
@handler(KEEP, attempts=7)
def keep(job: Job, *, progress: Progress) -> None:
    """Put an accepted edition into the store."""
    keeping.keep(job.about["edition"], progress=progress)


@handler(CLEAR, attempts=7)
def clear(job: Job, *, progress: Progress) -> None:
    """Destroy what is dead of an edition's return."""
    clearing.clear_away(job.about["edition"])


def refuse_stuck(*, at: datetime) -> None:
    checking.refuse_stuck()


def sweep(*, at: datetime) -> None:
    clearing.sweep()


def tell_of_agreements(*, at: datetime) -> None:
    telling.tell(by=WORKER, at=at)


def remind(*, at: datetime) -> None:
    reminding.remind(by=WORKER, at=at)


EVERY = (
    ("returns.refuse_stuck", timedelta(minutes=1), refuse_stuck),
    ("returns.sweep", timedelta(hours=24), sweep),
    ("returns.remind", timedelta(hours=12), remind),
    ("returns.tell_of_agreements", timedelta(hours=12), tell_of_agreements),
)
