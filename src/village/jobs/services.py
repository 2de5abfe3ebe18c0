"""Work is promised here, within the verb that makes it necessary."""

import re
from datetime import datetime, timedelta

from village import guard
from village.guard import Actor
from village.jobs.models import OPEN, Job, State
from village.kernel.clock import SystemClock
from village.kernel.refusal import Refusal

_REF = re.compile(r"[\w.:@+-]{1,80}", re.ASCII)


def enqueue(
    kind: str,
    *,
    key: str,
    about: dict[str, str],
    by: Actor,
    at: datetime,
    after: timedelta | None = None,
) -> Job:
    """Promise a job; a worker takes it up once the open verb has committed.

    key: of one kind and key there is one job ever; asked for again, the first is given back.
    about: refs that the handler reads its records by. after: how long to wait before it begins.
    """
    for text in (key, *about.values()):
        if not _REF.fullmatch(text):
            raise ValueError(f"{kind}: a job is about refs, not values.")
    verb = guard.recorder()
    run_after = SystemClock().now() + after if after else None
    wanted = Job(kind=kind, key=key, about=about, by=by.ref, asked_at=at, run_after=run_after)
    Job.objects.bulk_create([wanted], ignore_conflicts=True)
    job = Job.objects.system("a job is given back by its key").get(kind=kind, key=key)
    if job.ref == wanted.ref:
        verb.wrote("job", job.ref, fields=("kind", "about"))
    return job


def again(job: Job, *, by: Actor, at: datetime) -> Job:
    """Let a job that failed or was given up be tried anew. Refused: it did not end so."""
    verb = guard.recorder()
    ended = Job.objects.system("somebody asks for another try").filter(
        pk=job.pk, state__in=(State.FAILED, State.GIVEN_UP)
    )
    if not ended.update(
        state=State.WAITING, attempts=0, run_after=None, error="", words="", by=by.ref, asked_at=at
    ):
        raise Refusal("This work is under way or done already.")
    verb.wrote("job", job.ref, fields=("state", "attempts"))
    job.refresh_from_db()
    return job


def cancel(job: Job, *, by: Actor, at: datetime) -> None:
    """Take back a job that nobody wants any more; a worker that holds it stops at its next word."""
    verb = guard.recorder()
    still = Job.objects.system("a job is taken back").filter(pk=job.pk, state__in=OPEN)
    if still.update(state=State.FAILED, holder="", words="Taken back.", ended_at=at):
        verb.wrote("job", job.ref, fields=("state",))
