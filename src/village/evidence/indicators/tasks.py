"""What the worker does with figures: builds the next version and draws its charts."""

from datetime import datetime, timedelta

from village import trail
from village.evidence.indicators import services
from village.evidence.indicators.services import explored, releases
from village.jobs.models import Job
from village.jobs.registry import Progress, handler
from village.partnership.people.rights import moment


# As long as another build holds the store, this one waits: the last try comes hours later.
@handler(services.BUILD, attempts=7)
def build(job: Job, *, progress: Progress) -> None:
    """Build a version of all editions that count, with its pictures."""
    services.build(
        job.about.get("edition", ""),
        by=trail.System("worker"),
        at=moment(),
        progress=progress,
        again=job.attempts > 1,
    )


@handler(releases.MAKE, attempts=7)
def release(job: Job, *, progress: Progress) -> None:
    """Make the tables of a release, and let them out where a reader learns nothing from them."""
    releases.make(job.about["release"], at=moment(), progress=progress)


@handler(explored.COUNT)
def explore(job: Job, *, progress: Progress) -> None:
    """Count a table that somebody asked for."""
    explored.count(job.about, progress=progress)


def describe_missing(*, at: datetime) -> None:
    explored.describe_missing()


def end_stuck_releases(*, at: datetime) -> None:
    releases.end_stuck(at=at)


def draw_missing(*, at: datetime) -> None:
    services.draw_missing()


EVERY = (
    ("indicators.draw_missing", timedelta(hours=24), draw_missing),
    ("indicators.describe_missing", timedelta(hours=24), describe_missing),
    ("indicators.end_stuck_releases", timedelta(minutes=1), end_stuck_releases),
)
