"""Optimal suppression: the reference cases of the field, brute force, and a reader who solves."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from village.figures.attacker import attacked, told
from village.figures.audiences import DFE, NHS, Profile, guarded
from village.figures.ledger import Entry, after, entry
from village.figures.linked import Cell, LinkedSet, Reach, Relation, Span, adds_up, linked
from village.figures.suppression import Chosen, TellsTooMuch, suppressed

Rows = Sequence[Sequence[int]]
Make = Callable[[str, int, bool], Cell]


def place(row: int | str, column: int | str) -> str:
    return f"r{row} c{column}"


def table(rows: Rows, make: Make) -> LinkedSet:
    """A table with both margins and its grand total; make: id, number, whether it is inside."""
    wide = [[*row, sum(row)] for row in rows]
    full = [*wide, [sum(column) for column in zip(*wide, strict=True)]]
    bottom, right = len(full) - 1, len(full[0]) - 1
    cells = [
        make(place(r, c), full[r][c], r < bottom and c < right)
        for r in range(bottom + 1)
        for c in range(right + 1)
    ]
    across = [
        adds_up(place(r, right), [place(r, c) for c in range(right)]) for r in range(bottom + 1)
    ]
    down = [
        adds_up(place(bottom, c), [place(r, c) for r in range(bottom)]) for c in range(right + 1)
    ]
    return linked(cells, [*across, *down])


def by(profile: Profile) -> Make:
    def make(id: str, number: int, inside: bool) -> Cell:
        return guarded(
            id, number, profile=profile, cost=1 if inside else 10, fineness=1 if inside else 0
        )

    return make


class TestReferenceCases:
    def test_the_three_by_three_of_fischetti_and_salazar(self) -> None:
        def make(id: str, number: int, _inside: bool) -> Cell:
            small = id == place(1, 2)
            reach = Reach(number + 5, number - 5) if small else None
            return Cell(id, number, Span(number, number), small, reach, cost=number)

        whole = table([[20, 50, 10], [8, 19, 22], [17, 32, 12]], make)

        chosen = suppressed(whole)

        assert chosen.hidden == {place(1, 0), place(1, 2), place(2, 0), place(2, 2)}
        assert sum(whole.cells[id].number for id in chosen.hidden) == 59
        assert attacked(whole, chosen.hidden)[place(1, 2)] == Span(5, 30)

    def test_region_by_gender_of_the_field_s_own_tests(self) -> None:
        def make(id: str, number: int, _inside: bool) -> Cell:
            small = id == place(0, 1)
            reach = Reach(number + 1, number - 1) if small else None
            return Cell(id, number, Span(number, number), small, reach, cost=number)

        whole = table([[18, 2], [14, 19], [12, 10], [11, 14]], make)

        chosen = suppressed(whole)

        assert chosen.hidden == {place(0, 0), place(0, 1), place(2, 0), place(2, 1)}


def tables_alike(rows: Rows, hidden: frozenset[str], *, most: int) -> Iterator[dict[str, int]]:
    """Every table of whole numbers up to `most` that a reader could not tell from this one."""
    true, width = numbers_of(rows), len(rows[0])
    shown = [id for id in true if id not in hidden]
    for inside in product(range(most + 1), repeat=len(rows) * width):
        other = numbers_of([inside[n : n + width] for n in range(0, len(inside), width)])
        if all(other[id] == true[id] for id in shown):
            yield other


def numbers_of(rows: Rows) -> dict[str, int]:
    wide = [[*row, sum(row)] for row in rows]
    full = [*wide, [sum(column) for column in zip(*wide, strict=True)]]
    return {place(r, c): number for r, row in enumerate(full) for c, number in enumerate(row)}


class TestAgainstBruteForce:
    @pytest.mark.parametrize(
        "rows",
        [
            [[3, 7], [6, 7]],
            [[0, 2], [9, 11]],
            [[1, 0], [0, 12]],
            [[6, 6], [6, 1]],
            [[4, 4], [4, 4]],
        ],
    )
    def test_the_reader_s_bounds_are_those_of_every_table_that_looks_alike(
        self, rows: Rows
    ) -> None:
        whole = table(rows, by(DFE))
        hidden = suppressed(whole).hidden
        within = max(cell.number for cell in whole.cells.values())

        alike = list(tables_alike(rows, hidden, most=within))

        for id, span in attacked(whole, hidden).items():
            numbers = {other[id] for other in alike}
            # Where every total is hidden too, look-alikes go on beyond this search.
            most = span.most if span.most != float("inf") else max(numbers)
            assert (min(numbers), max(numbers)) == (span.least, most)
            assert max(numbers) > 5
            assert len(numbers) > 1

    @pytest.mark.parametrize("seed", range(25))
    def test_no_cheaper_choice_is_safe(self, seed: int) -> None:
        chance = Random(seed)
        rows = [[chance.choice([0, 2, 3, 5, 6, 8, 12, 20]) for _ in range(3)] for _ in range(3)]
        whole = table(rows, by(DFE))

        chosen = suppressed(whole)

        assert chosen.is_least
        assert chosen.cost == cheapest_safe(whole, chosen)

    def test_whole_numbers_are_tried_where_fractions_would_hide_the_truth(self) -> None:
        cells = [
            Cell("a", 2, Span(2, 2), True, Reach(2, None)),
            Cell("b", 3, Span(3, 3), known=Span(2.5, 3), cost=1),
            Cell("c", 5, Span(5, 5), cost=4),
        ]
        whole = linked(cells, [adds_up("c", ["a", "b"])])

        chosen = suppressed(whole)

        assert chosen.hidden == {"a", "c"}


def cheapest_safe(whole: LinkedSet, chosen: Chosen) -> int:
    """The cost of the cheapest safe choice that costs no more than the chosen one, one by one."""
    open_cells = [id for id, cell in whole.cells.items() if not cell.small]
    for cost in range(chosen.cost):
        for choice in choices_of(whole, open_cells, cost=cost):
            if covers(whole, choice) and not told(whole, whole.small | choice):
                return cost
    return chosen.cost


def covers(whole: LinkedSet, choice: frozenset[str]) -> bool:
    """Whether no small cell is alone in a sum: if one is, asking the solver is a waste."""
    hidden = whole.small | choice
    return all(
        len(hidden.intersection(id for id, _ in one.times)) != 1
        for one in whole.relations
        if whole.small.intersection(id for id, _ in one.times)
    )


def choices_of(whole: LinkedSet, ids: Sequence[str], *, cost: int) -> Iterator[frozenset[str]]:
    for many in range(cost + 1):
        for choice in combinations(ids, many):
            if sum(whole.cells[id].cost for id in choice) == cost:
                yield frozenset(choice)


numbers = st.one_of(st.integers(0, 12), st.integers(0, 60))
some_tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(numbers, min_size=width, max_size=width), min_size=2, max_size=4
    )
)


class TestAlways:
    @settings(max_examples=20, deadline=None)
    @given(rows=some_tables, profile=st.sampled_from([DFE, NHS]))
    def test_nothing_hidden_is_pinned_or_bounded_under_the_threshold(
        self, rows: Rows, profile: Profile
    ) -> None:
        whole = table(rows, by(profile))

        hidden = suppressed(whole).hidden

        for id, span in attacked(whole, hidden).items():
            assert span.most > profile.threshold
            assert span.least < span.most
            assert span.least <= whole.cells[id].number <= span.most

    @settings(max_examples=20, deadline=None)
    @given(rows=some_tables, profile=st.sampled_from([DFE, NHS]))
    def test_a_child_is_never_shown_as_zero(self, rows: Rows, profile: Profile) -> None:
        whole = table(rows, by(profile))

        hidden = suppressed(whole).hidden

        for id in whole.cells.keys() - hidden:
            number = whole.cells[id].number
            assert (profile.rounded(number) == 0) == (number == 0)

    @settings(max_examples=12, deadline=None)
    @given(rows=some_tables, profile=st.sampled_from([DFE, NHS]))
    def test_when_no_time_is_left_the_safe_way_is_safe(self, rows: Rows, profile: Profile) -> None:
        whole = table(rows, by(profile))

        chosen = suppressed(whole, seconds=0)

        assert not chosen.is_least
        assert told(whole, chosen.hidden) == ()

    @settings(max_examples=12, deadline=None)
    @given(rows=some_tables)
    def test_the_order_in_which_cells_come_changes_nothing(self, rows: Rows) -> None:
        whole = table(rows, by(DFE))
        backwards = linked(
            reversed(whole.cells.values()),
            [Relation(one.times[::-1]) for one in reversed(whole.relations)],
        )

        assert suppressed(backwards) == suppressed(whole)

    @settings(max_examples=12, deadline=None)
    @given(rows=some_tables, profile=st.sampled_from([DFE, NHS]))
    def test_to_release_the_same_twice_gives_nothing_more_away(
        self, rows: Rows, profile: Profile
    ) -> None:
        whole = table(rows, by(profile))
        first = suppressed(whole).hidden
        ledger = [entry("first", whole, first)]

        second = suppressed(after(whole, ledger)).hidden

        assert second == first
        assert attacked(after(whole, ledger), second) == attacked(whole, first)

    @settings(max_examples=12, deadline=None)
    @given(rows=some_tables, moves=st.lists(st.integers(0, 9), min_size=16, max_size=16))
    @example(rows=[[5, 40], [4, 6], [0, 7]], moves=[8, 4, 6, 9, 5, 0, 5, 4, 3, 0, 0, 8, 3, 4, 3, 1])
    def test_a_second_version_with_the_ledger_tells_of_nobody_in_either(
        self, rows: Rows, moves: list[int]
    ) -> None:
        whole = table(rows, by(DFE))
        ledger = [entry("first", whole, suppressed(whole).hidden)]
        later = [
            [number + moves[4 * r + c] for c, number in enumerate(row)]
            for r, row in enumerate(rows)
        ]
        both = after(table(later, by(DFE)), ledger)

        try:
            chosen = suppressed(both)
        except TellsTooMuch:
            # What the first release showed bounds a sum that moved by a few: nothing goes out.
            assert told(both, frozenset(both.cells))
            return

        assert told(both, chosen.hidden) == ()
        for id, number in ledger[0].numbers.items():
            now = both.cells[id]
            if id in ledger[0].shown and id not in chosen.hidden:
                assert not 1 <= abs(now.number - number) <= 5


class TestTheLedger:
    def quarters(self, *numbers: int) -> LinkedSet:
        names = [f"Q{place}" for place in range(len(numbers))]
        cells = [guarded(n, v, profile=DFE) for n, v in zip(names, numbers, strict=True)]
        year = guarded("year", sum(numbers), profile=DFE, cost=9)
        return linked([*cells, year], [adds_up("year", names)])

    def test_another_choice_than_last_time_would_tell_and_is_not_made(self) -> None:
        whole = self.quarters(3, 9, 9, 30)
        first = entry("first", whole, frozenset({"Q0", "Q2"}))

        alone, with_ledger = suppressed(whole), suppressed(after(whole, [first]))

        assert alone.hidden == {"Q0", "Q1"}
        assert with_ledger.hidden == {"Q0", "Q2"}

    def test_a_number_that_moves_by_two_children_is_hidden(self) -> None:
        first = entry("first", self.quarters(20, 30), frozenset())

        later = suppressed(after(self.quarters(22, 30), [first]))

        assert "Q0" in later.hidden
        assert "year" in later.hidden

    def test_a_number_that_moves_by_many_is_shown(self) -> None:
        first = entry("first", self.quarters(20, 30), frozenset())

        later = suppressed(after(self.quarters(40, 30), [first]))

        assert later.hidden == frozenset()

    def test_what_earlier_releases_make_plain_is_refused(self) -> None:
        first = entry("first", self.quarters(20, 30), frozenset())
        girls = guarded("girls", 2, profile=DFE)
        boys = guarded("boys", 18, profile=DFE)
        was_told = Cell("boys", 18, Span(18, 18), known=Span(18, 18))
        whole = self.quarters(20, 30)
        more = linked(
            [*whole.cells.values(), girls, boys, was_told],
            [*whole.relations, adds_up("Q0", ["girls", "boys"])],
        )

        with pytest.raises(TellsTooMuch) as refused:
            suppressed(after(more, [first]))

        assert "girls" in refused.value.cells
        assert "18" not in str(refused.value)

    def test_an_entry_is_written_and_read_back(self) -> None:
        whole = self.quarters(3, 9, 9, 30)
        written = entry("first", whole, suppressed(whole).hidden)

        assert Entry.from_record(written.as_record()) == written
