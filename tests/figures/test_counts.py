from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.figures.counts import Count, Withheld, protect


@given(st.integers(1, 10_000), st.integers(1, 20))
def test_a_child_is_never_shown_as_nought(children: int, threshold: int) -> None:
    shown = protect(children, threshold=threshold)

    assert shown in (Count(children), Withheld())
    assert not isinstance(shown, Count) or shown.number > threshold


@given(st.integers(0, 10_000), st.integers(1, 20))
def test_a_number_is_withheld_only_from_one_to_the_threshold(children: int, threshold: int) -> None:
    shown = protect(children, threshold=threshold)

    assert isinstance(shown, Withheld) == (1 <= children <= threshold)


def test_nought_is_a_number_and_is_shown() -> None:
    assert protect(0) == Count(0)
    assert protect(0, events=0) == Count(0, events=0)


def test_many_events_of_few_children_are_withheld() -> None:
    assert protect(5, events=40) == Withheld()
    assert protect(6, events=40) == Count(6, events=40)


def test_a_count_reads_as_its_events_where_events_are_counted() -> None:
    assert Count(6, events=40).number == 40
    assert Count(6).number == 6


@pytest.mark.parametrize(("children", "events"), [(-1, None), (3, 2), (0, 4)])
def test_counts_that_cannot_be_are_refused(children: int, events: int | None) -> None:
    with pytest.raises(ValueError):
        protect(children, events=events)


@pytest.mark.parametrize("use", [int, float, len, lambda withheld: withheld + 1, sum])
def test_a_withheld_count_can_be_taken_for_no_number(use) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError):
        use(Withheld())


def test_a_withheld_count_does_not_fall_through_an_or() -> None:
    assert (Withheld() or 0) == Withheld()


def test_a_count_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Count(6).children = 0  # type: ignore[misc]
