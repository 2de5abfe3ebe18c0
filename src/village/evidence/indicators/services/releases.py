"""Lets tables out for partners or the public: a person asks, the worker makes and tries."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from village import engine, trail
from village.evidence.indicators.models import Release, ReleaseState
from village.evidence.returns.services import house
from village.figures.audiences import Audience
from village.jobs import selectors as jobs_known
from village.jobs import services as jobs
from village.jobs.models import State as JobState
from village.jobs.registry import Progress
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person

MAKE = "indicators.release"
WORKER = trail.System("worker")


class UnderWay(Refusal):
    """One release for an audience is made at a time: the next weighs what the last one hid."""


def ask(audience: Audience, *, by: Person, at: datetime) -> Release:
    """Promise a release of the newest version. Refused: one for that audience is being made."""
    with trail.verb("indicators.ask_for_release", by=by, at=at) as verb:
        try:
            with transaction.atomic():
                asked = Release.objects.create(audience=audience.value, asked_by=by, asked_at=at)
        except IntegrityError:
            raise UnderWay("One is being made already. Wait until it has ended.") from None
        jobs.enqueue(MAKE, key=asked.ref, about={"release": asked.ref}, by=by, at=at)
        verb.wrote("release", asked.ref, fields=("audience",))
    return asked


def make(ref: str, *, at: datetime, progress: Progress) -> None:
    """Make a release that was asked for; a second time changes nothing.

    What the engine will not let out is written down in its words; Busy is left to the next try.
    """
    asked = Release.objects.system("the worker makes what was asked for").get(ref=ref)
    if asked.state != ReleaseState.WAITING:
        return
    try:
        made = engine.release(
            house.store(),
            specs=house.rules().specs,
            rulebook=house.rulebook(),
            audience=Audience(asked.audience),
        )
    except engine.Busy:
        raise
    except engine.EngineError as no:
        _write(asked, at, progress, state=ReleaseState.REFUSED, refusal=no.as_record())
        return
    _write(
        asked,
        at,
        progress,
        state=ReleaseState.MADE,
        name=made.plain["release"],
        of_version=made.plain["version"],
        tables=made.plain,
        hidden=len(made.chosen.hidden),
    )


def end_stuck(*, at: datetime) -> None:
    """Say of releases that nobody tries any more that they were not made."""
    waiting = Release.objects.system("a release that was given up waits no more").filter(
        state=ReleaseState.WAITING
    )
    for asked in waiting.order_by("pk"):
        job = jobs_known.latest(about={"release": asked.ref})
        if job is not None and job.state in (JobState.FAILED, JobState.GIVEN_UP):
            _write(asked, at, None, state=ReleaseState.REFUSED, refusal=OURS)


OURS = {
    "what": "It could not be made, and the fault is ours.",
    "mend": "Tell the business unit the time of this message, or ask once more.",
}


def _write(
    asked: Release,
    at: datetime,
    progress: Progress | None,
    **facts: Any,  # Any: fields of the model
) -> None:
    with trail.verb("indicators.make_release", by=WORKER, at=at) as verb:
        for name, value in {**facts, "made_at": at}.items():
            setattr(asked, name, value)
        asked.save(update_fields=[*facts, "made_at"])
        verb.wrote("release", asked.ref, fields=tuple(facts))
        if progress is not None:
            progress.complete()
