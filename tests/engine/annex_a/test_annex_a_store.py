"""What Annex A leaves in the store: events without names, codes as sent and as read, identities."""

from typing import Any

from tests.engine.annex_a.lists import SPRING, changed, having, received, spec_of, table_of
from village.engine.pipeline.keeping import part, schemas_of
from village.engine.store.split import Sent, Tokens
from village.engine.store.split_set import READ_AS

KEYED = Tokens(Sent("council", "return-1", SPRING))
Event = tuple[str, dict[str, Any]]


def parted(lists: Any = None) -> tuple[list[Event], list[dict[str, Any]], int]:
    events: list[Event] = []
    identities: list[dict[str, Any]] = []
    number = part(
        received(lists) if lists else received(),
        spec=spec_of("annex-a"),
        keyed=KEYED,
        event=lambda table, row: events.append((table, row)),
        keep=lambda identity: identities.append(dict(identity)),
    )
    return events, identities, number


def test_each_list_becomes_a_table_of_events_with_its_schema() -> None:
    events, _, children = parted()

    assert {table for table, _ in events} == {one.id for one in table_of("annex-a").parts}
    assert children == 3
    for table, row in events:
        assert set(row) == set(schemas_of(spec_of("annex-a"))[table].names)


def test_a_code_is_kept_as_read_beside_as_sent_with_its_edition() -> None:
    events, _, _ = parted()

    (care,) = [row for table, row in events if table == "annex_in_care"]
    assert (care["placement"], care["placement_sent"]) == ("U6", "f) U6")
    assert (care["ethnicity"], care["ethnicity_sent"]) == ("White", "a) WBRI")
    assert (care["sex"], care["sex_sent"]) == ("Female", "b) Female")
    assert care[READ_AS] == "annex-a 2026-1"


def test_words_behind_a_code_never_reach_the_events() -> None:
    events, _, _ = parted(changed(having("in_care", placement="f) U6: with the CANARY family")))

    assert "CANARY" not in str(events)
    (care,) = [row for table, row in events if table == "annex_in_care"]
    assert care["placement"] == "U6"


def test_free_text_ids_and_birthdays_stay_out_of_events() -> None:
    lists = changed(
        having("early_help", organisation="CANARY"), having("contacts", source="CANARY")
    )

    events, identities, _ = parted(lists)

    assert "CANARY" not in str(events)
    assert all("birth_on" not in row and "child_id" not in row for _, row in events)
    assert {one["child_id"] for one in identities} == {"C1", "C2", "C3"}


def test_a_child_has_one_key_in_every_list_and_an_adopter_is_no_child() -> None:
    lists = changed(having("adopters", adopter_id="C1"))

    events, identities, children = parted(lists)

    keys = {
        row["child_key"] for table, row in events if table in {"annex_contacts", "annex_referrals"}
    }
    (adopter,) = [row["child_key"] for table, row in events if table == "annex_adopters"]
    assert len(keys) == 1
    assert adopter not in keys
    assert children == 3
    assert adopter not in {one["child_key"] for one in identities}


def test_what_several_lists_say_alike_of_a_child_is_kept_once() -> None:
    _, identities, _ = parted()

    of_first = [one for one in identities if one["child_id"] == "C1"]
    assert len(of_first) < 7
    assert {one["birth_on"] for one in of_first} == {"2015-01-25"}
