import csv
import json
from collections.abc import Callable
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.figures import intervals
from village.figures.intervals import (
    Interval,
    byar_lower,
    byar_upper,
    count_limits,
    exact,
    jeffreys,
    mid_p,
    proportion,
    rate,
    widened,
    wilson,
)

VECTORS = Path(__file__).parents[1] / "vectors"
levels = st.sampled_from([0.95, 0.998])


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def near(text: str) -> object:
    return None if text == "" else pytest.approx(float(text), rel=1e-6, abs=1e-12)


def ends(interval: Interval | None) -> tuple[float, float] | None:
    return (interval.lower, interval.upper) if interval else None


@pytest.mark.parametrize("row", rows("proportion_ci.csv"), ids=lambda r: f"{r['x']}/{r['n']}")
def test_wilson_agrees_with_the_reference(row: dict[str, str]) -> None:
    share = proportion(int(row["x"]), int(row["n"]), float(row["conf"]))

    assert share is not None
    assert share.value == near(row["value"])
    assert ends(share.interval) == (near(row["wilson_lower"]), near(row["wilson_upper"]))
    assert share.interval.method == "Wilson"


@pytest.mark.parametrize("row", rows("count_rate_ci.csv"), ids=lambda r: f"{r['x']}@{r['conf']}")
def test_limits_of_counts_agree_with_the_reference(row: dict[str, str]) -> None:
    x, level = int(row["x"]), float(row["conf"])

    assert byar_lower(x, level) == near(row["byar_lower"])
    assert byar_upper(x, level) == near(row["byar_upper"])
    assert ends(exact(x, level)) == (near(row["exact_lower"]), near(row["exact_upper"]))
    assert ends(mid_p(x, level)) == (near(row["midp_lower"]), near(row["midp_upper"]))
    assert ends(jeffreys(x, level)) == (near(row["jeffreys_lower"]), near(row["jeffreys_upper"]))


@pytest.mark.parametrize("row", rows("count_rate_ci.csv"), ids=lambda r: f"{r['x']}@{r['conf']}")
def test_the_rule_and_the_rate_agree_with_the_reference(row: dict[str, str]) -> None:
    x, level = int(row["x"]), float(row["conf"])

    limits = count_limits(x, level)
    per_10_000 = rate(x, int(row["population"]), 10_000, level)

    assert ends(limits) == (near(row["count_lower"]), near(row["count_upper"]))
    assert limits.method.lower() == row["rule"].lower()
    assert per_10_000 is not None
    assert per_10_000.value == near(row["rate_per_10000"])
    assert ends(per_10_000.interval) == (near(row["rate_lower"]), near(row["rate_upper"]))


def test_all_rows_of_the_references_were_read() -> None:
    assert (len(rows("proportion_ci.csv")), len(rows("count_rate_ci.csv"))) == (30, 40)


def test_repeats_widen_a_standardised_rate_as_the_reference_says() -> None:
    vectors = json.loads((VECTORS / "standardised_rates.json").read_text(encoding="utf-8"))
    weights, repeats = vectors["standard_population"], vectors["repeat_events"]
    bands = range(len(weights))
    squares = [
        sum(
            int(k) ** 2 * children[band]
            for k, children in repeats["children_with_k_events"].items()
        )
        for band in bands
    ]
    shares = [weights[b] / sum(weights) / repeats["population"][b] for b in bands]
    value = sum(shares[b] * repeats["events"][b] for b in bands)
    variance = sum(shares[b] ** 2 * squares[b] for b in bands)
    events = sum(repeats["events"])

    moved = widened(count_limits(events), events, by=sqrt(variance / events))

    lower, upper = (value + end - events for end in (moved.lower, moved.upper))
    expected = repeats["allowing_for_repeats"]
    assert value * 10_000 == pytest.approx(expected["value"], rel=1e-6)
    assert variance == pytest.approx(expected["var"], rel=1e-6)
    assert lower * 10_000 == pytest.approx(expected["lower"], rel=1e-6)
    assert upper * 10_000 == pytest.approx(expected["upper"], rel=1e-6)


def test_repeats_widen_a_plain_count_by_the_root_of_their_variance() -> None:
    plain, repeated = count_limits(228), count_limits(228, squares=330)

    assert repeated.upper - 228 == pytest.approx((plain.upper - 228) * sqrt(330 / 228))
    assert 228 - repeated.lower == pytest.approx((228 - plain.lower) * sqrt(330 / 228))
    assert repeated.method == "Byar, widened for repeats"


def test_without_repeats_nothing_is_widened_and_below_nought_there_is_nothing() -> None:
    assert ends(count_limits(40, squares=40)) == pytest.approx(ends(count_limits(40)))
    assert count_limits(9, squares=81).lower == 0.0
    assert count_limits(0, squares=0) == exact(0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: wilson(5, 4),
        lambda: wilson(-1, 4),
        lambda: exact(-1),
        lambda: byar_upper(-1),
        lambda: intervals.byar(0),
        lambda: intervals.byar(1, 0.998),
        lambda: rate(3, -1),
        lambda: rate(3, 100, 0),
        lambda: wilson(1, 2, 1.0),
        lambda: count_limits(12, squares=11),
        lambda: Interval(2, 1, 0.95, "none"),
        lambda: Interval(float("nan"), 1, 0.95, "none"),
    ],
)
def test_what_has_no_answer_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        call()


def test_nothing_to_count_on_gives_no_value() -> None:
    assert wilson(0, 0) is None
    assert proportion(0, 0) is None
    assert rate(0, 0) is None


@given(st.integers(0, 3000), st.integers(1, 3000), levels)
def test_an_interval_holds_its_value_and_stays_within_0_and_1(x: int, n: int, level: float) -> None:
    share = proportion(min(x, n), n, level)

    assert share is not None
    assert 0 <= share.interval.lower <= share.value <= share.interval.upper <= 1


@given(st.integers(0, 2000), levels, st.integers(1, 4))
def test_limits_hold_their_count_and_rise_with_it(x: int, level: float, spread: int) -> None:
    limits = count_limits(x, level, squares=x * spread)
    next_up = count_limits(x + 1, level)

    assert limits.lower <= x <= limits.upper
    assert count_limits(x, level).lower < next_up.lower
    assert count_limits(x, level).upper < next_up.upper


@given(st.integers(0, 2000))
def test_more_certainty_needs_a_wider_interval(x: int) -> None:
    usual, wide = count_limits(x, 0.95), count_limits(x, 0.998)

    assert wide.lower <= usual.lower
    assert usual.upper < wide.upper
