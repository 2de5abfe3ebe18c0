"""How far jobs have come. They hold refs and counts; who may ask is said by the asking page."""

from collections.abc import Mapping

from village.guard import GuardedQuerySet
from village.jobs.models import OPEN, Job, State

WHY = "a job holds refs and counts"


def running(*, about: Mapping[str, str]) -> Job | None:
    """The job that waits or runs about these records, if one does; the oldest of several."""
    return about_records(about).filter(state__in=OPEN).order_by("pk").first()


def latest(*, about: Mapping[str, str]) -> Job | None:
    """The last job about these records, however it ended."""
    return about_records(about).order_by("-pk").first()


def about_records(about: Mapping[str, str]) -> GuardedQuerySet[Job]:
    """Jobs about all of these refs. Cost: a scan of the jobs, as `about` has no index."""
    return Job.objects.system(WHY).filter(**{f"about__{name}": ref for name, ref in about.items()})


def stuck() -> GuardedQuerySet[Job]:
    """What was given up or failed, latest first, for those who look after the house."""
    ended = Job.objects.system(WHY).filter(state__in=(State.FAILED, State.GIVEN_UP))
    return ended.order_by("-pk")
