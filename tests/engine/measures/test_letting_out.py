"""A release for partners or the public: weighed as one set, tried by a reader, remembered."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.measures.test_measures_protection import (
    CHILDREN,
    RATE,
    SHARE,
    YEAR,
    One,
    crowds,
    measured_of,
)
from tests.engine.store.houses import definition
from village.engine.measures import letting_out
from village.engine.measures.letting_out import LetOut, let_out
from village.engine.measures.measured import Measured
from village.engine.measures.weaving import PART, WHOLE, Weighed, only, woven
from village.engine.specs.groups import BREAKDOWNS, GROUPS
from village.engine.specs.releases import Listed
from village.figures.attacker import NotSolved
from village.figures.audiences import DFE, Audience
from village.figures.counts import Count
from village.figures.suppression import Chosen, TellsTooMuch
from village.kernel.periods import quarters

BOTH = ("public", "partner")
LIST = tuple(Listed(name, BOTH, BREAKDOWNS) for name in (SHARE, RATE, CHILDREN))


def crowd(count: int, *, sex: str = "Female", nfa: bool = False, quarter: int = 0) -> list[One]:
    return [One(sex, "5 to 9", "White", ((quarter, nfa),))] * count


def found_in(children: list[One], *names: str) -> list[Measured]:
    return [measured_of(children, definition(name)) for name in names or (SHARE, RATE, CHILDREN)]


def out_of(children: list[One], *names: str, **more: Any) -> LetOut:
    settings = {"audience": Audience.PUBLIC, "name": "public-00001", **more}
    return let_out(found_in(children, *names), LIST, **settings)


def points(made: LetOut, indicator: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every figure that leaves of an indicator, with its period and group."""
    table = made.plain["indicators"][indicator]
    for step in table["series"].values():
        yield from ((point["period"], "", point) for point in step)
    for split, groups in table["breakdowns"].items():
        yield from ((point["period"], f"{split} {point['group']}", point) for point in groups)


def total(made: LetOut, indicator: str) -> Mapping[str, Any]:
    return next(point for key, group, point in points(made, indicator)
                if (key, group) == (YEAR.key, ""))  # fmt: skip


def group(made: LetOut, indicator: str, name: str) -> Mapping[str, Any]:
    return next(point for _, group, point in points(made, indicator) if group == name)


class TestWhatLeaves:
    @settings(max_examples=12, deadline=None)
    @given(children=crowds, health=st.booleans())
    def test_no_small_number_leaves_and_no_child_is_zero(
        self, children: list[One], health: bool
    ) -> None:
        threshold = 7 if health else 5
        found = found_in(children)

        made = let_out(
            found, LIST, audience=Audience.PUBLIC, name="public-00001",
            health=[SHARE, RATE, CHILDREN] if health else [],
        )  # fmt: skip

        for one in found:
            of = one.definition
            true = dict(true_numbers(one))
            for key, name, point in points(made, of.id):
                number, children_behind = true[key, name]
                if isinstance(point["numerator"], int):
                    assert not 1 <= children_behind <= threshold
                    assert (point["numerator"] == 0) == (number == 0)
                    assert abs(point["numerator"] - number) <= (2 if health else 0)

    def test_the_splits_that_are_not_listed_and_other_indicators_stay(self) -> None:
        listed = [Listed(SHARE, ("public",), ("sex",)), Listed(RATE, ("partner",))]

        made = let_out(found_in(crowd(40)), listed, audience=Audience.PUBLIC, name="public-00001")

        assert list(made.plain["indicators"]) == [SHARE]
        assert list(made.plain["indicators"][SHARE]["breakdowns"]) == ["sex"]

    def test_a_number_that_two_indicators_print_is_hidden_in_both_or_in_none(self) -> None:
        children = [*crowd(3), *crowd(30, sex="Male"), *crowd(20, sex="Male", nfa=True)]

        made = out_of(children, SHARE, RATE)

        for key, name, point in points(made, RATE):
            other = next(p for k, n, p in points(made, SHARE) if (k, n) == (key, name))
            assert point["numerator"] == other["denominator"]
        assert group(made, RATE, "sex Female")["numerator"] == "small number"

    def test_a_hidden_count_has_no_value_and_no_interval(self) -> None:
        made = out_of([*crowd(3, nfa=True), *crowd(30)], SHARE)

        point = total(made, SHARE)

        assert point["numerator"] == "small number"
        assert (point["value"], point["interval"]) == (None, None)

    def test_of_events_that_repeat_no_interval_leaves(self) -> None:
        made = out_of(crowd(40), RATE)

        assert total(made, RATE)["value"] is not None
        assert total(made, RATE)["interval"] is None

    def test_with_health_rows_numbers_are_rounded_and_rates_follow_what_is_printed(self) -> None:
        made = out_of([*crowd(18, nfa=True), *crowd(40)], SHARE, health=[SHARE])

        point = total(made, SHARE)

        assert (point["numerator"], point["denominator"]) == (20, 60)
        assert point["value"] == 33.3
        assert made.plain["indicators"][SHARE]["rule"] == "nhs"

    def test_partners_see_health_rows_unrounded_and_under_the_stricter_threshold(self) -> None:
        children = [*crowd(7, nfa=True), *crowd(41)]

        made = out_of(children, SHARE, health=[SHARE], audience=Audience.PARTNER)

        assert total(made, SHARE)["numerator"] == "small number"
        assert total(made, SHARE)["denominator"] == 48

    def test_everybody_of_a_small_group_is_hidden(self) -> None:
        made = out_of([*crowd(8, nfa=True), *crowd(30, sex="Male"),
                       *crowd(30, sex="Male", nfa=True)], SHARE)  # fmt: skip

        assert group(made, SHARE, "sex Female")["numerator"] == "small number"


def true_numbers(found: Measured) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    rows = found.definition.counts_events
    for periods in found.steps.values():
        for counts in periods:
            part = counts.total.part
            yield (counts.period.key, ""), (part.events if rows else part.children, part.children)
    last = found.steps[found.definition.steps[0]][-1]
    for name in found.definition.breakdowns:
        for group_name, cell in last.groups.get(name, {}).items():
            number = cell.part.events if rows else cell.part.children
            yield (last.period.key, f"{name} {group_name}"), (number, cell.part.children)


class TestTheWeave:
    def woven_of(self, children: list[One], *names: str):  # type: ignore[no-untyped-def]
        return woven([Weighed(only(one, ["sex"]), DFE) for one in found_in(children, *names)])

    def test_what_is_counted_alike_is_one_cell(self) -> None:
        weave = self.woven_of(crowd(30), SHARE, RATE)

        assert weave.at[RATE, PART, YEAR.key] == weave.at[SHARE, WHOLE, YEAR.key]

    def test_a_year_s_quarters_groups_and_rest_are_bound(self) -> None:
        weave = self.woven_of(crowd(30), SHARE)
        year, first = (weave.at[SHARE, PART, p.key] for p in (YEAR, quarters(YEAR)[0]))

        bound = [dict(one.times) for one in weave.linked.relations]

        assert any({year, first} <= one.keys() and len(one) == 5 for one in bound)
        groups = {weave.at[SHARE, PART, f"{YEAR.key} sex {name}"] for name in GROUPS["sex"]}
        assert {*groups, year} in [set(one) for one in bound]
        whole = weave.at[SHARE, WHOLE, YEAR.key]
        assert {whole, year, f"{whole} less {year}"} in [set(one) for one in bound]


class TestTheReaderWhoTriesIt:
    def test_a_choice_that_hides_too_little_never_leaves(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def careless(whole: Any, **_: Any) -> Chosen:
            printed = frozenset(id for id in whole.small if whole.cells[id].printed)
            return Chosen(printed, True, 0, 1)

        monkeypatch.setattr(letting_out, "suppressed", careless)

        with pytest.raises(TellsTooMuch):
            out_of([*crowd(3), *crowd(30, sex="Male")], RATE)

    def test_a_table_that_prints_what_was_to_be_hidden_never_leaves(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            letting_out._Printer, "_count", lambda _self, _place, _role, events, _c: Count(events)
        )

        with pytest.raises(TellsTooMuch):
            out_of([*crowd(3), *crowd(30, sex="Male")], RATE)

    def test_where_the_reader_s_sums_are_not_solved_nothing_leaves(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unsure(_whole: Any, _hidden: Any) -> Any:
            raise NotSolved("out of time")

        monkeypatch.setattr(letting_out, "told", unsure)

        with pytest.raises(TellsTooMuch):
            out_of(crowd(40), RATE)


class TestTheNextRelease:
    def test_the_same_again_is_the_same_to_the_byte(self) -> None:
        children = [*crowd(3), *crowd(9, sex="Male"), *crowd(9, sex="Male", quarter=2)]
        first = out_of(children)

        again = out_of(children, ledger={Audience.PUBLIC: [first.entry]})

        assert again.plain == first.plain

    def test_two_children_who_were_recorded_late_are_not_told_by_the_difference(self) -> None:
        first = out_of(crowd(30), RATE)

        later = out_of(crowd(32), RATE, ledger={Audience.PUBLIC: [first.entry]})

        assert total(first, RATE)["numerator"] == 30
        assert total(later, RATE)["numerator"] == "small number"

    def test_a_partner_reads_what_is_public_too(self) -> None:
        first = out_of(crowd(30), RATE)

        later = out_of(
            crowd(32), RATE, audience=Audience.PARTNER, ledger={Audience.PUBLIC: [first.entry]}
        )

        assert total(later, RATE)["numerator"] == "small number"
