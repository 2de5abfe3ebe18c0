import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.figures.counts import Count, Withheld, protect
from village.figures.figure import Figure, Unit, number, percentage, rate_per_10_000
from village.figures.intervals import count_limits, share_spread, wilson
from village.figures.plain import from_plain, to_plain

counts = st.builds(protect, st.integers(0, 60))
figures = st.one_of(
    st.builds(number, counts, period=st.just("2025-26"), squares=st.none()),
    st.builds(rate_per_10_000, counts, st.integers(0, 90_000), period=st.just("2025-26")),
    st.builds(percentage, counts, st.sampled_from([Count(60), Withheld()]), period=st.just("1")),
)


@given(figures)
def test_a_figure_comes_back_from_json_as_it_went(figure: Figure) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(figure)))) == figure


@given(figures)
def test_whatever_follows_from_a_withheld_count_is_withheld(figure: Figure) -> None:
    derived = (figure.value, figure.interval, figure.wide_interval)

    assert not figure.withheld or derived == (None, None, None)


def test_a_figure_that_would_give_a_withheld_count_away_is_refused() -> None:
    with pytest.raises(ValueError, match="withheld"):
        Figure(Withheld(), Count(40), 10.0, None, None, Unit.PERCENT, "2025-26")
    with pytest.raises(ValueError, match="withheld"):
        Figure(Withheld(), None, None, count_limits(4), None, Unit.COUNT, "2025-26")


def test_a_percentage_has_both_intervals_in_percent() -> None:
    figure = percentage(Count(20), Count(80, events=100), period="2025-26")

    assert figure.value == 20
    assert figure.interval and figure.wide_interval
    assert figure.interval.lower == pytest.approx(13.3367, abs=1e-4)
    assert (figure.interval.level, figure.wide_interval.level) == (0.95, 0.998)
    assert figure.wide_interval.lower < figure.interval.lower


def test_a_rate_is_counted_on_events_and_widened_for_repeats() -> None:
    plain = rate_per_10_000(Count(150, events=228), 39_200, period="2025-26")
    widened = rate_per_10_000(Count(150, events=228), 39_200, period="2025-26", squares=330)

    assert plain.value == widened.value == pytest.approx(58.1633, abs=1e-4)
    assert plain.interval and widened.interval
    assert widened.interval.upper > plain.interval.upper
    assert widened.interval.method == "Byar, widened for repeats"


def test_nothing_to_count_on_gives_a_figure_without_value() -> None:
    assert percentage(Count(0), Count(0), period="2025-26").value is None
    assert rate_per_10_000(Count(12), 0, period="2025-26").interval is None


def test_nought_is_a_figure_of_nought() -> None:
    assert number(Count(0), period="2025-26").value == 0
    assert percentage(Count(0), Count(90), period="2025-26").value == 0


def test_a_share_of_repeating_events_spreads_as_the_slow_sum_over_children_says() -> None:
    children = [(1, 1), (0, 3), (2, 4), (0, 1), (5, 6), (1, 2), (0, 2), (3, 3)]
    part, whole = sum(p for p, _ in children), sum(w for _, w in children)
    share = part / whole
    slow = sum((p - share * w) ** 2 for p, w in children) / (whole * share * (1 - share))

    spread = share_spread(
        part,
        whole,
        part_squares=sum(p * p for p, _ in children),
        products=sum(p * w for p, w in children),
        whole_squares=sum(w * w for _, w in children),
    )

    assert spread == pytest.approx(slow)
    assert spread > 1


def test_children_who_always_do_the_same_k_times_count_once() -> None:
    spread = share_spread(30, 90, part_squares=90, products=90, whole_squares=270)

    widened, once = wilson(30, 90, spread=spread), wilson(10, 30)

    assert spread == pytest.approx(3)
    assert widened and once
    assert (widened.lower, widened.upper) == pytest.approx((once.lower, once.upper))
    assert widened.method == "Wilson, widened for repeats"


def test_a_share_never_spreads_less_than_single_events() -> None:
    assert share_spread(0, 5, part_squares=0, products=0, whole_squares=5) == 1
    assert share_spread(5, 5, part_squares=5, products=5, whole_squares=5) == 1
    assert share_spread(2, 4, part_squares=2, products=4, whole_squares=8) == 1
    with pytest.raises(ValueError):
        wilson(2, 4, spread=0.5)


@pytest.mark.parametrize("plain", [{}, {"children": 4, "events": 1}])
def test_what_never_was_a_count_is_not_read(plain: dict[str, int]) -> None:
    good = to_plain(number(Count(9), period="1"))

    with pytest.raises((KeyError, ValueError)):
        from_plain({**good, "numerator": plain})  # type: ignore[typeddict-item]
