"""What the worker does with editions: checks them apart, and keeps those that were accepted."""

from village.evidence.returns.services import checking, keeping
from village.evidence.returns.services.editions import CHECK, KEEP
from village.jobs.models import Job
from village.jobs.registry import Progress, handler


@handler(CHECK)
def check(job: Job, *, progress: Progress) -> None:
    """Check the file of an edition in a confined process."""
    checking.check(job.about["edition"], progress=progress)


@handler(KEEP)
def keep(job: Job, *, progress: Progress) -> None:
    """Put an accepted edition into the store."""
    keeping.keep(job.about["edition"], progress=progress)
