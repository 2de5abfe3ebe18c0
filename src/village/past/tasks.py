"""What the worker does with spreadsheets: reads them apart, and forgets their rows in time."""

from datetime import datetime, timedelta

from village.jobs.models import Job
from village.jobs.registry import Progress, handler
from village.past.services import deciding, reading


@handler(reading.READ)
def read(job: Job, *, progress: Progress) -> None:
    """Read the rows of a spreadsheet in a confined process."""
    reading.read_rows(job.about["bringing"], progress=progress)


def sweep(*, at: datetime) -> None:
    deciding.sweep(at=at)


EVERY = (("past.sweep", timedelta(hours=24), sweep),)
