"""The attacker of these tests knows the table that is shown and the rule by which it was made."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.figures.counts import Count, Withheld, is_small
from village.figures.disclosure import Breakdown, Sum, protect_breakdown, withheld_places

tables = st.lists(st.integers(0, 40), min_size=1, max_size=9)
Look = tuple[object, ...]


def protected(cells: tuple[int, ...] | list[int], *, threshold: int = 5) -> Breakdown:
    groups = {str(place): Count(cell) for place, cell in enumerate(cells)}
    return protect_breakdown(Count(sum(cells)), groups, threshold=threshold)


def look_of(table: Breakdown) -> Look:
    return (table.total, *table.groups.values())


def hidden_places(table: Breakdown) -> list[int]:
    return [int(name) for name, cell in table.groups.items() if isinstance(cell, Withheld)]


@pytest.mark.parametrize(
    ("threshold", "most", "cells"), [(2, 6, 4), (3, 9, 3), (3, 5, 5), (5, 13, 3), (5, 30, 2)]
)
def test_no_hidden_cell_has_only_one_table_that_would_look_so(
    threshold: int, most: int, cells: int
) -> None:
    possible: dict[Look, list[tuple[int, ...]]] = defaultdict(list)
    for cell_values in product(range(most + 1), repeat=cells):
        possible[look_of(protected(cell_values, threshold=threshold))].append(cell_values)

    for alike in possible.values():
        for place in hidden_places(protected(alike[0], threshold=threshold)):
            # A table of the greatest cells has its look-alikes beyond this search.
            if max(alike[0]) < most:
                assert len({cell_values[place] for cell_values in alike}) > 1, alike


Share = tuple[tuple[int, int], ...]
"""For each group: how many are of the part, and how many are not."""


def share_look(groups: Share, *, threshold: int) -> tuple[object, ...]:
    """What a page shows of a percentage by group: the parts and wholes that are not withheld."""
    names = [str(place) for place in range(len(groups))]
    part = dict(zip(names, (part for part, _ in groups), strict=True))
    rest = dict(zip(names, (rest for _, rest in groups), strict=True))
    whole = {name: part[name] + rest[name] for name in names}
    tables = [
        {name: Count(number) for name, number in {**one, "all": sum(one.values())}.items()}
        for one in (part, whole, rest)
    ]
    withheld = withheld_places(tables, [Sum("all", tuple(names))], threshold=threshold)
    return tuple(
        None if name in withheld else (tables[0][name], tables[1][name]) for name in ("all", *names)
    )


@pytest.mark.parametrize(("threshold", "most", "cells"), [(2, 5, 3), (1, 3, 4), (3, 12, 2)])
def test_no_part_whole_or_rest_has_only_one_page_that_would_look_so(
    threshold: int, most: int, cells: int
) -> None:
    possible: dict[Look, list[Share]] = defaultdict(list)
    for groups in product(product(range(most + 1), repeat=2), repeat=cells):
        possible[share_look(groups, threshold=threshold)].append(groups)

    for look, alike in possible.items():
        if max(number for pair in alike[0] for number in pair) == most:
            continue  # its look-alikes lie beyond this search
        for place in (place for place in range(cells) if look[place + 1] is None):
            of_place = [groups[place] for groups in alike]
            for values in (
                {part for part, _ in of_place},
                {rest for _, rest in of_place},
                {part + rest for part, rest in of_place},
            ):
                assert len(values) > 1 or not is_small(min(values), threshold=threshold), alike


@given(tables)
def test_no_hidden_cell_is_total_minus_shown_cells(cells: list[int]) -> None:
    table = protected(cells)

    if isinstance(table.total, Count):
        assert len(hidden_places(table)) != 1


@given(tables)
def test_what_is_hidden_is_never_few_together(cells: list[int]) -> None:
    table = protected(cells)

    if isinstance(table.total, Count) and (hidden := hidden_places(table)):
        assert not 1 <= sum(cells[place] for place in hidden) <= 5


@given(tables)
def test_every_small_cell_is_hidden_and_nothing_shown_is_changed(cells: list[int]) -> None:
    table = protected(cells)

    for cell, shown in zip(cells, table.groups.values(), strict=True):
        assert shown in (Withheld(), Count(cell))
        assert not 1 <= cell <= 5 or shown == Withheld()


@given(tables)
def test_the_order_of_the_groups_plays_no_part(cells: list[int]) -> None:
    forward, backward = protected(cells), protected(cells[::-1])

    assert forward.total == backward.total
    assert list(forward.groups.values()) == list(backward.groups.values())[::-1]


@pytest.mark.parametrize(
    ("cells", "hidden", "total_shown"),
    [
        ((20, 30, 40), [], True),
        ((0, 0, 0), [], True),
        ((3, 20, 30), [0, 1], True),
        ((3, 0, 20, 30), [0, 2], True),
        ((3, 20, 20, 30), [0, 1, 2], True),
        ((3, 4, 30), [0, 1], True),
        ((1, 2, 30, 40), [0, 1, 2], True),
        ((2, 3, 0, 7), [0, 1, 3], True),
        ((1, 1, 30), [0, 1, 2], True),
        ((5, 5, 9, 30), [0, 1, 2], True),
        ((1, 1, 1, 1, 1, 1), [0, 1, 2, 3, 4, 5], False),
        ((3, 0, 0), [0, 1, 2], False),
        ((4,), [0], False),
        ((40,), [], True),
    ],
)
def test_what_is_hidden(cells: tuple[int, ...], hidden: list[int], total_shown: bool) -> None:
    table = protected(cells)

    assert hidden_places(table) == hidden
    assert isinstance(table.total, Count) == total_shown


def test_many_events_of_few_children_are_hidden_with_a_cover() -> None:
    groups = {
        "few": Count(2, events=60),
        "many": Count(50, events=70),
        "most": Count(90, events=99),
    }

    table = protect_breakdown(Count(142, events=229), groups)

    assert table.groups == {
        "few": Withheld(),
        "many": Withheld(),
        "most": Count(90, events=99),
    }


def test_groups_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        protect_breakdown(Count(50), {"a": Count(20), "b": Count(20)})


def test_a_total_that_goes_with_its_noughts_takes_a_cover_in_its_own_sum() -> None:
    """Six groups of one and an empty one: the quarter is withheld, and must not follow."""
    groups = {f"group {n}": Count(1) for n in range(6)} | {"nobody": Count(0)}
    quarters = {"spring": Count(6), "summer": Count(40), "autumn": Count(50)}
    page = {**groups, **quarters, "year": Count(96)}

    withheld = withheld_places([page], [Sum("spring", tuple(groups)), Sum("year", tuple(quarters))])

    assert withheld == {*groups, "spring", "summer"}
