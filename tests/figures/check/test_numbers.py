"""Numbers in sentences: what each is a number of, and what only looks like one."""

from fractions import Fraction

import pytest

from village.figures.check.numbers import in_words, mentions
from village.figures.claims import Unit

COUNT, PERCENT, MONEY, AGE, DURATION = (
    Unit.COUNT, Unit.PERCENT, Unit.MONEY, Unit.AGE, Unit.DURATION,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Of 1,204 contacts 17 were closed.", [("1,204", COUNT), ("17", COUNT)]),
        ("Twenty-three of thirty agreed.", [("Twenty-three", COUNT), ("thirty", COUNT)]),
        ("It rose by 2.9 per cent to 65.7%.", [("2.9 per cent", PERCENT), ("65.7%", PERCENT)]),
        ("£1.2m, £7,500 and £2196 were spent.", [("£1.2m", MONEY), ("£7,500", MONEY),
                                                  ("£2196", MONEY)]),
        ("children aged 11-15 years (33)", [("11", AGE), ("15", AGE), ("33", COUNT)]),
        ("those under 5 years, and over 1,200 pupils", [("5", AGE), ("1,200", COUNT)]),
        ("a 17-year-old and siblings aged 14 and nine", [("17", AGE), ("14", AGE), ("nine", AGE)]),
        ("an 18-month period, seen within 72 hours", [("18", DURATION), ("72", DURATION)]),
    ],
)  # fmt: skip
def test_each_number_is_read_with_its_unit(text: str, found: list[tuple[str, Unit]]) -> None:
    assert [(one.text, one.unit) for one in mentions(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "See page 3 and section 47.", "on 3 May 2023", "March 2024", "in 2023/24", "S47 and KS2",
        "the 16th most deprived", "Tier 4, Year 6, Priority 2", "Q1 and Q4", "IMD 2019",
        "at 10.30am or 3pm", "telephone 020 7946 0018", "24/7", "one of the schools", "no one",
        "per 10,000", "www.example.org/2024/7",
    ],
)  # fmt: skip
def test_what_claims_nothing_is_no_number(text: str) -> None:
    assert mentions(text) == []


def test_values_are_exact() -> None:
    values = [one.value for one in mentions("65.7% of £1.25m, twenty-three")]

    assert values == [Fraction(657, 10), Fraction(1_250_000), Fraction(23)]


@pytest.mark.parametrize("text", ["about 40 children", "more than 40", "at least 40", "up to 40"])
def test_what_is_about_a_number_says_so(text: str) -> None:
    assert [one.is_about for one in mentions(text)] == [True]


def test_both_ends_of_a_range_are_of_a_range() -> None:
    found = mentions("between 240 to 480 children, 30–35% and 12 schools")

    assert [one.in_range for one in found] == [True, True, True, True, False]
    assert [one.unit for one in found[2:4]] == [PERCENT, PERCENT]


@pytest.mark.parametrize(
    ("text", "number"), [("eighteen", 18), ("18", 18), ("twenty-two", 22), ("many", None)]
)
def test_a_number_in_words_is_the_number(text: str, number: int | None) -> None:
    assert in_words(text) == number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("During the year 46 referrals came, and by the end of this week 12 more.", [46, 12]),
        ("In year 6, in week 12 and on day 3.", []),
        ("Two dozen records and 3 dozen forms.", [24, 36]),
        ("Made on 2026-11-22T10:15:05+00:00, at 10:40 and 9:05.", []),
        ("April 90, May 12 and June 31: 4 calls.", [90, 4]),
    ],
)
def test_a_number_behind_the_year_is_none_of_its_name(text: str, values: list[int]) -> None:
    assert [one.value for one in mentions(text)] == values


@pytest.mark.parametrize("text", ["10- to 17-year-olds", "10-17 year olds"])
def test_both_ends_of_ages_are_ages(text: str) -> None:
    assert {one.unit for one in mentions(text)} == {Unit.AGE}


def test_a_run_of_digits_that_nothing_counts_is_no_number() -> None:
    longest, longer = "9" * 15, "9" * 16

    found = mentions(f"Case {longer} and {'9' * 5_000}, of {longest} pupils; 12 are seen.")

    assert [one.text for one in found] == [longest, "12"]
    assert in_words("9" * 5_000) is None
