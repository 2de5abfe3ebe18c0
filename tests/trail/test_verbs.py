"""A verb writes all of it and says so, or writes nothing."""

from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from village import trail
from village.guard import UntrackedWrite
from village.trail import chain
from village.trail.models import AnonymousRefusals, Event, EventSalt, EventSubject

pytestmark = pytest.mark.django_db

ANNA = trail.System("anna")
BORIS = trail.System("boris")


def events() -> list[Event]:
    return list(Event.objects.system("the test looks").order_by("seq"))


def subjects(event: Event) -> set[tuple[str, str]]:
    rows = EventSubject.objects.system("the test looks").filter(event=event)
    return set(rows.values_list("sort", "ref"))


def count_one(at: datetime, name: str = "people.page") -> None:
    AnonymousRefusals.objects.create(name=name, hour_at=at)


def counted() -> list[str]:
    rows = AnonymousRefusals.objects.system("the test looks").order_by("pk")
    return list(rows.values_list("name", flat=True))


def test_a_verb_leaves_one_event_with_refs_and_field_names(at: datetime) -> None:
    with trail.verb("returns.accept", by=ANNA, at=at) as verb:
        count_one(at)
        verb.wrote("edition", "e1", fields=("state",), subjects=("body1", "body1"))

    (event,) = events()
    assert (event.seq, event.by, event.name, event.sort) == (
        1,
        "system:anna",
        "returns.accept",
        "did",
    )
    assert event.at == at
    assert event.detail == {"entries": [{"kind": "edition", "ref": "e1", "fields": ["state"]}]}
    assert subjects(event) == {("did", "e1"), ("did", "body1")}


def test_a_verb_that_fails_leaves_neither_its_writes_nor_an_event(at: datetime) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        trail.verb("returns.accept", by=ANNA, at=at) as verb,
    ):
        count_one(at)
        verb.wrote("edition", "e1")
        raise ZeroDivisionError

    assert (counted(), events()) == ([], [])


def test_a_verb_that_recorded_nothing_is_undone(at: datetime) -> None:
    with pytest.raises(trail.EmptyVerb), trail.verb("returns.accept", by=ANNA, at=at):
        count_one(at)

    assert (counted(), events()) == ([], [])


def test_a_verb_may_be_declared_to_change_no_record(at: datetime) -> None:
    with trail.verb("people.sign_in", by=ANNA, at=at, empty=True):
        pass

    assert [(event.name, event.detail) for event in events()] == [
        ("people.sign_in", {"entries": []})
    ]


def test_a_verb_within_a_verb_joins_it_in_one_event(at: datetime) -> None:
    with trail.verb("governance.disband", by=ANNA, at=at) as outer:
        outer.wrote("group", "g1", fields=("ends_on",))
        with trail.verb("actions.close", by=ANNA, at=at) as inner:
            inner.wrote("action", "a1", fields=("state",))

    (event,) = events()
    assert event.name == "governance.disband"
    assert event.detail["entries"][1] == {
        "kind": "action",
        "ref": "a1",
        "verb": "actions.close",
        "fields": ["state"],
    }


def test_an_inner_verb_that_fails_takes_back_its_own_part_alone(at: datetime) -> None:
    with trail.verb("governance.disband", by=ANNA, at=at) as outer:
        count_one(at, "people.first")
        outer.wrote("group", "g1")
        with (
            pytest.raises(ZeroDivisionError),
            trail.verb("actions.close", by=ANNA, at=at) as inner,
        ):
            count_one(at, "people.second")
            inner.wrote("action", "a1")
            raise ZeroDivisionError

    assert counted() == ["people.first"]
    assert [entry["ref"] for entry in events()[0].detail["entries"]] == ["g1"]


def test_an_inner_verb_must_act_for_the_same_person(at: datetime) -> None:
    with (
        pytest.raises(ValueError, match="same person"),
        trail.verb("a.b", by=ANNA, at=at),
        trail.verb("c.d", by=BORIS, at=at),
    ):
        pass


@pytest.mark.django_db(transaction=True)
def test_a_verb_within_somebody_elses_transaction_is_refused(at: datetime) -> None:
    with (
        pytest.raises(RuntimeError, match="durable"),
        transaction.atomic(),
        trail.verb("a.b", by=ANNA, at=at, empty=True),
    ):
        pass


@pytest.mark.django_db(transaction=True)
def test_effects_wait_for_the_commit_and_are_dropped_with_what_failed(at: datetime) -> None:
    done: list[str] = []

    with trail.verb("a.b", by=ANNA, at=at, empty=True) as verb:
        verb.after(lambda: done.append("outer"))
        with pytest.raises(ZeroDivisionError), trail.verb("c.d", by=ANNA, at=at) as inner:
            inner.after(lambda: done.append("inner"))
            raise ZeroDivisionError
        assert done == []

    assert done == ["outer"]


def test_the_event_is_the_last_thing_written_before_the_commit(
    at: datetime, django_assert_num_queries
) -> None:
    # savepoint, the write; then head, event, subjects; release.
    locks = 1 if connection.vendor == "postgresql" else 0
    with (
        django_assert_num_queries(6 + locks) as seen,
        trail.verb("a.b", by=ANNA, at=at) as verb,
    ):
        verb.wrote("count", "c1")
        count_one(at)

    written = [query["sql"] for query in seen.captured_queries if "INSERT" in query["sql"]]
    tables = ["anonymousrefusals", "event", "eventsubject"]
    assert [sql.split('"')[1] for sql in written] == [f"trail_{table}" for table in tables]


def test_values_are_kept_as_a_salted_hash_and_the_salt_lies_apart(at: datetime) -> None:
    values = {"born_on": "2015-03-01"}
    with trail.verb("a.b", by=ANNA, at=at) as verb:
        verb.wrote("child", "c1", values=values)

    (event,) = events()
    salt = bytes.fromhex(EventSalt.objects.system("the test looks").get().salt)
    entry = event.detail["entries"][0]
    assert entry["fields"] == ["born_on"]
    assert entry["hash"] == chain.hash_of(values, salt=salt)
    assert "2015" not in str(event.detail)


def test_the_chain_stays_whole_when_a_salt_is_destroyed(at: datetime) -> None:
    with trail.verb("a.b", by=ANNA, at=at) as verb:
        verb.wrote("child", "c1", values={"name": "x"})
    with trail.verb("people.forget", by=ANNA, at=at) as verb:
        EventSalt.objects.system("the values must be forgotten").delete()
        verb.wrote("event", "1")

    assert isinstance(chain.verify(), chain.Verified)


@pytest.mark.parametrize("ref", ["Ann Smith", "", "x" * 81, "line\nbreak", "=1+1"])
def test_the_trail_takes_refs_and_no_words(ref: str, at: datetime) -> None:
    with (
        pytest.raises(ValueError, match="no values"),
        trail.verb("a.b", by=ANNA, at=at) as verb,
    ):
        verb.wrote("child", ref)

    assert events() == []


@pytest.mark.parametrize("name", ["accept", "Returns.accept", "returns accept", ""])
def test_a_verb_is_named_by_its_room(name: str, at: datetime) -> None:
    with pytest.raises(ValueError, match="reads like"), trail.verb(name, by=ANNA, at=at):
        pass


def test_a_moment_without_a_zone_is_refused(at: datetime) -> None:
    with (
        pytest.raises(ValueError, match="time zone"),
        trail.verb("a.b", by=ANNA, at=at.replace(tzinfo=None)),
    ):
        pass


def test_nobody_acts_without_a_ref(at: datetime) -> None:
    class Nobody:
        ref = ""

    with pytest.raises(ValueError, match="ref"), trail.verb("a.b", by=Nobody(), at=at):
        pass


def test_a_look_is_an_event_of_its_own(at: datetime) -> None:
    trail.read(
        "returns.look", by=ANNA, at=at, kind="edition", ref="e1", subjects=("body1",), rows=37
    )

    (event,) = events()
    assert (event.sort, event.name) == ("read", "returns.look")
    assert event.detail["entries"][0]["rows"] == 37
    assert subjects(event) == {("read", "e1"), ("read", "body1")}


def test_a_look_within_a_verb_joins_its_event(at: datetime) -> None:
    with trail.verb("returns.accept", by=ANNA, at=at) as verb:
        trail.read("returns.look", by=ANNA, at=at, kind="edition", ref="e1", rows=1)
        verb.wrote("edition", "e2", fields=("state",))

    (event,) = events()
    assert event.sort == "did"
    assert subjects(event) == {("read", "e1"), ("did", "e2")}


def test_a_look_that_cannot_be_recorded_is_refused(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    with connection.execute_wrapper(full), pytest.raises(trail.Unrecorded) as refused:
        trail.read("returns.look", by=ANNA, at=at, kind="edition", ref="e1")

    assert "could not be recorded" in refused.value.message


def test_a_refusal_is_kept_though_the_verb_that_refused_is_undone(at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), trail.verb("a.b", by=ANNA, at=at):
        raise ZeroDivisionError
    trail.refused("a.b", by=ANNA, at=at, kind="edition", ref="e1")

    assert [(event.sort, event.name) for event in events()] == [("refused", "a.b")]


def test_a_refusal_cannot_be_recorded_within_the_verb_that_would_undo_it(at: datetime) -> None:
    with pytest.raises(RuntimeError, match="after the verb"), trail.verb("a.b", by=ANNA, at=at):
        trail.refused("a.b", by=ANNA, at=at, kind="edition", ref="e1")


def test_refusals_to_nobody_are_counted_by_the_hour(at: datetime) -> None:
    for moment in (at, at.replace(minute=59), at.replace(hour=11)):
        trail.refused_to_nobody("people.page", at=moment)

    rows = AnonymousRefusals.objects.system("the test looks").order_by("hour_at")
    assert [(row.hour_at.hour, row.times) for row in rows] == [(9, 2), (11, 1)]
    assert events() == []


def test_the_database_itself_knows_the_sorts_and_wants_an_actor(at: datetime) -> None:
    row = {"seq": 1, "at": at, "name": "a.b", "detail": {}, "previous": "", "hash": "h"}
    for broken in ({"sort": "guessed", "by": "x"}, {"sort": "did", "by": ""}):
        with (
            pytest.raises(IntegrityError),
            trail.verb("a.b", by=ANNA, at=at, empty=True),
        ):
            Event.objects.create(**row, **broken)


def test_what_happens_in_a_verb_is_not_written_after_it(at: datetime) -> None:
    with trail.verb("a.b", by=ANNA, at=at, empty=True):
        pass

    with pytest.raises(UntrackedWrite):
        count_one(at)
