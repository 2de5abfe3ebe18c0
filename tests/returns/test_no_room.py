"""A full disk, as people, systems and the worker meet it: one message, and on afterwards."""

import errno
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.cast import AT, Cast
from tests.returns import sending
from tests.returns.sending import census, jobs, now, sealed_files, work
from village import engine, trail
from village.design import charts, errors
from village.evidence.indicators.models import Version
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import State
from village.files.models import SealedFile
from village.files.store import Spool
from village.jobs import worker
from village.jobs.models import State as JobState
from village.kernel.clock import SystemClock
from village.kernel.refs import new_ref

pytestmark = pytest.mark.django_db

FULL = "The disk of this house is full"


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def database_full(*_: object, **__: object) -> None:
    raise OperationalError("database or disk is full")


def forgiving(browser: Client) -> Client:
    """A browser that shows what a person would see of a fault."""
    browser.raise_request_exception = False
    return browser


def send(browser: Client, owed: Return) -> object:
    file = SimpleUploadedFile("return.xml", census(3))
    return browser.post(
        reverse("returns:one", args=[owed.ref]),
        {"file": file, "version": 0, "request_key": new_ref()},
    )


class TestSending:
    @pytest.mark.parametrize(
        ("where", "name", "refuse"),
        [
            (Spool, "write", full),
            (Spool, "finish", full),
            (trail.chain, "append", database_full),
        ],
        ids=["as it arrives", "at its end", "in the database"],
    )
    def test_is_told_in_one_page_and_leaves_nothing(
        self, cast: Cast, owed: Return, store: Path, monkeypatch, where, name, refuse
    ) -> None:
        browser = forgiving(cast.client(cast.owner))
        with monkeypatch.context() as patch:
            patch.setattr(where, name, refuse)
            answer = send(browser, owed)

        said = answer.content.decode()
        assert answer.status_code == 507
        assert FULL in said
        assert "Send it again when there is room" in said
        assert not Edition.objects.system("a test").exists()
        assert not SealedFile.objects.system("a test").exists()
        assert jobs() == []

    def test_goes_through_once_there_is_room(self, cast: Cast, owed: Return, monkeypatch) -> None:
        browser = forgiving(cast.client(cast.owner))
        with monkeypatch.context() as patch:
            patch.setattr(Spool, "write", full)
            refused = send(browser, owed)

        taken = send(browser, owed)

        assert (refused.status_code, taken.status_code) == (507, 302)
        assert Edition.objects.system("a test").count() == 1

    def test_leaves_no_bytes_of_an_upload(self, cast: Cast, owed, store, monkeypatch) -> None:
        monkeypatch.setattr(Spool, "finish", full)

        send(forgiving(cast.client(cast.owner)), owed)

        assert sealed_files(store) == []


STEPS: dict[str, tuple[object, str]] = {
    "returns.check": (engine, "keep_findings"),
    "returns.keep": (engine, "keep_apart"),
    "indicators.build": (engine, "build"),
}


class TestTheWorker:
    """A full disk is no fault of a job's: it waits, spends no try, and goes on by itself."""

    @pytest.mark.parametrize("kind", STEPS)
    def test_waits_and_takes_the_work_again(
        self, cast: Cast, owed: Return, monkeypatch, kind: str
    ) -> None:
        edition = sending.send(owed, census(2), by=cast.owner)
        if kind != "returns.check":
            work()
            made = now(edition)
            sending.editions.accept(made, version=made.version, commentary="", by=cast.owner, at=AT)
        with monkeypatch.context() as patch:
            patch.setattr(*STEPS[kind], full, raising=False)
            work()
        (waiting,) = jobs(kind)

        later(lambda: None)

        (done,) = jobs(kind)
        assert (waiting.state, waiting.attempts) == (JobState.WAITING, 0)
        assert FULL in waiting.words
        assert done.state == JobState.DONE
        assert now(edition).state in {State.CHECKED, State.ACCEPTED}

    def test_waits_for_longer_than_any_number_of_tries(
        self, cast: Cast, owed: Return, monkeypatch
    ) -> None:
        sending.send(owed, census(2), by=cast.owner)
        with monkeypatch.context() as patch:
            patch.setattr(engine, "keep_findings", full, raising=False)
            for minutes in range(1, 40, 2):
                at_minute(minutes)
        (waiting,) = jobs("returns.check")

        at_minute(60)

        (done,) = jobs("returns.check")
        assert (waiting.state, done.state) == (JobState.WAITING, JobState.DONE)

    def test_draws_what_there_was_no_room_to_draw(
        self, cast: Cast, owed: Return, store: Path, monkeypatch
    ) -> None:
        made = sending.accepted(owed, census(30), by=cast.owner)
        monkeypatch.setattr(charts, "drawn_outside", lambda specs: dict.fromkeys(specs, "<svg/>"))
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", full)
            work()
        unseen = Version.objects.system("a test").count()

        later(lambda: None)

        assert unseen == 0
        assert Version.objects.system("a test").count() == 1
        assert any((store / "charts").glob("*.svg"))
        assert now(made).stored_at is not None


def later(act: Callable[[], object]) -> None:
    act()
    at_minute(2)


def at_minute(minutes: int) -> None:
    """Do what is due so many minutes from now."""
    worker.load()
    clock = SystemClock().now() + timedelta(minutes=minutes)
    while worker.work_once(Event(), clock=lambda: clock):
        pass


def test_a_system_is_told_as_a_problem() -> None:
    asked = RequestFactory().get("/api/v1/returns")

    try:
        full()
    except OSError:
        answer = errors.server_error(asked)

    assert answer.status_code == 507
    assert answer["Content-Type"] == "application/problem+json"
    assert FULL in answer.content.decode()


def test_another_fault_is_still_a_fault_of_ours() -> None:
    asked = RequestFactory().get("/returns/")

    try:
        raise PermissionError(errno.EACCES, "Permission denied")
    except OSError:
        answer = errors.server_error(asked)

    assert answer.status_code == 500
    assert FULL not in answer.content.decode()
