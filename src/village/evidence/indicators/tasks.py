"""What the worker does with figures: builds the next version and draws its charts."""

from datetime import datetime, timedelta

from village import trail
from village.evidence.indicators import services
from village.jobs.models import Job
from village.jobs.registry import Progress, handler
from village.partnership.people.rights import moment


# As long as another build holds the store, this one waits: the last try comes hours later.
@handler(services.BUILD, attempts=7)
def build(job: Job, *, progress: Progress) -> None:
    """Build a version of all editions that count, with its pictures."""
    services.build(
        job.about["edition"],
        by=trail.System("worker"),
        at=moment(),
        progress=progress,
        again=job.attempts > 1,
    )


def draw_missing(*, at: datetime) -> None:
    services.draw_missing()


EVERY = (("indicators.draw_missing", timedelta(hours=24), draw_missing),)
