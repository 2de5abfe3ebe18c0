"""Who holds a job, for how long, and how it ended; every word of a holder proves it still holds.

A lease has a random holder name of its own. Each write names it, so a worker that was thought dead
and wakes up can change nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Greatest

from village import guard
from village.guard import GuardedQuerySet
from village.jobs import registry
from village.jobs.models import Job, State
from village.jobs.registry import Handler
from village.kernel.refs import new_ref

WHY = "leases, heartbeats and progress change by the second; what a job does is an event of its own"
FIRST_WAIT = timedelta(seconds=10)
A_WHILE = timedelta(minutes=1)

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class LeaseLost(Exception):  # reason: it tells what happened, and is expected
    """Somebody else has this job now, or it was taken back: leave it as it is."""


@dataclass(frozen=True, slots=True)
class Lease:
    """One hold of one worker on one job."""

    job: Job
    handler: Handler
    holder: str
    clock: Clock

    def renew(self) -> None:
        """Keep the job for another while."""
        now = self.clock()
        self._write(heartbeat_at=now, lease_until=now + self.handler.lease)

    def note(self, *, done: int, of: int, words: str) -> None:
        """Write how far it is; that is a sign of life as well."""
        now = self.clock()
        self._write(
            done=done,
            of=of,
            words=words[:300],
            heartbeat_at=now,
            lease_until=now + self.handler.lease,
        )

    def must_hold(self) -> None:
        """Raise LeaseLost unless this worker holds the job still."""
        if not self._held().exists():
            raise LeaseLost(self.job.ref)

    def complete(self) -> None:
        """Mark the job done in the open transaction, whichever that is."""
        marked = self._held().update(
            state=State.DONE,
            done=Greatest(F("done"), F("of")),
            ended_at=self.clock(),
            holder="",
            lease_until=None,
        )
        if not marked:
            raise LeaseLost(self.job.ref)

    def finish(self) -> None:
        """Mark the job done, if the handler's own verb has not."""
        with guard.writing_beside(Job, why=WHY):
            self.complete()

    def put_back(self) -> None:
        """Give the job up to the next worker, as if it had never been taken."""
        self._write(
            state=State.WAITING,
            holder="",
            lease_until=None,
            attempts=Greatest(F("attempts") - 1, 0),
        )

    def wait(self, *, words: str) -> None:
        """Give the job up for a minute, as if it had never been taken; the words say why."""
        self._write(
            state=State.WAITING,
            holder="",
            lease_until=None,
            words=words[:300],
            attempts=Greatest(F("attempts") - 1, 0),
            run_after=self.clock() + A_WHILE,
        )

    def fail(self, *, words: str) -> None:
        """It cannot be done, and the words say why; another try would end the same."""
        self._write(
            state=State.FAILED,
            words=words[:300],
            holder="",
            lease_until=None,
            ended_at=self.clock(),
        )

    def stumble(self, *, reference: str) -> None:
        """It went wrong: try again after a while, ever longer; after the last try give it up."""
        if self.job.attempts >= self.handler.attempts:
            give_up(self._held(), reference=reference, now=self.clock())
            return
        wait = FIRST_WAIT * 4 ** (self.job.attempts - 1)
        self._write(
            state=State.WAITING,
            holder="",
            lease_until=None,
            error=reference,
            run_after=self.clock() + wait,
        )

    def _write(self, **values: Any) -> None:  # Any: columns of a job
        with guard.writing_beside(Job, why=WHY):
            if not self._held().update(**values):
                raise LeaseLost(self.job.ref)

    def _held(self) -> GuardedQuerySet[Job]:
        jobs = Job.objects.system("a holder tells of its own job")
        return jobs.filter(pk=self.job.pk, state=State.RUNNING, holder=self.holder)


def claim(*, clock: Clock) -> Lease | None:
    """Take the next job that is due or whose holder fell silent; None where there is none."""
    while _due(now=clock()).exists():  # a look takes no lock: an idle worker writes nothing
        with guard.writing_beside(Job, why=WHY):
            job = _due(now=clock()).select_for_update(skip_locked=True).order_by("pk").first()
            if job is None:
                return None  # another worker was quicker
            handler = registry.find(job.kind)
            if handler and job.attempts < handler.attempts:
                return _leased(job, handler, clock=clock)
            _give_up_silent(job, now=clock())
    return None


def _leased(job: Job, handler: Handler, *, clock: Clock) -> Lease:
    now = clock()
    job.state, job.holder, job.attempts = State.RUNNING, new_ref(), job.attempts + 1
    job.heartbeat_at, job.lease_until = now, now + handler.lease
    job.done, job.of, job.words = 0, 0, ""
    job.save(
        update_fields=[
            *("state", "holder", "attempts", "heartbeat_at", "lease_until"),
            *("done", "of", "words"),
        ]
    )
    return Lease(job, handler, job.holder, clock)


def _due(*, now: datetime) -> GuardedQuerySet[Job]:
    due = Q(state=State.WAITING) & (Q(run_after=None) | Q(run_after__lte=now))
    silent = Q(state=State.RUNNING, lease_until__lt=now)
    jobs = Job.objects.system("a worker looks for work").filter(kind__in=registry.kinds())
    return jobs.filter(due | silent)


def _give_up_silent(job: Job, *, now: datetime) -> None:
    """Its workers died each time: the job itself may be what kills them."""
    reference = new_ref()
    log.error("job %s (%s): its workers fell silent, reference %s", job.ref, job.kind, reference)
    this = Job.objects.system("a worker gives up a job").filter(pk=job.pk)
    give_up(this, reference=reference, now=now)


def give_up(jobs: GuardedQuerySet[Job], *, reference: str, now: datetime) -> None:
    with guard.writing_beside(Job, why=WHY):
        jobs.update(
            state=State.GIVEN_UP,
            error=reference,
            words=f"This did not work after several tries. Tell us the reference {reference}.",
            holder="",
            lease_until=None,
            ended_at=now,
        )
