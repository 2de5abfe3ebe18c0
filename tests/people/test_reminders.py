"""The contact of a body hears in time of roles that lapse, once a week, by a job."""

from datetime import timedelta

import pytest

from tests.cast import AT, Cast
from village.jobs.models import Job
from village.jobs.registry import find
from village.partnership.people import services, tasks
from village.partnership.people.models import Role
from village.partnership.people.services import brakes, kept, reminders
from village.post.models import Letter
from village.trail.models import Event

# Roles of the cast were confirmed on 15 July: they lapse on 15 October.
AUTUMN = AT.replace(month=9, day=22)


def letters():
    found = Letter.objects.system("a test")
    return found.filter(template="people/letters/confirm_roles").order_by("pk")


def do_promised() -> None:
    class Done:
        def __call__(self, done: int, of: int, words: str = "") -> None: ...

        def go_on(self) -> None: ...

        def complete(self) -> None: ...

    for job in Job.objects.system("a test").filter(kind=reminders.REMIND):
        find(reminders.REMIND).work(job, progress=Done())


def test_nobody_is_reminded_while_nothing_lapses_soon(cast: Cast) -> None:
    tasks.promise_reminders(at=AT)

    assert not Job.objects.system("a test").filter(kind=reminders.REMIND).exists()
    assert not Event.objects.system("a test").filter(name="people.promise_reminders").exists()


def test_every_contact_with_roles_that_lapse_gets_one_letter(cast: Cast) -> None:
    tasks.promise_reminders(at=AUTUMN)
    do_promised()

    to = {letter.to for letter in letters()}
    assert to == {cast.council_contact.ref, cast.police_contact.ref}


def test_the_same_week_makes_no_second_letter_and_the_next_one_does(cast: Cast) -> None:
    for hours in (0, 12, 24):
        tasks.promise_reminders(at=AUTUMN + timedelta(hours=hours))
    same_week = Job.objects.system("a test").filter(kind=reminders.REMIND).count()
    tasks.promise_reminders(at=AUTUMN + timedelta(days=7))
    next_week = Job.objects.system("a test").filter(kind=reminders.REMIND).count()

    assert (same_week, next_week) == (2, 4)


def test_what_was_confirmed_before_the_job_ran_is_not_asked_for(cast: Cast) -> None:
    tasks.promise_reminders(at=AUTUMN)
    for role in Role.objects.system("a test").filter(body=cast.police):
        services.confirm(role, by=cast.police_contact, at=AUTUMN)

    do_promised()

    assert [letter.to for letter in letters()] == [cast.council_contact.ref]


@pytest.mark.django_db
def test_the_sweep_runs_with_nothing_to_sweep_and_writes_nothing() -> None:
    tasks.sweep(at=AT)

    assert not Event.objects.system("a test").exists()
    assert kept.sweep(by=tasks.WORKER, at=AT) == 0
    assert not brakes.is_locked("password", "a@example.org", now=AT)
