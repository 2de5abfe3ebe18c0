"""What is dead leaves no row: not after a crash, and not after a store came back from a copy."""

import shutil
from datetime import timedelta

import pytest

from tests.cast import AT, Cast
from tests.returns import sending
from tests.returns.sending import census, files_of, jobs, now, work
from village.evidence.returns.models import Edition
from village.evidence.returns.selectors import counted, dead
from village.evidence.returns.services import clearing, editions
from village.jobs import regular, worker
from village.kernel.clock import SystemClock

pytestmark = pytest.mark.django_db


def take_back(edition: Edition, cast: Cast) -> Edition:
    made = now(edition)
    return editions.withdraw(made, version=made.version, why="Wrong", by=cast.owner, at=AT)


def test_what_lives_is_never_destroyed(cast: Cast, owed, police_owed, store) -> None:
    stored = sending.stored(owed, census(2), by=cast.owner)
    undecided = sending.checked(owed, census(3), by=cast.owner)
    waiting = sending.send(police_owed, sending.police(), by=cast.other)
    before = [files_of(store, each.ref) for each in (stored, undecided, waiting)]

    clearing.sweep()
    clearing.clear_away(undecided.ref)

    assert dead() == []
    assert [files_of(store, each.ref) for each in (stored, undecided, waiting)] == before
    assert before[0] == {"raw", "identities", "events", "reports"}


def test_rows_that_came_back_with_a_copy_of_the_store_are_destroyed_again(
    cast: Cast, owed, store, tmp_path
) -> None:
    gone = sending.stored(owed, census(2), by=cast.owner)
    shutil.copytree(store, tmp_path / "copy", symlinks=True)
    take_back(gone, cast)
    clearing.clear_away(gone.ref)
    assert files_of(store, gone.ref) == set()

    shutil.rmtree(store)
    shutil.copytree(tmp_path / "copy", store, symlinks=True)
    assert "events" in files_of(store, gone.ref)
    regular_day()

    assert files_of(store, gone.ref) == set()
    assert counted() == []


def regular_day() -> None:
    """All that is due in a day."""
    worker.load()
    clock = SystemClock().now() + timedelta(days=2)
    while regular.run_due(clock=lambda: clock):
        pass


def test_its_destruction_is_promised_with_the_verb_that_ended_it(cast: Cast, owed, store) -> None:
    gone = sending.accepted(owed, census(2), by=cast.owner)

    take_back(gone, cast)

    assert [job.about for job in jobs("returns.clear")] == [{"edition": gone.ref}]
    assert "reports" in files_of(store, gone.ref)
    work(most=3)
    assert files_of(store, gone.ref) == set()


def test_the_one_who_is_replaced_stands_until_then_and_no_longer(cast: Cast, owed, store) -> None:
    old = sending.stored(owed, census(2), by=cast.owner)
    sending.accepted(owed, census(3), by=cast.owner)

    clearing.clear_away(old.ref)

    assert "events" in files_of(store, old.ref)
    assert dead() == []
