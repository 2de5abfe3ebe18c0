"""Of what is small, nothing is told: not as nought, not by its rest, not by what adds up to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.measures.reference import Event, Numbers, cells_of
from tests.engine.store.houses import definition
from village.engine.measures.cells import Cell, PeriodCounts, Tally
from village.engine.measures.definition import Definition
from village.engine.measures.measured import Measured
from village.engine.measures.release import releasable
from village.engine.specs.groups import GROUPS
from village.figures.counts import THRESHOLD
from village.figures.words import MAY_BE_ANY
from village.kernel.periods import Period, quarters, year_ending

SHARE, RATE, CHILDREN = "referrals-no-further-action", "referrals-rate", "missing-children-repeat"
YEAR = year_ending(2026)
NOBODY = Numbers(0, 0, 0, 0, 0, 0, 0, 0)
DIMENSIONS = ("sex", "age_band", "ethnicity")


@dataclass(frozen=True)
class One:
    """A child and its events: in which quarter, and whether each is of the part."""

    sex: str
    age_band: str
    ethnicity: str
    events: tuple[tuple[int, bool], ...]


def truth(children: list[One], of: Definition) -> dict[Period, dict[tuple[str, str], Numbers]]:
    """Every cell of the year and its quarters, by the reference's own adding."""
    found = {}
    for period, number in [(YEAR, None), *((q, n) for n, q in enumerate(quarters(YEAR)))]:
        units = [
            (_event(str(who), child), part)
            for who, child in enumerate(children)
            for place, (at, part) in enumerate(child.events)
            if number in (None, at) and (of.numerator.counts == "rows" or place == 0)
        ]
        found[period] = cells_of(units)
    return found


def _event(who: str, child: One) -> Event:
    return Event((who,), date.max, (0, 0), child.sex, child.age_band, child.ethnicity, {})


def measured_of(children: list[One], of: Definition) -> Measured:
    cells = truth(children, of)
    steps = {"year": (YEAR,), "quarter": quarters(YEAR)}
    return Measured(
        of,
        {
            step: tuple(_counts(period, cells[period], of) for period in steps[step])
            for step in of.steps
        },
        (),
    )


def _counts(
    period: Period, cells: Mapping[tuple[str, str], Numbers], of: Definition
) -> PeriodCounts:
    groups = {
        name: {group: _cell(cells.get((name, group), NOBODY), of) for group in GROUPS[name]}
        for name in DIMENSIONS
    }
    return PeriodCounts(period, _cell(cells.get(("all", "all"), NOBODY), of), groups)


def _cell(one: Numbers, of: Definition) -> Cell:
    part = Tally(one.part_events, one.part_children, one.part_squares)
    whole = Tally(one.whole_events, one.whole_children, one.whole_squares)
    if of.unit == "per 10,000":
        return Cell(whole, Tally(5_000, 5_000))
    rest = Tally(one.whole_events - one.part_events, one.rest_children)
    return Cell(part, whole, rest, one.products)


def shown(children: list[One], indicator: str) -> Mapping[str, Any]:
    return releasable(measured_of(children, definition(indicator)), made_up=True).plain


def places(plain: Mapping[str, Any]) -> Iterator[tuple[Period, tuple[str, str], Mapping[str, Any]]]:
    """Every figure of an indicator, with where it stands."""
    for points in plain["series"].values():
        for point in points:
            yield Period.parse(point["period"]), ("all", "all"), point["figure"]
    for name, groups in plain["breakdowns"].get("by", {}).items():
        for group in groups:
            period = Period.parse(plain["breakdowns"]["period"])
            yield period, (name, group["group"]), group["figure"]


def is_small(children: int) -> bool:
    return 1 <= children <= THRESHOLD


chance = st.booleans()
ones = st.builds(
    One,
    st.sampled_from(GROUPS["sex"]),
    st.sampled_from(GROUPS["age_band"][:3]),
    st.sampled_from(GROUPS["ethnicity"]),
    st.lists(st.tuples(st.integers(0, 3), chance), min_size=1, max_size=3).map(tuple),
)
"""Children with few groups, so that small cells are many."""
crowds = st.one_of(
    st.lists(ones, max_size=60),
    st.builds(lambda some, many: [*some, *many * 9], st.lists(ones), st.lists(ones, max_size=6)),
)
indicators = st.sampled_from([SHARE, RATE, CHILDREN])


@settings(deadline=None, max_examples=150)
@given(crowds, indicators)
def test_a_child_is_never_shown_as_zero(children: list[One], indicator: str) -> None:
    true = truth(children, definition(indicator))

    for period, place, figure in places(shown(children, indicator)):
        one = true[period].get(place, NOBODY)
        number = _part(one, indicator)
        if is_small(number):
            assert figure["numerator"] == {"withheld": "small number"}
        if figure["numerator"].get("children") == 0:
            assert number == 0


def _part(one: Numbers, indicator: str) -> int:
    return one.whole_children if indicator == RATE else one.part_children


@settings(deadline=None, max_examples=150)
@given(crowds, indicators)
def test_what_is_shown_is_true_and_nothing_follows_from_what_is_not(
    children: list[One], indicator: str
) -> None:
    true = truth(children, definition(indicator))

    for period, place, figure in places(shown(children, indicator)):
        one, above, below = (
            true[period].get(place, NOBODY),
            figure["numerator"],
            figure["denominator"],
        )
        if "withheld" in above or "withheld" in (below or {}):
            assert (figure["value"], figure["interval"], figure["wide_interval"]) == (None,) * 3
        if "children" in above:
            assert above["children"] == _part(one, indicator)
        if indicator != RATE and "children" in below:
            assert below["children"] == one.whole_children


@settings(deadline=None, max_examples=150)
@given(crowds, st.sampled_from([SHARE, CHILDREN]))
def test_a_share_whose_rest_or_whole_is_small_is_withheld(
    children: list[One], indicator: str
) -> None:
    """63 of 65 tells of 2."""
    true = truth(children, definition(indicator))

    for period, place, figure in places(shown(children, indicator)):
        one = true[period].get(place, NOBODY)
        if is_small(one.rest_children) or is_small(one.whole_children):
            assert "withheld" in figure["numerator"]
        if is_small(one.whole_children):
            assert "withheld" in figure["denominator"]


@settings(deadline=None, max_examples=300)
@given(crowds, indicators)
def test_no_small_number_can_be_worked_out_from_those_beside_it(
    children: list[One], indicator: str
) -> None:
    """From each total take what is shown: the rest must fit the hidden parts in several ways."""
    of = definition(indicator)
    true, plain = truth(children, of), shown(children, indicator)
    figures = {(period, place): figure for period, place, figure in places(plain)}
    rows = of.numerator.counts == "rows"

    for total, parts in _sums(figures, rows=rows):
        for what in ("numerator", "denominator") if indicator != RATE else ("numerator",):
            _attack(figures, true, total, parts, what=what, indicator=indicator)


Where = tuple[Period, tuple[str, str]]


def _sums(figures: Mapping[Where, Any], *, rows: bool) -> Iterator[tuple[Where, list[Where]]]:
    newest = next(period for period, place in figures if place[0] != "all")
    for name in DIMENSIONS:
        parts = [(newest, (name, group)) for group in GROUPS[name]]
        yield (newest, ("all", "all")), parts
    every = [(quarter, ("all", "all")) for quarter in quarters(YEAR)]
    if rows and all(place in figures for place in every):
        yield (YEAR, ("all", "all")), every


def _attack(
    figures: Mapping[Where, Any], true: Any, total: Where, parts: list[Where], *, what: str,
    indicator: str,
) -> None:  # fmt: skip
    held = {part: figures[part][what] for part in parts}
    hidden = [part for part in parts if "withheld" in held[part]]
    if "withheld" in figures[total][what]:
        assert len(hidden) == len(parts)
        return
    left = _number(figures[total][what]) - sum(
        _number(held[part]) for part in parts if part not in hidden
    )
    most = {part: min(left, _most(figures[part], what)) for part in hidden}
    for part in hidden:
        one = true[part[0]].get(part[1], NOBODY)
        small = one.whole_children if what == "denominator" else _part(one, indicator)
        whole_is_known = _most(figures[part], what) < float("inf")
        if is_small(small) or (is_small(one.rest_children) and whole_is_known):
            least = max(0, left - sum(most[other] for other in hidden if other != part))
            assert most[part] > least, (part, what)


def _number(count: Mapping[str, int]) -> int:
    return count.get("events", count["children"])


def _most(figure: Mapping[str, Any], what: str) -> float:
    below = figure["denominator"]
    known = what == "numerator" and below is not None and "withheld" not in below
    return _number(below) if known else float("inf")


# By example.


def crowd(*groups: tuple[str, int, int], quarter: int = 0) -> list[One]:
    """So many girls or boys of the part, and so many of the rest, each with one event."""
    return [
        One(sex, "1 to 4", "White", ((quarter, number < part),))
        for sex, part, rest in groups
        for number in range(part + rest)
    ]


def newest_groups(plain: Mapping[str, Any], name: str = "sex") -> dict[str, Any]:
    return {one["group"]: one["figure"] for one in plain["breakdowns"]["by"][name]}


def year_of(plain: Mapping[str, Any]) -> Any:
    (point,) = plain["series"]["year"]
    return point["figure"]


def test_a_small_number_takes_the_next_smallest_with_it() -> None:
    groups = newest_groups(shown(crowd(("Female", 3, 0), ("Male", 40, 0)), RATE))

    assert "withheld" in groups["Female"]["numerator"]
    assert "withheld" in groups["Male"]["numerator"]
    assert groups["Not known"]["numerator"] == {"children": 0, "events": 0}


def test_a_total_that_would_tell_of_its_like_parts_is_withheld_in_the_series_too() -> None:
    """Three hidden groups of 1 to 5 can make fifteen in one way alone."""
    plain = shown(crowd(("Female", 5, 0), ("Male", 5, 0), ("Not known", 5, 0)), RATE)

    assert "withheld" in year_of(plain)["numerator"]
    assert all("withheld" in figure["numerator"] for figure in newest_groups(plain).values())
    assert all("withheld" in f["numerator"] for f in newest_groups(plain, "ethnicity").values())


def test_sixty_three_of_sixty_five_are_not_told() -> None:
    figure = year_of(shown(crowd(("Female", 33, 1), ("Male", 30, 1)), SHARE))

    assert figure["numerator"] == {"withheld": "small number"}
    assert figure["denominator"] == {"withheld": "small number"}
    assert figure["value"] is None


def test_all_of_them_is_told() -> None:
    figure = year_of(shown(crowd(("Female", 33, 0), ("Male", 32, 0)), SHARE))

    assert figure["numerator"]["children"] == 65
    assert figure["value"] == 100


def test_one_child_with_seven_events_is_one_child() -> None:
    again = One("Female", "1 to 4", "White", ((0, True),) * 7)
    others = crowd(("Male", 0, 30), ("Female", 0, 30))

    figure = year_of(shown([again, *others], SHARE))

    assert "withheld" in figure["numerator"]


def test_a_rest_of_seven_events_of_one_child_is_small() -> None:
    again = One("Female", "1 to 4", "White", ((0, False),) * 7)

    figure = year_of(shown([again, *crowd(("Male", 30, 0), ("Female", 30, 0))], SHARE))

    assert "withheld" in figure["numerator"]


def test_a_small_quarter_cannot_be_taken_from_its_year() -> None:
    children = [
        *crowd(("Female", 20, 20), quarter=0), *crowd(("Female", 15, 20), quarter=1),
        *crowd(("Female", 12, 20), quarter=2), *crowd(("Female", 3, 20), quarter=3),
    ]  # fmt: skip

    points = shown(children, SHARE)["series"]["quarter"]

    hidden = ["withheld" in point["figure"]["numerator"] for point in points]
    assert hidden == [False, False, True, True]


def test_quarters_of_children_do_not_add_up_and_hide_nothing_of_each_other() -> None:
    children = [
        *crowd(("Female", 20, 20), quarter=0), *crowd(("Female", 15, 20), quarter=1),
        *crowd(("Female", 12, 20), quarter=2), *crowd(("Female", 3, 20), quarter=3),
    ]  # fmt: skip

    points = shown(children, CHILDREN)["series"]["quarter"]

    hidden = ["withheld" in point["figure"]["numerator"] for point in points]
    assert hidden == [False, False, False, True]


def test_every_group_has_its_row_even_where_nobody_is() -> None:
    """An absent row beside hidden ones would tell that nobody is in it, or that somebody is."""
    few = shown(crowd(("Female", 3, 0)), RATE)
    none = shown([], RATE)

    for name in DIMENSIONS:
        assert list(newest_groups(few, name)) == list(newest_groups(none, name)) == [*GROUPS[name]]
    assert all("withheld" in figure["numerator"] for figure in newest_groups(few).values())
    assert all(figure["numerator"]["children"] == 0 for figure in newest_groups(none).values())


def test_nobody_at_all_is_said_as_nought() -> None:
    plain = shown([], SHARE)

    assert year_of(plain)["numerator"] == {"children": 0, "events": 0}
    assert year_of(plain)["value"] is None
    assert "there were no referrals" in plain["sentence"]


@pytest.mark.parametrize("children", range(1, THRESHOLD + 1))
def test_the_sentence_says_that_what_is_not_shown_need_not_be_nought(children: int) -> None:
    plain = shown(crowd(("Female", children, 40)), SHARE)

    assert MAY_BE_ANY in plain["sentence"]
    assert str(children) not in plain["sentence"].replace("2026", "")
