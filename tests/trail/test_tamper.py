"""What an attacker with the database's own keys could do to the trail, and what gives it away.

The chain alone cannot see a cut tail or a chain written anew; a head kept elsewhere can.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from village import guard, trail
from village.trail import chain, guards
from village.trail.chain import Broken, Head, Verified
from village.trail.models import Event, EventSubject

pytestmark = pytest.mark.django_db

ANNA = trail.System("anna")
EVENTS = 30


@pytest.fixture
def anchor(at: datetime) -> Head:
    """A chain of thirty, and its head as kept on another machine."""
    for number in range(EVENTS):
        with trail.verb("returns.accept", by=ANNA, at=at + timedelta(minutes=number)) as verb:
            verb.wrote("edition", f"e{number}", fields=("state",), subjects=("body1",))
    # PostgreSQL looks at foreign keys at the commit, which this test's transaction never has.
    connection.check_constraints()
    return chain.head()


@pytest.fixture
def unguarded(anchor: Head) -> Iterator[None]:
    """The triggers are gone and no code of ours looks on, until the test is rolled back."""
    guards.remove()
    guard.migrating(True)
    yield
    guard.migrating(False)


def raw(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def edit_one() -> None:
    raw("UPDATE trail_event SET by = 'somebody.else' WHERE seq = 12")


def edit_two() -> None:
    raw("UPDATE trail_event SET by = 'somebody.else' WHERE seq IN (12, 20)")


def delete_a_middle_one() -> None:
    raw("DELETE FROM trail_eventsubject WHERE event_id = 12")
    raw("DELETE FROM trail_event WHERE seq = 12")


def cut_the_tail() -> None:
    raw("DELETE FROM trail_eventsubject WHERE event_id > %s", EVENTS - 10)
    raw("DELETE FROM trail_event WHERE seq > %s", EVENTS - 10)


def forge_and_hash_anew() -> None:
    """Change one and make the rest follow from it, as whoever knows our code could."""
    previous = ""
    for event in Event.objects.system("the attacker reads").filter(seq__gte=12).order_by("seq"):
        rows = EventSubject.objects.system("the attacker reads").filter(event=event)
        event.by = "somebody.else" if event.seq == 12 else event.by
        event.previous = previous or event.previous
        previous = chain.link(event, sorted(rows.values_list("sort", "ref")))
        raw(
            "UPDATE trail_event SET by = %s, previous = %s, hash = %s WHERE seq = %s",
            *(event.by, event.previous, previous, event.seq),
        )


def forge_one_alone() -> None:
    """Change one and give it the hash that it then has; what follows is left as it was."""
    event = Event.objects.system("the attacker reads").get(seq=12)
    rows = EventSubject.objects.system("the attacker reads").filter(event=event)
    event.by = "somebody.else"
    forged = chain.link(event, sorted(rows.values_list("sort", "ref")))
    raw("UPDATE trail_event SET by = %s, hash = %s WHERE seq = 12", event.by, forged)


def edit_the_detail() -> None:
    raw("""UPDATE trail_event SET detail = '{"entries": []}' WHERE seq = 12""")


def take_a_subject_away() -> None:
    raw("DELETE FROM trail_eventsubject WHERE event_id = 12 AND ref = 'body1'")


def add_a_subject() -> None:
    raw("INSERT INTO trail_eventsubject (event_id, sort, ref) VALUES (12, 'did', 'body2')")


def swap_two_moments() -> None:
    raw("UPDATE trail_event SET at = (SELECT at FROM trail_event WHERE seq = 13) WHERE seq = 12")


def empty_it() -> None:
    raw("DELETE FROM trail_eventsubject")
    raw("DELETE FROM trail_event")


CAUGHT_BY_THE_CHAIN: dict[Callable[[], None], int] = {
    edit_one: 12,
    edit_two: 12,
    delete_a_middle_one: 13,
    forge_one_alone: 13,
    edit_the_detail: 12,
    take_a_subject_away: 12,
    add_a_subject: 12,
    swap_two_moments: 12,
}
CAUGHT_BY_THE_ANCHOR: dict[Callable[[], None], int] = {
    cut_the_tail: EVENTS - 9,
    forge_and_hash_anew: EVENTS,
    empty_it: 1,
}


def test_an_untouched_chain_is_whole(anchor: Head) -> None:
    assert chain.verify() == Verified(EVENTS, anchor)
    assert chain.verify(anchor) == Verified(EVENTS, anchor)


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("attack", CAUGHT_BY_THE_CHAIN, ids=lambda attack: attack.__name__)
def test_the_chain_names_the_first_bad_event(attack: Callable[[], None]) -> None:
    attack()

    found = chain.verify()

    assert isinstance(found, Broken)
    assert found.seq == CAUGHT_BY_THE_CHAIN[attack]


@pytest.mark.usefixtures("unguarded")
def test_of_an_event_that_is_gone_the_number_is_told() -> None:
    delete_a_middle_one()

    assert chain.verify() == Broken(13, "event 12 before it is gone")


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("attack", CAUGHT_BY_THE_ANCHOR, ids=lambda attack: attack.__name__)
def test_a_head_kept_elsewhere_catches_what_the_chain_alone_misses(
    attack: Callable[[], None], anchor: Head
) -> None:
    attack()

    assert isinstance(chain.verify(), Verified)
    found = chain.verify(anchor)
    assert isinstance(found, Broken)
    assert found.seq == CAUGHT_BY_THE_ANCHOR[attack]


STATEMENTS = {
    "update": "UPDATE trail_event SET by = 'x' WHERE seq = 12",
    "update of none": "UPDATE trail_event SET by = 'x' WHERE seq = 0 OR seq = 12",
    "delete": "DELETE FROM trail_event WHERE seq = 12",
    "delete all": "DELETE FROM trail_event",
    "subject update": "UPDATE trail_eventsubject SET ref = 'x'",
    "subject delete": "DELETE FROM trail_eventsubject",
}
COLUMNS = "seq, at, by, name, sort, detail, previous, hash"
COPIED = "SELECT seq, at, 'x', name, sort, detail, previous, hash FROM trail_event WHERE seq = 12"
SQLITE = {
    "insert or replace": f"INSERT OR REPLACE INTO trail_event ({COLUMNS}) {COPIED}",
    "replace": f"REPLACE INTO trail_event ({COLUMNS}) {COPIED}",
    "replace by hash": f"REPLACE INTO trail_event ({COLUMNS}) SELECT 99, at, by, name, sort, "
    "detail, previous, hash FROM trail_event WHERE seq = 12",
    "replace by row id": f"REPLACE INTO trail_event (rowid, {COLUMNS.removeprefix('seq, ')}) "
    "SELECT 12, at, by, name, sort, detail, previous, 'x' FROM trail_event WHERE seq = 12",
    "insert or ignore then update": f"INSERT INTO trail_event ({COLUMNS}) {COPIED} "
    "ON CONFLICT (seq) DO UPDATE SET by = 'x'",
    "update or replace": "UPDATE OR REPLACE trail_event SET seq = 12 WHERE seq = 13",
    "subject replace": "REPLACE INTO trail_eventsubject SELECT * FROM trail_eventsubject",
}
POSTGRESQL = {
    "truncate": "TRUNCATE trail_event CASCADE",
    "truncate subjects": "TRUNCATE trail_eventsubject",
    "upsert": f"INSERT INTO trail_event ({COLUMNS}) {COPIED} "
    "ON CONFLICT (seq) DO UPDATE SET by = 'x'",
    "merge": "MERGE INTO trail_event e USING trail_event u ON e.seq = u.seq "
    "WHEN MATCHED THEN DELETE",
    "as a replica": "SET session_replication_role = replica; DELETE FROM trail_event",
}


@pytest.mark.usefixtures("anchor")
@pytest.mark.parametrize("statement", [*STATEMENTS, *SQLITE, *POSTGRESQL])
def test_the_database_refuses_to_change_what_was_written(statement: str, anchor: Head) -> None:
    if statement in {"sqlite": POSTGRESQL, "postgresql": SQLITE}[connection.vendor]:
        return  # the other database's own way
    sql = {**STATEMENTS, **SQLITE, **POSTGRESQL}[statement]
    guard.migrating(True)  # past our own check: here the database is asked

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        raw(sql)

    guard.migrating(False)
    assert chain.verify(anchor) == Verified(EVENTS, anchor)


def test_a_replace_gets_through_where_only_deletes_are_guarded(anchor: Head) -> None:
    """Why the guard against REPLACE is there: without it SQLite changes a row in silence."""
    if connection.vendor != "sqlite":
        return
    raw("DROP TRIGGER trail_event_no_replace")
    raw("PRAGMA recursive_triggers = OFF")
    guard.migrating(True)

    raw(SQLITE["replace"])

    guard.migrating(False)
    raw("PRAGMA recursive_triggers = ON")
    assert Event.objects.system("the test looks").get(seq=12).by == "x"


def test_the_site_does_not_start_without_its_guards() -> None:
    guards.remove()

    with pytest.raises(guards.GuardsDown, match="village migrate"):
        guards.must_stand()

    assert checks.run_checks(databases=["default"], tags=[checks.Tags.database])


def test_no_event_is_written_without_the_guards(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "_stood", set())
    guards.remove()

    with (
        pytest.raises(guards.GuardsDown),
        trail.verb("a.b", by=ANNA, at=at, empty=True),
    ):
        pass


def test_a_guard_that_reads_otherwise_counts_as_missing() -> None:
    if connection.vendor == "sqlite":
        raw("DROP TRIGGER trail_event_no_update")
        raw("CREATE TRIGGER trail_event_no_update BEFORE UPDATE ON trail_event BEGIN SELECT 1; END")
    else:
        raw("ALTER TABLE trail_event DISABLE TRIGGER trail_event_append_only")

    with pytest.raises(guards.GuardsDown):
        guards.must_stand()
    guards.install()

    guards.must_stand()


@pytest.mark.django_db(transaction=True)
def test_altering_the_table_drops_the_guards_on_sqlite_and_migrate_puts_them_back() -> None:
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor._remake_table(Event)
    else:
        raw("DROP TRIGGER trail_event_append_only ON trail_event")
    assert guards.missing()

    call_command("migrate", verbosity=0)

    guards.must_stand()


def test_an_anchor_is_read_as_it_was_printed(anchor: Head) -> None:
    assert Head.read(f" {anchor}\n") == anchor


@pytest.mark.parametrize("text", ["", "12", "12:abc", "x:" + "0" * 64, "1:" + "g" * 64])
def test_what_is_no_anchor_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="An anchor reads like"):
        Head.read(text)
