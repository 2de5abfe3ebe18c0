"""What the worker does with reports: checks them apart, and destroys them after 30 days."""

from datetime import datetime, timedelta

from village.account.reporting.services import checking, dropping
from village.jobs.models import Job
from village.jobs.registry import Progress, handler


@handler(dropping.CHECK)
def check(job: Job, *, progress: Progress) -> None:
    """Read and check a report in a confined process."""
    checking.read_report(job.about["report"], progress=progress)


def sweep(*, at: datetime) -> None:
    dropping.sweep(at=at)


EVERY = (("reporting.sweep", timedelta(hours=6), sweep),)
