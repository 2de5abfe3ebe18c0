"""Letters leave once what they tell of is safe, and carry nothing about a child."""

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.template import engines

from village import trail
from village.guard import UntrackedWrite
from village.jobs import worker
from village.jobs.models import Job
from village.jobs.models import State as JobState
from village.kernel.refusal import Refusal
from village.post import selectors, services, tasks
from village.post.models import Letter, State
from village.post.rules import LooksLikeARecord, Unfit, check_fill
from village.trail.models import Event

pytestmark = pytest.mark.django_db

ANNA = trail.System("anna")
TEXT = """A word from {{ by_whom }} & co

Dear {{ name }},

open {{ address }}/invitations/{{ token }}/ before {{ until|date:"j F Y" }}.
"""


@dataclass(frozen=True)
class Somebody:
    ref: str = "p1"
    name: str = "Bea O'Neill"
    email: str | None = "bea@example.org"


@pytest.fixture(autouse=True)
def _letters(settings, tmp_path: Path) -> None:
    """A folder of letters of this test's own, and one kind of clock."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "invitation.txt").write_text(TEXT)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    settings.VILLAGE_ADDRESS = "https://village.example/"
    settings.VILLAGE_AS_AT = None
    assert engines.all()


@pytest.fixture
def stop() -> threading.Event:
    worker.load()
    return threading.Event()


def written(at: datetime, *, to: Somebody | None = None, **context: object) -> Letter:
    facts = {"token": "s3cret-t0ken", "by_whom": "Anna", "until": date(2026, 7, 22), **context}
    with trail.verb("people.invite", by=ANNA, at=at):
        return services.write(
            to=to or Somebody(), template="letters/invitation", context=facts, by=ANNA, at=at
        )


def now(letter: Letter) -> Letter:
    return Letter.objects.system("the test looks").get(pk=letter.pk)


def test_a_letter_is_written_sent_and_forgotten(at: datetime, stop, mailoutbox) -> None:
    letter = written(at)
    assert mailoutbox == []

    assert worker.work_once(stop)

    (mail,) = mailoutbox
    assert mail.to == ["bea@example.org"]
    assert mail.subject == "A word from Anna & co"
    assert mail.body == (
        "Dear Bea O'Neill,\n\n"
        "open https://village.example/invitations/s3cret-t0ken/ before 22 July 2026.\n"
    )
    sent = now(letter)
    assert (sent.state, bytes(sent.sealed), sent.attempts) == (State.SENT, b"", 1)
    assert sent.sent_at is not None


def test_a_letter_lies_sealed_until_it_leaves(at: datetime) -> None:
    letter = written(at)

    for word in (b"s3cret", b"bea@", b"O'Neill"):
        assert word not in bytes(now(letter).sealed)


def test_neither_trail_nor_job_knows_address_or_words(at: datetime) -> None:
    written(at)

    told = str(list(Event.objects.system("test").values_list("detail", flat=True)))
    told += str(list(Job.objects.system("test").values_list("about", "key", "words")))
    for word in ("s3cret", "bea@", "O'Neill"):
        assert word not in told


def test_a_verb_that_is_undone_writes_to_nobody(at: datetime, stop, mailoutbox) -> None:
    with pytest.raises(ZeroDivisionError), trail.verb("people.invite", by=ANNA, at=at):
        services.write(to=Somebody(), template="letters/invitation", context={}, by=ANNA, at=at)
        raise ZeroDivisionError

    assert not worker.work_once(stop)
    assert mailoutbox == []


def test_no_letter_is_written_outside_a_verb(at: datetime) -> None:
    with pytest.raises(UntrackedWrite):
        services.write(to=Somebody(), template="letters/invitation", context={}, by=ANNA, at=at)


def test_who_has_no_address_cannot_be_written_to(at: datetime) -> None:
    with pytest.raises(Refusal):
        written(at, to=Somebody(email=None))


def test_a_letter_is_sent_once_though_its_job_runs_twice(at: datetime, stop, mailoutbox) -> None:
    written(at)
    worker.work_once(stop)
    job = Job.objects.system("the test looks").get()

    tasks.send(job, progress=SimpleNamespace())

    assert len(mailoutbox) == 1


def test_a_server_that_is_away_is_tried_again(at: datetime, stop, monkeypatch) -> None:
    failing(monkeypatch, SMTPServerDisconnected("gone"))
    letter = written(at)

    worker.work_once(stop)

    assert (now(letter).state, now(letter).attempts) == (State.WAITING, 1)
    assert Job.objects.system("the test looks").get().state == JobState.WAITING
    assert list(selectors.waiting()) == [letter]


def test_after_the_last_try_the_letter_is_listed_as_undelivered(
    at: datetime, stop, monkeypatch
) -> None:
    failing(monkeypatch, SMTPServerDisconnected("gone"))
    letter = written(at)
    days = [datetime.now(UTC) + timedelta(days=n) for n in range(tasks.ATTEMPTS + 1)]

    for day in days[:-1]:
        worker.work_once(stop, clock=partial(lambda now: now, day))

    assert now(letter).state == State.UNDELIVERED
    assert list(selectors.undelivered()) == [letter]
    assert not worker.work_once(stop, clock=lambda: days[-1])


def test_an_address_that_does_not_exist_is_not_tried_again(at: datetime, stop, monkeypatch) -> None:
    failing(monkeypatch, SMTPRecipientsRefused({"bea@example.org": (550, b"no such user")}))
    letter = written(at)

    worker.work_once(stop)

    lost = now(letter)
    assert (lost.state, lost.attempts) == (State.UNDELIVERED, 1)
    assert "bea@" not in lost.error
    assert Job.objects.system("the test looks").get().state == JobState.DONE


def test_an_undelivered_letter_may_be_sent_again(
    at: datetime, stop, monkeypatch, mailoutbox
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, SMTPRecipientsRefused({}))
        letter = written(at)
        worker.work_once(stop)

    with trail.verb("people.send_again", by=ANNA, at=at):
        services.send_again(now(letter), by=ANNA, at=at)
    worker.work_once(stop)

    assert now(letter).state == State.SENT
    assert len(mailoutbox) == 1
    with pytest.raises(Refusal), trail.verb("people.send_again", by=ANNA, at=at):
        services.send_again(now(letter), by=ANNA, at=at)


def test_a_persons_letters_are_listed(at: datetime) -> None:
    mine = written(at)
    written(at, to=Somebody(ref="p2"))

    assert list(selectors.to_person("p1")) == [mine]


def test_the_database_wants_a_moment_for_what_was_sent(at: datetime) -> None:
    letter = written(at)

    with pytest.raises(IntegrityError), trail.verb("a.b", by=ANNA, at=at, empty=True):
        Letter.objects.system("test").filter(pk=letter.pk).update(state=State.SENT)


@pytest.mark.parametrize(
    "value",
    [
        "A123456789012",
        "A12345678901B",
        "943 476 5919",
        "9434765919",
        "a\nline",
        "a\tcell",
        "x" * 501,
    ],
)
def test_a_letter_carries_no_word_that_looks_like_a_record(value: str) -> None:
    with pytest.raises(LooksLikeARecord) as refused:
        check_fill({"why": value})

    assert value not in refused.value.message


@pytest.mark.parametrize(
    "name", ["child", "child_id", "upn", "nhs_number", "birth_date", "postcode", "Name", "a b", ""]
)
def test_a_letter_carries_no_value_named_like_a_childs(name: str) -> None:
    with pytest.raises(Unfit):
        check_fill({name: "x"})


@pytest.mark.parametrize(
    "value", [["a"], {"a": 1}, ("a",), 1.5, b"a", object(), Letter(), True, SimpleNamespace(a=1)]
)
def test_a_letter_carries_plain_values_alone(value: object) -> None:
    with pytest.raises(Unfit):
        check_fill({"why": value})


def test_a_letter_carries_a_handful_of_values() -> None:
    with pytest.raises(Unfit):
        check_fill({f"fact_{letter}": 1 for letter in "abcdefghijklm"})


def test_words_numbers_and_dates_pass(at: datetime) -> None:
    facts = {"why": "You left.", "days": 7, "on": date(2026, 7, 1), "at": at, "link": None}

    assert check_fill(facts) == facts


def test_dates_and_moments_arrive_as_such(at: datetime) -> None:
    letter = written(at, on=date(2026, 7, 1), seen_at=at)

    fill = tasks.opened(letter)["fill"]

    assert (fill["on"], fill["seen_at"]) == (date(2026, 7, 1), at)


def failing(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def send(_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
