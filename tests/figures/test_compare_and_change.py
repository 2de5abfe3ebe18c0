import json
from pathlib import Path

import pytest

from village.figures.change import Direction, change
from village.figures.compare import Published, Standing, against, neighbours, standing
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, Unit, percentage, rate_per_10_000
from village.figures.intervals import Interval, Proportion

VECTORS = Path(__file__).parents[1] / "vectors"


def vectors(name: str) -> dict[str, list[dict[str, int]]]:
    loaded: dict[str, list[dict[str, int]]] = json.loads(
        (VECTORS / name).read_text(encoding="utf-8")
    )
    return loaded


def share(part: int, whole: int) -> Figure:
    return percentage(Count(part), Count(whole), period="2025-26")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (9.9, Standing.HIGHER),
        (10.0, Standing.SIMILAR),
        (15.0, Standing.SIMILAR),
        (20.0, Standing.SIMILAR),
        (20.1, Standing.LOWER),
    ],
)
def test_only_a_reference_outside_the_interval_is_a_difference(
    reference: float, expected: Standing
) -> None:
    assert standing(Interval(10, 20, 0.95, "Wilson"), reference) is expected


def test_without_a_value_on_either_side_nothing_is_said() -> None:
    england = Published("England", "2024-25", 20.0)
    suppressed = Published("England", "2024-25", None, mark="suppressed")

    assert against(percentage(Withheld(), Count(80), period="1"), england) is None
    assert against(share(20, 80), suppressed) is None
    assert against(share(40, 80), england) is Standing.HIGHER


def test_simple_and_pooled_means_of_neighbours_agree_with_the_reference() -> None:
    reference = json.loads((VECTORS / "quantiles_bands_neighbours.json").read_text("utf-8"))
    given = reference["neighbours"]
    published = [
        Published(str(n), "2025", None, mark="suppressed")
        if part is None
        else Published(str(n), "2025", 100 * part / whole, part=part, whole=whole)
        for n, (part, whole) in enumerate(
            zip(given["input"]["num"], given["input"]["den"], strict=True)
        )
    ]

    summary = neighbours(published, unit=Unit.PERCENT)

    assert summary.simple_mean == pytest.approx(100 * given["simple_mean_of_rates"], rel=1e-6)
    assert isinstance(summary.pooled, Proportion)
    assert summary.pooled.value == pytest.approx(given["pooled_rate"], rel=1e-6)
    ends = [summary.pooled.interval.lower, summary.pooled.interval.upper]
    assert ends == pytest.approx(given["pooled_wilson_95"], rel=1e-6)
    assert (summary.with_data, summary.pooled_from, summary.of) == (9, 9, 10)


def test_a_suppressed_neighbour_is_never_nought() -> None:
    published = [
        Published("A", "2025", 20.0),
        Published("B", "2025", None, mark="suppressed"),
        Published("C", "2025", 40.0),
    ]

    summary = neighbours(published, unit=Unit.PERCENT)

    assert (summary.simple_mean, summary.with_data, summary.of) == (30.0, 2, 3)
    assert (summary.pooled, summary.pooled_from) == (None, 0)


def test_without_any_neighbours_value_there_is_no_mean() -> None:
    summary = neighbours([Published("B", "2025", None, mark="suppressed")], unit=Unit.PER_10_000)

    assert summary.simple_mean is None
    assert summary.of == 1


@pytest.mark.parametrize(("value", "mark"), [(None, ""), (3.0, "suppressed")])
def test_a_published_value_is_either_a_number_or_a_mark(value: float | None, mark: str) -> None:
    with pytest.raises(ValueError):
        Published("A", "2025", value, mark=mark)


@pytest.mark.parametrize("row", vectors("differences.json")["two_proportions_newcombe"])
def test_the_change_of_a_share_agrees_with_the_reference(row: dict[str, int]) -> None:
    moved = change(share(row["x1"], row["n1"]), share(row["x0"], row["n0"]))

    if row["x1"] < 10 or row["x0"] < 10:
        assert moved is None
        return
    assert moved is not None
    assert moved.difference == pytest.approx(100 * row["diff"], rel=1e-6)
    assert moved.interval.lower == pytest.approx(100 * row["lower"], rel=1e-6)
    assert moved.interval.upper == pytest.approx(100 * row["upper"], rel=1e-6)


def test_the_change_of_a_rate_is_near_the_normal_one_for_large_counts() -> None:
    row = vectors("differences.json")["two_rates"][0]
    now = rate_per_10_000(Count(row["x1"]), row["n1"], period="2025-26")
    before = rate_per_10_000(Count(row["x0"]), row["n0"], period="2024-25")

    moved = change(now, before)

    assert moved is not None
    assert moved.difference == pytest.approx(10_000 * row["difference"], rel=1e-6)
    half = (moved.interval.upper - moved.interval.lower) / 2
    assert half == pytest.approx(1.96 * 10_000 * row["se"], rel=0.05)
    assert moved.direction is Direction.NO_CLEAR_CHANGE


def test_a_change_turned_round_has_the_other_sign() -> None:
    there, back = change(share(56, 70), share(30, 80)), change(share(30, 80), share(56, 70))

    assert there and back
    assert (there.direction, back.direction) == (Direction.ROSE, Direction.FELL)
    assert there.interval.lower == pytest.approx(-back.interval.upper)


def test_what_is_too_few_or_withheld_has_no_change() -> None:
    withheld = percentage(Withheld(), Count(80), period="2024-25")

    assert change(share(9, 80), share(40, 80)) is None
    assert change(share(40, 80), share(9, 80)) is None
    assert change(share(40, 80), withheld) is None


def test_two_units_are_never_set_against_each_other() -> None:
    with pytest.raises(ValueError, match="unit"):
        change(share(40, 80), rate_per_10_000(Count(40), 80, period="2024-25"))
