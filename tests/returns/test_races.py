"""Two at once: one deed is done, and the other one is told so."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.urls import reverse

from tests.cast import AT, Cast
from tests.returns import sending
from tests.returns.sending import Quiet, census, events, now, sealed_files
from village.evidence.returns.models import Edition, Return, Withdrawal
from village.evidence.returns.rules import State
from village.evidence.returns.services import checking, editions
from village.jobs import selectors as jobs
from village.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[object]:
    """What came of each, done in threads that start together."""
    gate = threading.Barrier(len(deeds))
    found: dict[int, object] = {}

    def run(number: int, deed: Deed) -> None:
        gate.wait()
        try:
            found[number] = deed()
        except Refusal as no:
            found[number] = no
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in range(len(deeds))]


def accepting(edition: Edition, by) -> Deed:
    return lambda: editions.accept(
        edition, version=edition.version, commentary=by.name, by=by, at=AT
    )


def test_of_two_data_leads_who_accept_at_once_one_is_told_about_the_other(
    cast: Cast, owed: Return
) -> None:
    made = sending.checked(owed, census(2), by=cast.owner)

    ends = at_once(accepting(made, cast.owner), accepting(made, cast.colleague))

    (no,) = [end for end in ends if isinstance(end, Refusal)]
    winner = now(made).decided_by
    assert no.message.startswith(f"{winner.name} accepted it")
    assert now(made).commentary == winner.name
    assert len(events("returns.accept")) == 1


def test_of_accepting_and_leaving_out_at_once_one_is_done(cast: Cast, owed, store) -> None:
    made = sending.checked(owed, census(2), by=cast.owner)

    at_once(
        accepting(made, cast.owner),
        lambda: editions.refuse(
            made, version=made.version, commentary="", by=cast.colleague, at=AT
        ),
    )

    is_accepted = now(made).state == "accepted"
    assert len(events("returns.accept")) + len(events("returns.refuse")) == 1
    assert len(sealed_files(store)) == is_accepted


def test_of_two_editions_accepted_at_once_one_stands_and_the_other_is_told_of_it(
    cast: Cast, owed
) -> None:
    first = sending.checked(owed, census(2), by=cast.owner)
    second = sending.checked(owed, census(3), by=cast.owner)

    ends = at_once(accepting(first, cast.owner), accepting(second, cast.colleague))

    (no,) = [end for end in ends if isinstance(end, Refusal)]
    states = {now(each).state for each in (first, second)}
    assert states in ({"accepted", "checked"}, {"accepted", "superseded"})
    assert "accepted" in no.message or "superseded" in no.message


def test_taken_back_while_a_newer_one_is_accepted_it_keeps_one_end(cast: Cast, owed) -> None:
    old = sending.accepted(owed, census(2), by=cast.owner)
    newer = sending.checked(owed, census(3), by=cast.owner)

    at_once(
        accepting(newer, cast.owner),
        lambda: editions.withdraw(old, version=old.version, why="Wrong", by=cast.colleague, at=AT),
    )

    lines = Withdrawal.objects.system("a test looks").filter(edition=old).count()
    assert (now(old).state == "withdrawn") == bool(lines)
    assert now(old).state in {"withdrawn", "superseded"}
    assert now(newer).state == "accepted"


def test_two_files_sent_at_once_are_one_edition_and_a_word(cast: Cast, owed) -> None:
    ends = at_once(
        lambda: sending.send(owed, census(2), by=cast.owner),
        lambda: sending.send(owed, census(2), by=cast.colleague),
    )

    assert sum(isinstance(end, Refusal) for end in ends) == 1
    assert Edition.objects.system("a test looks").count() == 1


def test_a_check_that_ends_while_its_page_is_made_is_told_on_the_page(
    cast: Cast, owed: Return, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the page would be of neither: no progress, and nothing found."""
    made = sending.send(owed, census(2), by=cast.owner)
    running = jobs.running

    def ends_meanwhile(**about: object) -> object:
        monkeypatch.setattr(jobs, "running", running)
        checking.check(made.ref, progress=Quiet())
        return None

    monkeypatch.setattr(jobs, "running", ends_meanwhile)
    page = cast.client(cast.owner).get(reverse("returns:edition", args=[made.ref]))

    assert now(made).state == State.CHECKED
    assert "2 children read" in page.content.decode()
