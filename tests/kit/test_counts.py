"""Returns of counts in a kit: what is asked of each agency, and faults in asking."""

from functools import cache
from pathlib import Path

import pytest

from tests.kit import shelf
from tests.kit.shelf import KITS
from village import engine, kit

SENDERS = {"council", "police", "health", "education", "youth-justice", "voluntary"}
MOST_CELLS = 60
"""As many numbers as somebody writes in twenty minutes."""

RETURN = """
    return: tallies
    title: Tallies
    edition: "1"
    source: The plan
    sender: council
    period: quarter
    counts: true
"""

INDICATOR = """
    id: calls-decided
    edition: "1"
    title: Calls decided
    question: How many were decided?
    why: A child waits as long as the decision does.
    unit: percent
    direction: higher is better
    numerator_words: calls decided
    denominator_words: calls
    wording: {counted: calls, one: call, did: were decided}
    counts:
      return: tallies
      numerator: Calls decided
      denominator: Calls
      adds_up: true
    steps: [quarter]
    source: The plan
    author: QA manager
    review_on: 2027-03-31
"""
TALLIES, DECIDED = "returns/tallies.yaml", "indicators/calls-decided.yaml"


def a_kit(folder: Path) -> Path:
    return shelf.whole(folder, returns__tallies=RETURN, indicators__calls_decided=INDICATOR)


@cache
def asked() -> "dict[str, engine.CountsSpec]":
    """What is asked of each agency each quarter, by return; years of the past apart."""
    specs = kit.specs(KITS / "demo").items()
    return {name: spec.counts for name, spec in specs if spec.counts and not name.endswith("-past")}


def cells(spec: "engine.CountsSpec") -> int:
    """How many numbers a return asks for."""
    return sum(2 if spec.of(place.indicator).denominator else 1 for place in spec.places)


def test_a_kit_that_asks_for_counts_is_sound(tmp_path: Path) -> None:
    assert kit.check(a_kit(tmp_path)) == []


def test_at_least_twenty_indicators_are_fed_by_counts_of_six_senders() -> None:
    fed = {one.indicator for spec in asked().values() for one in spec.asked}

    assert len(fed) >= 20
    assert {spec.sender for spec in asked().values()} == SENDERS


@pytest.mark.parametrize("name", [f"counts-{sender}" for sender in sorted(SENDERS)])
def test_a_quarter_is_filled_in_within_twenty_minutes(name: str) -> None:
    assert 1 <= cells(asked()[name]) <= MOST_CELLS


def test_four_indicators_come_as_counts_where_no_rows_came() -> None:
    definitions = kit.rulebook(KITS / "demo").rulebook.definitions

    both = {one.id: one.asking.returned_in for one in definitions if one.asking and one.numerator}

    assert both == {
        "missing-children-repeat": "counts-police-past",
        "re-referrals-12-months": "counts-council-past",
        "return-interviews-in-72-hours": "counts-council",
        "first-time-entrants": "counts-youth-justice",
    }


def test_whoever_counts_is_told_how_to_count_the_hard_cases() -> None:
    short = [
        one.indicator
        for spec in asked().values()
        for one in spec.asked
        if len(one.guidance.split()) < 20
    ]

    assert short == []


def test_an_indicator_as_it_stands_on_a_day_never_adds_up_to_a_year() -> None:
    definitions = kit.rulebook(KITS / "demo").rulebook.definitions

    wrong = [
        one.id
        for one in definitions
        if one.asking
        and not one.numerator
        and (
            (one.asking.at_end and one.asking.adds_up)
            or one.asking.adds_up != ("year" in one.steps)
        )
    ]

    assert wrong == []


# file, what is written in place of what, line, what is said, what to write instead
BROKEN = [
    (TALLIES, "counts: true", "counts: false", 7, "is always true", "Write “counts: true”."),
    (TALLIES, "period: quarter", "period: year", 6, "always quarter", "Write “period: quarter”."),
    (DECIDED, "return: tallies", "return: visits", 12, "“visits”, which is no return of counts",
     "tallies"),
    (DECIDED, "return: tallies", "return: talies", 12, "“talies”", "Write “tallies”."),
    (DECIDED, "  denominator: Calls\n", "", 12, "“counts.denominator” is missing", "Compare it"),
    (DECIDED, "unit: percent", "unit: count", 14, "with a percentage alone", "Compare it"),
    (DECIDED, "numerator: Calls decided", "numerator:", 13, "“numerator” is empty", "Write “"),
    (DECIDED, "adds_up: true", "adds_up: mostly", 15, "“adds_up” must be true or false", "true"),
    (DECIDED, "adds_up: true", "add_up: true", 15, "“add_up” is not a key", "“adds_up”"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "line", "message", "instead"), BROKEN)
def test_a_fault_in_asking_names_file_and_line_and_what_to_write(
    tmp_path: Path, file: str, old: str, new: str, line: int, message: str, instead: str
) -> None:
    path = a_kit(tmp_path) / file
    text = path.read_text()
    assert old in text, "the example must break what is there"
    path.write_text(text.replace(old, new, 1))

    faults = kit.check(tmp_path / "town")

    told = [fault for fault in faults if (fault.file, fault.line) == (path, line)]
    assert told, [str(fault) for fault in faults]
    assert message in told[0].message
    assert instead in told[0].instead
