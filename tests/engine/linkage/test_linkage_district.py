"""A small made-up district linked: how well, and always alike."""

from datetime import UTC, datetime

from tests.engine.linkage.districts import Known
from tests.engine.linkage.quality import quality
from village.engine.linkage.decisions import Decided, Decision
from village.engine.linkage.linked import Linked, link
from village.engine.linkage.prepare import prepare


def decided(one: str, other: str, said: Decided) -> Decision:
    return Decision(one, other, said, by="linker", at=datetime(2026, 7, 1, tzinfo=UTC), why="seen")


def test_records_of_one_child_are_found_and_hardly_any_others(linked: Linked, known: Known) -> None:
    found = quality(linked, known)

    assert found.everywhere.precision >= 0.998
    assert found.everywhere.recall >= 0.97
    assert found.multiple.precision >= 0.98
    assert abs(found.head_count_bias) < 0.02


def test_the_order_of_rows_changes_nothing(linked: Linked, known: Known) -> None:
    again = link(reversed(known.records))

    assert again.model.text == linked.model.text
    assert again.children == linked.children
    assert again.queue == linked.queue


def test_the_kept_model_gives_the_same_children_again(linked: Linked, known: Known) -> None:
    again = link(known.records, model=linked.model)

    assert again == linked


def test_no_child_has_two_sound_nhs_numbers(linked: Linked, known: Known) -> None:
    numbers = {record.key: prepare(record) for record in known.records}

    for keys in linked.children:
        sound = {numbers[key].nhs for key in keys if numbers[key].checked}
        assert len(sound) <= 1


def test_decisions_win_over_the_model_on_every_rebuild(linked: Linked, known: Known) -> None:
    split = next(keys for keys in linked.children if len(keys) == 2)
    waiting = linked.queue[0]
    said = [
        decided(split[0], split[1], Decided.DIFFERENT),
        decided(waiting.left.key, waiting.right.key, Decided.SAME),
    ]

    again = link(known.records, model=linked.model, decisions=said)

    child_of = again.child_of
    assert child_of[split[0]] != child_of[split[1]]
    assert child_of[waiting.left.key] == child_of[waiting.right.key]
    assert waiting not in again.queue


def test_a_decision_on_a_record_that_is_gone_is_left_alone(linked: Linked, known: Known) -> None:
    said = [decided("nobody", known.records[0].key, Decided.SAME)]

    again = link(known.records, model=linked.model, decisions=said)

    assert again.children == linked.children


def test_who_waits_for_a_person_says_why_with_both_records(linked: Linked) -> None:
    twins = [one for one in linked.queue if one.left.key == "council twin"]

    (one,) = twins
    assert (one.left.forenames, one.right.forenames) == ("Amelia", "Amelie")
    assert "twins" in one.why
