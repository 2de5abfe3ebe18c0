"""How much a count of linked children may be out: by hand, and as reference results say."""

import json
from math import exp, log
from pathlib import Path

import pytest

from village.figures.counts import Count, Withheld
from village.figures.figure import Unit, number, percentage
from village.figures.linkage import Moves, Share, counted_over, nearer, pooled
from village.figures.linkage_words import Sure, linkage_sentence

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "linkage_uncertainty.json").read_text("utf-8")
)
FOUND = Share(0.96, 0.93, 0.98)
SURE = Sure(("council", "police"), FOUND, False, 0.999, 0.013)
WHEN = "year to March 2026"


def test_a_count_over_chances_is_that_of_the_reference() -> None:
    told = VECTORS["poisson_binomial"]

    found = counted_over(told["link_probabilities"])

    assert found.mean == pytest.approx(told["mean"], abs=1e-9)
    assert found.variance == pytest.approx(told["variance"], abs=1e-9)
    assert (found.lower, found.upper) == (told["p025"], told["p975"])


def test_two_links_of_a_half_are_none_one_or_two() -> None:
    found = counted_over([0.5, 0.5])

    assert (found.mean, found.variance, found.lower, found.upper) == (1.0, 0.5, 0, 2)


def test_links_that_are_all_right_or_none_leave_no_doubt() -> None:
    assert counted_over([1.0, 1.0, 0.0]).lower == counted_over([1.0, 1.0, 0.0]).upper == 2
    assert counted_over([]).upper == 0
    with pytest.raises(ValueError, match="a chance lies between"):
        counted_over([1.2])


def test_estimates_of_several_draws_are_joined_as_the_reference_does() -> None:
    told = VECTORS["rubin_log_rr"]

    found = pooled(told["log_estimates"], told["variances"])

    assert found.estimate == pytest.approx(told["pooled_log"], abs=1e-9)
    assert found.within == pytest.approx(told["within"], abs=1e-9)
    assert found.between == pytest.approx(told["between"], abs=1e-9)
    assert found.total == pytest.approx(told["total"], abs=1e-9)
    assert found.freedom == pytest.approx(told["df"], rel=1e-6)
    assert exp(found.estimate) == pytest.approx(told["rr"], rel=1e-6)
    assert exp(found.lower) == pytest.approx(told["lower"], rel=1e-6)
    assert exp(found.upper) == pytest.approx(told["upper"], rel=1e-6)
    assert found.due == pytest.approx(told["share_due_to_linkage"], rel=1e-6)


def test_draws_that_agree_add_no_doubt() -> None:
    found = pooled([log(2)] * 5, [0.04] * 5)

    assert found.due == 0
    assert found.upper - log(2) == pytest.approx(1.959964 * 0.2, abs=1e-6)


def share(part: int, whole: int):  # type: ignore[no-untyped-def] # a figure
    return percentage(Count(part), Count(whole), period=WHEN)


def test_a_figure_with_half_its_links_missed_would_be_twice_as_high() -> None:
    found = nearer(share(40, 200), Share(0.5, 0.5, 0.5), precision=1.0, moves=Moves.TOO_LOW)

    assert found is not None
    assert found.value == pytest.approx(40.0)
    assert found.due == 0
    reach = 1.959964 * (1 / 40 - 1 / 200) ** 0.5
    assert found.upper == pytest.approx(40 * exp(reach), rel=1e-5)


def test_false_links_push_the_other_way() -> None:
    found = nearer(share(40, 200), Share(0.9, 0.9, 0.9), precision=0.9, moves=Moves.TOO_LOW)

    assert found is not None
    assert found.value == pytest.approx(20.0)


def test_what_was_tried_on_few_makes_more_of_the_doubt() -> None:
    sure = nearer(share(400, 900), Share(0.9, 0.89, 0.91), precision=1.0, moves=Moves.TOO_LOW)
    unsure = nearer(share(400, 900), Share(0.9, 0.7, 0.98), precision=1.0, moves=Moves.TOO_LOW)

    assert sure is not None
    assert unsure is not None
    assert 0 < sure.due < unsure.due < 1
    assert sure.upper - sure.lower < unsure.upper - unsure.lower
    assert unsure.upper <= 100


@pytest.mark.parametrize(
    ("figure", "moves"),
    [
        (share(9, 200), Moves.TOO_LOW),
        (percentage(Withheld(), Withheld(), period=WHEN), Moves.TOO_LOW),
        (share(40, 200), Moves.TOO_HIGH),
        (share(40, 200), Moves.LITTLE),
        (number(Count(4), period=WHEN), Moves.TOO_LOW),
    ],
)
def test_of_few_or_hidden_children_nothing_is_reckoned(figure, moves: Moves) -> None:  # type: ignore[no-untyped-def] # as above
    assert nearer(figure, FOUND, precision=0.999, moves=moves) is None


def test_a_person_reads_which_way_and_by_how_much() -> None:
    near = nearer(share(480, 2_000), FOUND, precision=0.999, moves=Moves.TOO_LOW)

    said = linkage_sentence(SURE, Moves.TOO_LOW, near, unit=Unit.PERCENT)

    assert said == (
        "This rests on knowing the same child in the records of the council and the police. By "
        "name, birthday and address alone, linkage finds about 96 of 100 links between them (93 "
        "to 98, 95% interval); about 1 in 1,000 links are expected to be wrong. A child whose "
        "link is missed is not counted, so the figure comes out too low by about 4 in 100. With "
        "every link found it would be about 25.0%, anywhere from 23.0% to 27.1%; linkage is 11% of "
        "that uncertainty. All agencies together count about 1.3% too many children."
    )


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        (Moves.TOO_HIGH, "so the figure comes out too high."),
        (Moves.LITTLE, "the figure moves little, while both numbers come out too low by about 4"),
        (Moves.EITHER, "can move the figure either way."),
    ],
)
def test_other_figures_move_otherwise(moves: Moves, words: str) -> None:
    assert words in linkage_sentence(SURE, moves, None, unit=Unit.PERCENT)


def test_what_could_not_be_tried_is_said() -> None:
    sure = Sure(("education", "council", "health"), None, False, 0.9999, -0.02)

    said = linkage_sentence(sure, Moves.TOO_LOW, None, unit=Unit.COUNT)

    assert "the education service, the council and health services" in said
    assert "could not be tried in this version; fewer than 1 in 1,000 links" in said
    assert "so the figure comes out too low. All" in said
    assert "about 2.0% too few children" in said


def test_agencies_whose_records_share_no_number_are_told_so() -> None:
    sure = Sure(("council", "police"), Share(0.993, 0.9875, 0.996), True, 1.0, 0.0)

    said = linkage_sentence(sure, Moves.TOO_LOW, None, unit=Unit.COUNT)

    assert (
        "Their records share no number by which that could be tried; by name, birthday and address "
        "alone, linkage finds about 99.3 of 100 links between those that do (98.8 to 99.6, 95% "
        "interval); fewer than 1 in 1,000"
    ) in said
    assert "too many children" not in said


def test_nearly_all_is_never_said_as_all() -> None:
    sure = Sure(("council", "police"), Share(0.9998, 0.9951, 1.0), False, 1.0, 0.0)

    said = linkage_sentence(sure, Moves.TOO_LOW, None, unit=Unit.COUNT)

    assert "linkage finds over 99.9 of 100 links between them (99.5 to 100, 95% interval)" in said
    assert "by less than 1 in 100" in said
