"""A promised job is done, whoever dies meanwhile, and its deed is done once."""

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connections

from village import jobs, trail
from village.guard import UntrackedWrite
from village.jobs import leases, registry, regular, selectors, services, worker
from village.jobs.leases import LeaseLost
from village.jobs.models import Job, State, Tick
from village.jobs.registry import Progress
from village.kernel.refusal import Refusal
from village.trail.models import Event

pytestmark = pytest.mark.django_db

ANNA = trail.System("anna")
Work = Callable[[Job, Progress], object]


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Work], None]]:
    """Lets a test say how its jobs are done; no other kind of job is known meanwhile."""
    monkeypatch.setattr(registry, "_handlers", {})

    def take(work: Work, **how: object) -> None:
        def done(job: Job, *, progress: Progress) -> None:
            work(job, progress)

        jobs.handler("test.work", **how)(done)

    yield take


def promised(at: datetime, *, key: str = "k1", **more: object) -> Job:
    with trail.verb("test.promise", by=ANNA, at=at, empty=True):
        return services.enqueue("test.work", key=key, about={"row": "r1"}, by=ANNA, at=at, **more)


def now(job: Job) -> Job:
    return Job.objects.system("the test looks").get(pk=job.pk)


def test_a_job_is_promised_with_its_verb_and_stands_in_the_trail(at: datetime) -> None:
    job = promised(at)

    event = Event.objects.system("the test looks").get()
    assert (job.state, job.by, job.about) == (State.WAITING, "system:anna", {"row": "r1"})
    assert event.detail["entries"][0]["ref"] == job.ref


def test_no_job_is_promised_outside_a_verb(at: datetime) -> None:
    with pytest.raises(UntrackedWrite):
        services.enqueue("test.work", key="k", about={}, by=ANNA, at=at)


def test_a_verb_that_is_undone_promised_nothing(at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), trail.verb("test.promise", by=ANNA, at=at):
        services.enqueue("test.work", key="k", about={}, by=ANNA, at=at)
        raise ZeroDivisionError

    assert not Job.objects.system("the test looks").exists()


def test_a_job_is_about_refs_and_never_about_values(at: datetime) -> None:
    with (
        pytest.raises(ValueError, match="refs"),
        trail.verb("test.promise", by=ANNA, at=at, empty=True),
    ):
        services.enqueue("test.work", key="k", about={"child": "Ann Smith"}, by=ANNA, at=at)


def test_of_one_key_there_is_one_job(at: datetime) -> None:
    first, second = promised(at), promised(at)

    assert first.ref == second.ref
    assert Job.objects.system("the test looks").count() == 1


def test_a_job_is_done(at: datetime, hand, stop, clock) -> None:
    done: list[str] = []
    hand(lambda job, progress: done.append(job.about["row"]))
    job = promised(at)

    assert worker.work_once(stop, clock=clock)

    assert done == ["r1"]
    assert (now(job).state, now(job).attempts, now(job).holder) == (State.DONE, 1, "")
    assert not worker.work_once(stop, clock=clock)


def test_jobs_are_done_in_the_order_of_their_promises(at: datetime, hand, stop, clock) -> None:
    done: list[str] = []
    hand(lambda job, progress: done.append(job.key))
    for key in ("b", "a", "c"):
        promised(at, key=key)

    while worker.work_once(stop, clock=clock):
        pass

    assert done == ["b", "a", "c"]


def test_a_job_may_be_promised_for_later(at: datetime, hand, stop, monkeypatch, clock) -> None:
    monkeypatch.setattr("village.kernel.clock.SystemClock.now", lambda _: clock())
    hand(lambda job, progress: None)
    promised(at, after=timedelta(minutes=5))

    assert not worker.work_once(stop, clock=clock)
    clock.pass_(minutes=5)
    assert worker.work_once(stop, clock=clock)


def test_a_job_that_nobody_here_can_do_waits_for_who_can(at: datetime, stop, clock, hand) -> None:
    job = promised(at)

    assert not worker.work_once(stop, clock=clock)
    assert now(job).state == State.WAITING


def test_progress_is_seen_by_others(at: datetime, hand, stop, clock) -> None:
    seen: list[tuple[int, int, str]] = []

    def work(job: Job, progress: Progress) -> None:
        progress(1, 3, "reading")
        shown = selectors.running(about={"row": "r1"})
        seen.append((shown.done, shown.of, shown.words))

    hand(work)
    promised(at)

    worker.work_once(stop, clock=clock)

    assert seen == [(1, 3, "reading")]
    assert selectors.running(about={"row": "r1"}) is None
    assert selectors.latest(about={"row": "r1"}).state == State.DONE


def test_progress_may_be_told_often_and_is_written_seldom(
    at: datetime, hand, stop, clock, django_assert_max_num_queries
) -> None:
    def work(job: Job, progress: Progress) -> None:
        with django_assert_max_num_queries(12):
            for number in range(10_000):
                progress(number, 10_000)

    hand(work)
    job = promised(at)

    worker.work_once(stop, clock=clock)

    assert now(job).state == State.DONE


def test_a_job_that_stumbles_is_tried_again_ever_later(at: datetime, hand, stop, clock) -> None:
    tries: list[datetime] = []

    def work(job: Job, progress: Progress) -> None:
        tries.append(clock.now)
        raise OSError("the disk is full")

    hand(work, attempts=3)
    job = promised(at)
    for _ in range(300):
        worker.work_once(stop, clock=clock)
        clock.pass_(seconds=1)

    assert [round((b - a).total_seconds()) for a, b in pairwise(tries)] == [
        10,
        40,
    ]
    given_up = now(job)
    assert (given_up.state, given_up.attempts) == (State.GIVEN_UP, 3)
    assert given_up.error in given_up.words
    assert list(selectors.stuck()) == [given_up]


def test_the_log_tells_the_reference_and_no_word_of_the_fault(
    at: datetime, hand, stop, clock, caplog: pytest.LogCaptureFixture
) -> None:
    from village.guard.logs import Discreet

    def work(job: Job, progress: Progress) -> None:
        raise ValueError("Zebedee Canary")

    hand(work)
    job = promised(at)

    with caplog.at_level(logging.ERROR):
        worker.work_once(stop, clock=clock)

    (record,) = caplog.records
    written = Discreet().format(record)
    assert now(job).error in written
    assert "builtins.ValueError" in written
    assert "Zebedee" not in written


def test_an_expected_no_ends_the_job_in_its_own_words(at: datetime, hand, stop, clock) -> None:
    def work(job: Job, progress: Progress) -> None:
        raise Refusal("The file holds no child.")

    hand(work)
    job = promised(at)

    worker.work_once(stop, clock=clock)

    assert (now(job).state, now(job).words) == (State.FAILED, "The file holds no child.")


def test_a_job_that_failed_may_be_asked_for_anew_and_one_that_runs_may_not(
    at: datetime, hand, stop, clock
) -> None:
    outcome: list[BaseException | None] = [Refusal("no"), None]

    def work(job: Job, progress: Progress) -> None:
        if fault := outcome.pop(0):
            raise fault

    hand(work)
    job = promised(at)
    worker.work_once(stop, clock=clock)

    with trail.verb("test.again", by=ANNA, at=at):
        services.again(job, by=ANNA, at=at)
    worker.work_once(stop, clock=clock)

    assert now(job).state == State.DONE
    with pytest.raises(Refusal), trail.verb("test.again", by=ANNA, at=at):
        services.again(job, by=ANNA, at=at)


def test_a_silent_holders_job_is_taken_again_and_its_late_words_count_for_nothing(
    at: datetime, hand, clock
) -> None:
    hand(lambda job, progress: None, lease=timedelta(minutes=1))
    job = promised(at)
    first = leases.claim(clock=clock)

    clock.pass_(seconds=59)
    assert leases.claim(clock=clock) is None
    clock.pass_(seconds=2)
    second = leases.claim(clock=clock)

    assert second.job.ref == first.job.ref
    for late in (first.renew, first.finish, first.put_back, first.must_hold):
        with pytest.raises(LeaseLost):
            late()
    with pytest.raises(LeaseLost):
        first.fail(words="late")
    second.finish()
    assert (now(job).state, now(job).attempts) == (State.DONE, 2)


def test_a_heartbeat_keeps_the_job(at: datetime, hand, clock) -> None:
    hand(lambda job, progress: None, lease=timedelta(minutes=1))
    promised(at)
    lease = leases.claim(clock=clock)

    for _ in range(10):
        clock.pass_(seconds=50)
        lease.renew()
        assert leases.claim(clock=clock) is None


def test_a_job_whose_workers_die_each_time_is_given_up(at: datetime, hand, clock, caplog) -> None:
    hand(lambda job, progress: None, attempts=3, lease=timedelta(minutes=1))
    job = promised(at)

    for _ in range(3):
        assert leases.claim(clock=clock)
        clock.pass_(minutes=2)

    assert leases.claim(clock=clock) is None
    assert now(job).state == State.GIVEN_UP
    assert now(job).error in caplog.text


def test_a_worker_that_is_told_to_stop_puts_its_job_back(at: datetime, hand, stop, clock) -> None:
    def work(job: Job, progress: Progress) -> None:
        stop.set()
        progress.go_on()
        raise AssertionError("it went on")

    hand(work)
    job = promised(at)

    worker.work_once(stop, clock=clock)

    assert (now(job).state, now(job).attempts) == (State.WAITING, 0)


def test_a_job_that_was_taken_back_stops_and_stays_so(at: datetime, hand, stop, clock) -> None:
    def work(job: Job, progress: Progress) -> None:
        with trail.verb("test.cancel", by=ANNA, at=at):
            services.cancel(job, by=ANNA, at=at)
        progress(1, 2)
        raise AssertionError("it went on")

    hand(work)
    job = promised(at)

    worker.work_once(stop, clock=clock)

    assert (now(job).state, now(job).words) == (State.FAILED, "Taken back.")


def test_a_deed_and_its_mark_commit_together(at: datetime, hand, stop, clock, caplog) -> None:
    def work(job: Job, progress: Progress) -> None:
        with trail.verb("test.deed", by=ANNA, at=at) as verb:
            verb.wrote("row", "r1")
            progress.complete()

    hand(work)
    job = promised(at)

    worker.work_once(stop, clock=clock)

    assert now(job).state == State.DONE
    assert caplog.records == []
    assert Event.objects.system("the test looks").filter(name="test.deed").count() == 1


def test_a_deed_of_a_worker_that_lost_its_lease_is_undone(at: datetime, hand, stop, clock) -> None:
    def work(job: Job, progress: Progress) -> None:
        clock.pass_(minutes=5)
        other = leases.claim(clock=clock)
        with trail.verb("test.deed", by=ANNA, at=at) as verb:
            verb.wrote("row", "r1")
            progress.complete()
        other.finish()

    hand(work)
    job = promised(at)

    worker.work_once(stop, clock=clock)

    assert now(job).state == State.RUNNING  # the other one's
    assert not Event.objects.system("the test looks").filter(name="test.deed").exists()


def test_two_handlers_of_one_kind_are_refused(hand) -> None:
    hand(lambda job, progress: None)

    with pytest.raises(ValueError, match="Two handlers"):
        hand(lambda job, progress: None)


def test_the_database_wants_a_holder_for_what_runs(at: datetime) -> None:
    job = promised(at)

    with pytest.raises(IntegrityError), trail.verb("a.b", by=ANNA, at=at, empty=True):
        Job.objects.system("test").filter(pk=job.pk).update(state=State.RUNNING)


def test_an_idle_worker_writes_nothing(hand, stop, clock, django_assert_num_queries) -> None:
    hand(lambda job, progress: None)

    with django_assert_num_queries(1) as seen:
        worker.work_once(stop, clock=clock)

    assert seen.captured_queries[0]["sql"].startswith("SELECT")


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_each_job_is_done_by_one(at: datetime, hand, stop) -> None:
    done: list[str] = []
    hand(lambda job, progress: done.append(job.key))
    for number in range(20):
        promised(at, key=f"k{number}")
    threads = [threading.Thread(target=drain, args=(stop,)) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == sorted(f"k{number}" for number in range(20))
    assert set(Job.objects.system("test").values_list("state", flat=True)) == {State.DONE}


def drain(stop: threading.Event) -> None:
    try:
        while worker.work_once(stop):
            pass
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_long_silent_handler_keeps_its_job_by_the_heartbeat(at: datetime, hand, stop) -> None:
    """The world's clock goes on only where the test lets it: each step waits for a heartbeat."""
    hours = [datetime(2026, 7, 15, 9, 0, tzinfo=UTC)]
    taken: list[object] = []
    over = threading.Event()

    def work(job: Job, progress: Progress) -> None:
        for _ in range(6):
            hours[0] += LEASE * 0.9
            assert any(beaten(job, hours[0]) or over.wait(0.05) for _ in range(600))
            taken.append(leases.claim(clock=lambda: hours[0]))

    hand(work, lease=LEASE)
    job = promised(at)

    worker.work_once(stop, clock=lambda: hours[0])

    assert taken == [None] * 6
    assert (now(job).state, now(job).attempts) == (State.DONE, 1)


LEASE = timedelta(seconds=0.3)


def beaten(job: Job, moment: datetime) -> bool:
    """Whether the lease was renewed at that moment."""
    until = now(job).lease_until
    return until is not None and until >= moment + LEASE


@pytest.mark.django_db(transaction=True)
def test_the_loop_survives_a_database_that_is_away(at: datetime, hand, stop, caplog) -> None:
    done: list[str] = []

    def work(job: Job, progress: Progress) -> None:
        done.append(job.key)
        stop.set()

    hand(work)
    promised(at)
    claims = [DatabaseError("the database is away"), None]
    real = leases.claim

    def claim(*, clock: object) -> object:
        if fault := claims.pop(0):
            raise fault
        return real(clock=clock)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leases, "claim", claim)
        patch.setattr(worker, "load", lambda: None)
        worker.run(stop, pause=0)

    assert done == ["k1"]
    assert "could not reach the database" in caplog.text


WORKER = """
import sys, threading, django
django.setup()
from village import jobs
from village.jobs import worker
from datetime import UTC, datetime, timedelta
from village import trail

@jobs.handler("test.work", lease=timedelta(seconds=1))
def work(job, *, progress):
    progress(1, 2, "half")
    print("half", flush=True)
    if sys.argv[1] == "hang":
        threading.Event().wait(60)
    at = datetime(2026, 7, 15, tzinfo=UTC)
    with trail.verb("test.deed", by=trail.System("child"), at=at) as verb:
        verb.wrote("row", job.about["row"])
        progress.complete()
    stop.set()

stop = threading.Event()
worker.run(stop, pause=0.05)
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_done_by_the_next_one(
    at: datetime, child_env: dict[str, str]
) -> None:
    job = promised(at)
    first = subprocess.Popen(
        [sys.executable, "-c", WORKER, "hang"], stdout=subprocess.PIPE, text=True, env=child_env
    )
    assert first.stdout.readline() == "half\n"
    first.send_signal(signal.SIGKILL)
    first.wait()
    first.stdout.close()
    assert now(job).state == State.RUNNING  # nobody has noticed yet

    second = subprocess.run(
        [sys.executable, "-c", WORKER, "work"], env=child_env, timeout=60, check=True
    )

    assert second.returncode == 0
    assert (now(job).state, now(job).attempts) == (State.DONE, 2)
    assert Event.objects.system("the test looks").filter(name="test.deed").count() == 1


def test_a_regular_task_is_done_when_it_is_due_by_one_worker(monkeypatch, clock) -> None:
    done: list[datetime] = []

    def sweep(*, at: datetime) -> None:
        done.append(at)

    task = ("test.sweep", timedelta(hours=1), sweep)
    monkeypatch.setattr(regular, "tasks", lambda: iter([task]))

    assert regular.run_due(clock=clock)
    assert not regular.run_due(clock=clock)
    clock.pass_(hours=1)
    assert regular.run_due(clock=clock)

    assert len(done) == 2
    assert Tick.objects.system("the test looks").get().began_at == clock.now


def test_a_regular_task_that_fails_keeps_no_other_from_its_turn(monkeypatch, clock, caplog) -> None:
    done: list[str] = []

    def fail(*, at: datetime) -> None:
        raise ValueError("Zebedee")

    listed = [
        ("test.fail", timedelta(hours=1), fail),
        ("test.sweep", timedelta(hours=1), lambda at: done.append("sweep")),
    ]
    monkeypatch.setattr(regular, "tasks", lambda: iter(listed))

    while regular.run_due(clock=clock):
        pass

    assert done == ["sweep"]
    assert "test.fail" in caplog.text


def test_the_rooms_list_their_regular_tasks() -> None:
    names = {name for name, _, _ in regular.tasks()}

    assert {"files.sweep", "jobs.sweep_drafts", "jobs.sweep_keys"} <= names


def test_the_register_of_handlers_needs_no_django() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, village.jobs.inside; print('django' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path("/"),
    )

    assert told.stdout == "False\n"
