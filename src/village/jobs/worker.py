"""Does the jobs, one at a time, until told to stop. Start as many as the house needs."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import DatabaseError, close_old_connections, connection
from django.utils.module_loading import autodiscover_modules

from village.jobs import leases, regular
from village.jobs.leases import Clock, Lease, LeaseLost
from village.kernel import room
from village.kernel.clock import SystemClock
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal

PAUSE = 1.0
SAY_EVERY = 0.5

log = logging.getLogger(__name__)
world = SystemClock().now


class Stopping(Exception):  # reason: it tells what happens, and is expected
    """The worker is asked to stop: its job goes back to the queue."""


@dataclass(slots=True)
class Teller:
    """The progress of one job (registry.Progress)."""

    lease: Lease
    stop: threading.Event
    lost: threading.Event = field(default_factory=threading.Event)
    completed: bool = False
    _said_at: float = 0.0

    def __call__(self, done: int, of: int, words: str = "") -> None:
        if done < of and time.monotonic() - self._said_at < SAY_EVERY:
            self._stop_if_asked()
            return
        self._stop_if_asked()
        self.lease.note(done=done, of=of, words=words)
        self._said_at = time.monotonic()

    def go_on(self) -> None:
        self._stop_if_asked()
        if time.monotonic() - self._said_at >= SAY_EVERY:
            self.lease.must_hold()
            self._said_at = time.monotonic()

    def complete(self) -> None:
        self.lease.complete()
        self.completed = True

    def _stop_if_asked(self) -> None:
        if self.lost.is_set():
            raise LeaseLost(self.lease.job.ref)
        if self.stop.is_set():
            raise Stopping(self.lease.job.ref)


def run(stop: threading.Event, *, clock: Clock = world, pause: float = PAUSE) -> None:
    """Work until `stop` is set, then put back what is half done. Meant for a thread or process."""
    load()
    while not stop.is_set():
        try:
            busy = work_once(stop, clock=clock) or regular.run_due(clock=clock)
        except DatabaseError:
            # A locked or restarted database is no reason to die: look again in a while.
            log.exception("the worker could not reach the database")
            connection.close()
            busy = False
        if not busy:
            close_old_connections()
            stop.wait(pause)
    connection.close()


def load() -> None:
    """Learn who does what, from the tasks.py of every app."""
    autodiscover_modules("tasks")


def work_once(stop: threading.Event, *, clock: Clock = world) -> bool:
    """Do the next job, if there is one; say whether there was."""
    lease = leases.claim(clock=clock)
    if lease is None:
        return False
    try:
        _perform(lease, stop)
    except LeaseLost:
        log.warning("job %s (%s) was taken by another", lease.job.ref, lease.job.kind)
    return True


def _perform(lease: Lease, stop: threading.Event) -> None:
    teller = Teller(lease, stop)
    try:
        with _beating(teller):
            lease.handler.work(lease.job, progress=teller)
    except Stopping:
        lease.put_back()
    except Refusal as refusal:
        lease.fail(words=refusal.message)
    except LeaseLost:
        raise
    except Exception as fault:  # noqa: BLE001  # reason: whatever a job does, the worker lives on
        _wait_for_room(lease) if room.is_full(fault) else _stumble(lease)
    else:
        if not teller.completed:
            lease.finish()


def _stumble(lease: Lease) -> None:
    reference = new_ref()
    log.exception("job %s (%s) failed, reference %s", lease.job.ref, lease.job.kind, reference)
    lease.stumble(reference=reference)


def _wait_for_room(lease: Lease) -> None:
    """A full disk is no fault of the job's: it is tried until there is room, however long."""
    log.error("job %s (%s) waits: the disk is full", lease.job.ref, lease.job.kind)
    lease.wait(words=f"{room.WHAT} {room.MEND} This goes on by itself when there is room.")


@contextmanager
def _beating(teller: Teller) -> Iterator[None]:
    """Renew the lease from a thread of its own, so that a handler deep in work need not."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(teller, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(teller: Teller, over: threading.Event) -> None:
    lease = teller.lease
    until = lease.clock() + lease.handler.limit
    try:
        while not over.wait(lease.handler.lease.total_seconds() / 3) and lease.clock() < until:
            try:
                lease.renew()
            except DatabaseError:
                log.warning("job %s: a heartbeat was missed", lease.job.ref)
    except LeaseLost:
        teller.lost.set()
    finally:
        connection.close()
