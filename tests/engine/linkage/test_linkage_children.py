"""Records put together into children: what may never happen, and what people decided."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from village.engine.linkage.clusters import Children, Joined, one_slip
from village.engine.linkage.decisions import Decided, Decision, standing

KEYS = "abcdefgh"
PAIRS = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(
    lambda pair: pair[0] != pair[1]
)
NUMBERS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["9434765919", "9990548609"]))


def decision(one: str, other: str, said: Decided, day: int = 1) -> Decision:
    return Decision(
        one, other, said, by="linker", at=datetime(2026, 7, day, tzinfo=UTC), why="seen"
    )


@given(st.lists(PAIRS, max_size=20), NUMBERS)
def test_no_child_ever_has_two_nhs_numbers(
    pairs: list[tuple[str, str]], numbers: dict[str, str]
) -> None:
    children = Children(KEYS, numbers=numbers)

    for one, other in pairs:
        children.join(one, other)

    for keys in children.all():
        assert len({numbers[key] for key in keys if key in numbers}) <= 1


@given(st.lists(PAIRS, max_size=20), st.lists(PAIRS, max_size=4))
def test_what_a_person_set_apart_stays_apart(
    pairs: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    children = Children(KEYS, numbers={}, apart=apart)

    for one, other in pairs:
        children.join(one, other, decided=True)

    assert not any(children.together(one, other) for one, other in apart)


def test_everybody_stands_in_exactly_one_child() -> None:
    children = Children(KEYS, numbers={})
    children.join("a", "b")
    children.join("c", "b")

    found = [key for keys in children.all() for key in keys]

    assert sorted(found) == list(KEYS)
    assert ("a", "b", "c") in children.all()


def test_a_twin_is_not_drawn_in_by_a_record_between() -> None:
    children = Children("tu?", numbers={}, clashing=[("t", "u")])
    children.agree([("t", "?"), ("?", "u")])
    children.join("t", "?")

    joined = children.join("?", "u")

    assert joined is Joined.REFUSED


def test_one_slip_is_a_wrong_digit_or_two_neighbours_turned() -> None:
    assert one_slip("9434765919", "9434765919")
    assert one_slip("9434765919", "9434765918")
    assert one_slip("9434765919", "9434765991")
    assert not one_slip("9434765919", "9434756991")


def test_the_last_word_on_a_pair_counts_and_what_is_undone_is_as_never_said() -> None:
    said = [
        decision("b", "a", Decided.DIFFERENT, day=2),
        decision("a", "b", Decided.SAME, day=1),
        decision("c", "d", Decided.SAME, day=1),
        decision("d", "c", Decided.UNDONE, day=3),
    ]

    found = standing(said)

    assert {pair: one.said for pair, one in found.items()} == {("a", "b"): Decided.DIFFERENT}


def test_an_agency_does_not_have_a_child_twice_because_others_agree() -> None:
    """Two of one name and birthday: each agency that has both would say so of its own records."""
    sources = {"school one": "education", "school two": "education", "clinic": "health"}
    children = Children(sources, numbers={}, sources=sources)
    children.agree([("school one", "clinic"), ("school two", "clinic")])
    children.join("school one", "clinic")

    joined = children.join("school two", "clinic")

    assert joined is Joined.REFUSED


def test_an_agency_has_a_child_twice_where_its_own_records_say_so_or_a_person() -> None:
    sources = {"school one": "education", "school two": "education", "clinic": "health"}
    alike, decided = (Children(sources, numbers={}, sources=sources) for _ in range(2))
    alike.agree([("school one", "school two")])
    for children in (alike, decided):
        children.join("school one", "clinic")

    assert alike.join("school two", "clinic") is Joined.DONE
    assert decided.join("school two", "clinic", decided=True) is Joined.DONE
