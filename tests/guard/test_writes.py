"""No write to a table of ours passes without an open verb, on any connection of any thread."""

import ast
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.db.models import F

import village
from village import guard, trail
from village.guard import UntrackedWrite
from village.guard.writes import EXCEPTED
from village.trail.models import AnonymousRefusals, Event, EventSalt

TABLE = AnonymousRefusals._meta.db_table
# Each leaves no event because of what it is: see its own words at the call.
BESIDE = {
    "jobs/drafts.py",
    "jobs/keys.py",
    "jobs/leases.py",
    "jobs/regular.py",
    "partnership/people/services/brakes.py",
    "partnership/people/services/keys.py",
    "post/tasks.py",
    "trail/verbs.py",
}


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def many(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(1,), (2,)])


def counted(at: datetime) -> AnonymousRefusals:
    return AnonymousRefusals(name="people.page", hour_at=at, times=1)


ROADS: dict[str, Callable[[datetime], object]] = {
    "save": lambda at: counted(at).save(),
    "create": lambda at: AnonymousRefusals.objects.create(name="x", hour_at=at),
    "bulk_create": lambda at: AnonymousRefusals.objects.bulk_create([counted(at)]),
    "update": lambda at: AnonymousRefusals.objects.system("test").update(times=F("times") + 1),
    "delete": lambda at: AnonymousRefusals.objects.system("test").delete(),
    "base manager": lambda at: AnonymousRefusals._base_manager.update(times=2),
    "raw insert": lambda at: raw(f"INSERT INTO {TABLE} (name, times) VALUES ('x', 1)"),
    "raw update": lambda at: raw(f"UPDATE {TABLE} SET times = 2"),
    "raw delete": lambda at: raw(f"DELETE FROM {TABLE}"),
    "raw replace": lambda at: raw(f"REPLACE INTO {TABLE} (id, times) VALUES (1, 1)"),
    "raw with": lambda at: raw(f"WITH a AS (SELECT 1) DELETE FROM {TABLE}"),
    "raw second": lambda at: raw(f"SELECT 1; DELETE FROM {TABLE}"),
    "many": lambda at: many(f"UPDATE {TABLE} SET times = %s"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("road", ROADS)
def test_a_write_outside_a_verb_is_stopped_by_every_road(road: str, at: datetime) -> None:
    # A savepoint of its own, as Django marks a transaction in which something raised.
    with pytest.raises(UntrackedWrite, match=TABLE), transaction.atomic():
        ROADS[road](at)

    assert not AnonymousRefusals.objects.system("the test looks").exists()


@pytest.mark.django_db
def test_a_write_within_a_verb_passes(at: datetime) -> None:
    with trail.verb("people.count", by=trail.System("test"), at=at) as verb:
        counted(at).save()
        verb.wrote("count", "c1", fields=("times",))

    assert AnonymousRefusals.objects.system("the test looks").count() == 1


@pytest.mark.django_db
def test_the_door_is_shut_again_after_a_verb_and_after_one_that_failed(at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), trail.verb("a.b", by=trail.System("t"), at=at):
        raise ZeroDivisionError

    with pytest.raises(UntrackedWrite):
        counted(at).save()


@pytest.mark.django_db(transaction=True)
def test_the_check_sits_on_the_connection_of_every_thread(at: datetime) -> None:
    caught: list[BaseException] = []

    def write() -> None:
        try:
            counted(at).save()
        except UntrackedWrite as fault:
            caught.append(fault)
        finally:
            connections.close_all()

    with trail.verb("a.b", by=trail.System("test"), at=at, empty=True):
        # The verb is open in this thread, and only here.
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()

    assert len(caught) == 1


@pytest.mark.django_db
def test_a_reopened_connection_is_checked_once_and_not_twice(at: datetime) -> None:
    guard.install()
    guard.install()

    checks = [wrapper for wrapper in connection.execute_wrappers if "guard" in wrapper.__module__]

    assert len(checks) == 1


@pytest.mark.django_db
def test_tables_of_others_are_written_by_their_own_code(at: datetime) -> None:
    Session.objects.create(session_key="k", session_data="d", expire_date=at)

    assert Session.objects.count() == 1


def test_no_table_of_ours_is_excepted() -> None:
    ours = {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("village.")}
    theirs = {m._meta.db_table for m in apps.get_models(include_auto_created=True)} - ours

    assert ours
    assert set(EXCEPTED) & ours == set()
    assert set(EXCEPTED) - theirs == {"django_migrations"}


@pytest.mark.django_db
def test_writing_beside_the_trail_opens_the_named_tables_alone(at: datetime) -> None:
    with guard.writing_beside(AnonymousRefusals, why="the test counts"):
        counted(at).save()
        with pytest.raises(UntrackedWrite):
            EventSalt._base_manager.create(event_id=1, salt="")

    with pytest.raises(UntrackedWrite):
        counted(at).save()


@pytest.mark.django_db
def test_writing_beside_the_trail_needs_a_reason() -> None:
    with pytest.raises(UntrackedWrite), guard.writing_beside(Event, why=" "):
        pass


def test_only_the_named_modules_write_beside_the_trail() -> None:
    root = Path(village.__file__).parent

    callers = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "guard" not in path.parts and calls(path, "writing_beside")
    }

    assert callers <= BESIDE


def test_only_the_trail_opens_the_door() -> None:
    root = Path(village.__file__).parent
    doors = ("recording", "migrating")

    callers = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        if "guard" not in path.parts and any(calls(path, door) for door in doors)
    }

    assert callers == {"trail"}


@pytest.mark.django_db
def test_a_room_below_the_trail_adds_to_the_open_verb(at: datetime) -> None:
    with trail.verb("returns.receive", by=trail.System("test"), at=at):
        guard.recorder().wrote("file", "f1", fields=("size",))

    event = Event.objects.system("the test looks").get()
    assert event.detail == {"entries": [{"kind": "file", "ref": "f1", "fields": ["size"]}]}


def test_a_room_below_the_trail_is_told_when_no_verb_is_open() -> None:
    with pytest.raises(UntrackedWrite):
        guard.recorder()


def calls(path: Path, name: str) -> bool:
    tree = ast.parse(path.read_text())
    return any(
        isinstance(node, ast.Call)
        and name == getattr(node.func, "attr", getattr(node.func, "id", None))
        for node in ast.walk(tree)
    )
