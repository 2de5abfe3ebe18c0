"""What an indicator says once it may leave: its interval, its reasons, its coverage."""

from datetime import date

import pytest

from tests.engine.store.houses import LIVING, House, census, rulebook
from tests.engine.tables.makers import episode
from village.engine.checks.census.cases import a_child, a_cp_plan, an_episode
from village.engine.specs.census_document import ChildSpec
from village.engine.specs.returns import CENSUS
from village.figures.intervals import count_limits, share_spread, wilson
from village.kernel.periods import Period

NFA, RATE, AGAIN = "referrals-no-further-action", "referrals-rate", "re-referrals-12-months"
AT_DATE, MISSING = "plans-rate-at-date", "missing-children-repeat"


def referred(name: str, *days: str, nfa: str = "0") -> ChildSpec:
    """A child with a referral on each of these days."""
    return a_child(
        *(an_episode(CINreferralDate=day, ReferralNFA=nfa) for day in days), LAchildID=name
    )


def crowd(count: int, *days: str, nfa: str = "0", begin: str = "A") -> list[ChildSpec]:
    return [referred(f"{begin}{number}", *days, nfa=nfa) for number in range(count)]


def test_a_rate_of_events_that_repeat_is_less_sure(house: House) -> None:
    house.census(*crowd(20, "2025-06-02", "2025-11-03"), *crowd(20, "2025-06-02", begin="B"))

    house.build(RATE)

    figure = house.points(RATE)["year to March 2026"]
    limits = count_limits(60, squares=20 * 4 + 20).times(10_000 / 1_020)
    assert figure["numerator"] == {"children": 40, "events": 60}
    assert figure["value"] == pytest.approx(60 / 1_020 * 10_000)
    assert figure["interval"]["lower"] == pytest.approx(limits.lower)
    assert figure["interval"]["upper"] == pytest.approx(limits.upper)
    assert figure["interval"]["method"] == "Byar, widened for repeats"


def test_a_share_of_events_that_repeat_is_less_sure(house: House) -> None:
    twice, once = ("2025-06-02", "2025-11-03"), ("2025-06-02",)
    house.census(
        *crowd(20, *twice, nfa="1"), *crowd(20, *twice, begin="B"), *crowd(20, *once, begin="C")
    )

    house.build(NFA)

    figure = house.points(NFA)["year to March 2026"]
    spread = share_spread(40, 100, part_squares=80, products=80, whole_squares=180)
    limits = wilson(40, 100, spread=spread)
    assert limits is not None
    assert spread > 1.5
    assert figure["value"] == pytest.approx(40)
    assert figure["interval"]["lower"] == pytest.approx(100 * limits.lower)
    assert figure["interval"]["upper"] == pytest.approx(100 * limits.upper)


def test_where_nobody_repeats_the_interval_is_the_plain_one(house: House) -> None:
    house.census(*crowd(37, "2025-06-02", nfa="1"), *crowd(70, "2025-06-02", begin="B"))

    house.build(NFA, RATE)

    share, rate = (house.points(name)["year to March 2026"] for name in (NFA, RATE))
    plain = wilson(37, 107)
    assert plain is not None
    assert (share["interval"]["lower"], share["interval"]["method"]) == (
        pytest.approx(100 * plain.lower), "Wilson",
    )  # fmt: skip
    assert rate["interval"]["method"] == "Byar"


def test_groups_of_a_breakdown_have_intervals_of_their_own(house: House) -> None:
    boys = [{**child, "ChildIdentifiers": {**child["ChildIdentifiers"], "Sex": "M"}}
            for child in crowd(12, "2025-06-02", "2025-07-01", begin="M")]  # fmt: skip
    house.census(*crowd(14, "2025-06-02"), *boys)

    house.build(RATE)

    groups = {one["group"]: one["figure"] for one in house.figures(RATE)["breakdowns"]["by"]["sex"]}
    assert groups["Female"]["interval"]["method"] == "Byar"
    assert groups["Female"]["denominator"] == {"children": 500}
    assert groups["Male"]["interval"]["method"] == "Byar, widened for repeats"
    assert groups["Male"]["value"] == pytest.approx(24 / 520 * 10_000)


def test_a_group_without_a_population_has_a_count_and_no_rate(house: House) -> None:
    house.census(*crowd(12, "2025-06-02"))

    house.build(RATE)

    figure = house.figures(RATE)["breakdowns"]["by"]["ethnicity"][0]["figure"]
    assert figure["numerator"] == {"children": 12, "events": 12}
    assert (figure["denominator"], figure["value"], figure["interval"]) == (None, None, None)
    assert figure["unit"] == "per 10,000"


def test_a_year_without_a_population_says_so(house: House) -> None:
    later = [row for row in LIVING if row.year_ending == date(2026, 3, 31)]
    house.census(*crowd(12, "2024-06-03"), year=2025)

    house.build(rulebook=rulebook(RATE, populations=later))

    assert house.points(RATE)["year to March 2025"]["value"] is None
    assert house.figures(RATE)["could_not"] == [
        "No population is known for the year to March 2025, so there is no rate. "
        "Add the year to the kit’s populations: the next version then has the rate."
    ]


def test_a_population_is_the_newest_that_is_not_later(house: House) -> None:
    early = [row for row in LIVING if row.year_ending == date(2024, 3, 31)]
    house.census(*crowd(12, "2025-06-02"))

    house.build(rulebook=rulebook(RATE, populations=early))

    assert house.points(RATE)["year to March 2026"]["denominator"] == {"children": 1_000}


def test_without_returns_every_indicator_says_why_it_cannot_be_counted(house: House) -> None:
    house.build()

    reasons = {name: house.figures(name)["could_not"] for name in house.version().indicators}
    assert len(reasons) == 45
    assert reasons[RATE] == ["No accepted return brings referrals."]
    assert reasons[AT_DATE] == ["No accepted return brings protection plans."]
    assert reasons[MISSING] == ["No accepted return brings police missing."]
    assert all(house.figures(name)["sentence"] == "" for name in reasons)


def test_history_that_is_not_there_is_named(house: House) -> None:
    house.census(*crowd(12, "2025-06-02"))

    house.build(AGAIN)

    assert house.figures(AGAIN)["could_not"] == [
        "The accepted returns do not cover a whole year and the 12 months before it."
    ]
    assert house.figures(AGAIN)["series"] == {"year": []}


def test_a_gap_in_the_history_is_a_gap(house: House) -> None:
    """2024 and 2026 are there, 2025 is not: nobody's earlier referral can be known."""
    house.census(*crowd(12, "2023-06-05"), year=2024)
    house.census(*crowd(12, "2025-06-02"), year=2026)

    house.build(AGAIN)

    assert house.points(AGAIN) == {}


def test_half_a_year_of_history_is_not_a_year(house: House) -> None:
    half = Period(date(2024, 10, 1), date(2025, 3, 31))
    content = census(*crowd(12, "2024-11-04"), year=2025)
    house.keep(content, "half", of=CENSUS, period=half)
    house.census(*crowd(12, "2025-06-02"), year=2026)

    house.build(AGAIN)

    assert house.points(AGAIN) == {}


def test_a_quarter_is_counted_where_the_year_is_not_whole(house: House) -> None:
    """Three children missing in one quarter: only that quarter is computed."""
    rows = [
        episode(police_person_id=f"P{who}", episode_reference=f"E{who}-{when}",
                missing_from=f"{when:02d}/01/2026 21:30", returned="", council_told_on="")
        for who in range(7) for when in range(1, 4)
    ]  # fmt: skip
    house.missing(*rows)

    house.build(MISSING)

    points = house.points(MISSING, "quarter")
    assert list(points) == ["January to March 2026"]
    assert points["January to March 2026"]["numerator"] == {"children": 7}
    assert points["January to March 2026"]["value"] == 100


def test_an_episode_at_midnight_in_summer_is_of_its_day_in_england(house: House) -> None:
    """Half past midnight on 1 July is 30 June in London's winter time, and is not."""
    row = {"returned": "", "council_told_on": ""}
    people = range(6)
    house.missing(
        *(
            episode(police_person_id=f"P{n}", episode_reference=f"E{n}",
                    missing_from="01/07/2025 00:30", **row)
            for n in people
        ),
        number=2,
    )  # fmt: skip

    house.build(MISSING)

    assert house.points(MISSING, "quarter")["July to September 2025"]["denominator"] == {
        "children": 6
    }


def planned(name: str, start: str, end: str | None = None) -> ChildSpec:
    return a_child(an_episode(a_cp_plan(start, end)), LAchildID=name)


def test_a_plan_that_ends_on_the_last_day_is_not_open_on_it(house: House) -> None:
    house.census(
        *(planned(f"A{n}", "2025-05-01") for n in range(6)),
        *(planned(f"B{n}", "2025-05-01", "2026-03-31") for n in range(7)),
        *(planned(f"C{n}", "2026-03-31") for n in range(8)),
    )

    house.build(AT_DATE)

    assert house.points(AT_DATE)["year to March 2026"]["numerator"] == {"children": 14}


def test_a_plan_that_only_an_older_return_left_open_is_not_open_for_ever(house: House) -> None:
    house.census(*(planned(f"A{n}", "2024-05-01") for n in range(9)), year=2025)
    house.census(*(planned(f"B{n}", "2025-05-01") for n in range(7)), year=2026)

    house.build(AT_DATE)

    points = house.points(AT_DATE)
    assert points["year to March 2025"]["numerator"] == {"children": 9}
    assert points["year to March 2026"]["numerator"] == {"children": 7}


def test_the_newest_returns_word_counts_for_the_years_before_too(house: House) -> None:
    """This year's return says that last year's plan had ended in good time."""
    house.census(*(planned(f"A{n}", "2024-05-01") for n in range(9)), year=2025)
    mended = [planned(f"A{n}", "2024-05-01", "2025-02-01") for n in range(3)]
    still = [planned(f"A{n}", "2024-05-01") for n in range(3, 9)]
    house.census(*mended, *still, year=2026)

    house.build(AT_DATE)

    assert house.points(AT_DATE)["year to March 2025"]["numerator"] == {"children": 6}


def test_everything_says_that_it_is_made_up(house: House) -> None:
    house.census(*crowd(12, "2025-06-02"))

    house.build()

    assert house.version().made_up is True
    assert all(house.figures(name)["made_up"] is True for name in house.version().indicators)
    assert {house.figures(name)["audience"] for name in house.version().indicators} == {"internal"}
