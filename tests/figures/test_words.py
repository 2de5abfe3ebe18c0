import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.figures.compare import Neighbours, Published
from village.figures.counts import Count, Withheld, protect
from village.figures.figure import Figure, Unit, number, percentage, rate_per_10_000
from village.figures.words import Beside, Wording, not_known, rounded, sentence, when_of, wording_of
from village.kernel.periods import Period, year_ending

WHEN = "In the year to 31 March 2026"
AGAIN = Wording("referrals", "referral", did="came within 12 months of an earlier one")
REFERRALS = Wording("referrals", "referral")
ENGLAND = Published("England", "2024-25", 21.9)
NEVER = re.compile(
    r"significan|caus|improv|worse|better|success|because|due to|thanks to|proves?\b", re.I
)


def again(part: int, whole: int, *, period: str = "2025-26") -> Figure:
    return percentage(protect(part), protect(whole), period=period)


def said(figure: Figure, wording: Wording = AGAIN, **beside: object) -> str:
    return sentence(figure, wording, when=WHEN, beside=Beside(**beside))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "wording", "words"),
    [
        (
            again(412, 2407),
            AGAIN,
            "In the year to 31 March 2026, 412 of 2,407 referrals (17.1%) came within 12 months "
            "of an earlier one. Allowing for chance, it could lie anywhere from 15.7% to 18.7% "
            "(95% interval, Wilson).",
        ),
        (
            again(9, 60),
            AGAIN,
            "In the year to 31 March 2026, nine of 60 referrals came within 12 months of an "
            "earlier one. That is too few for a percentage or a comparison.",
        ),
        (
            again(0, 60),
            AGAIN,
            "In the year to 31 March 2026, none of 60 referrals came within 12 months of an "
            "earlier one. That is too few for a percentage or a comparison.",
        ),
        (
            again(4, 60),
            AGAIN,
            "In the year to 31 March 2026, how many referrals came within 12 months of an "
            "earlier one is not shown: the number is small, or would give a small number away. "
            "Not shown does not mean nought: it can be any number.",
        ),
        (
            again(0, 4),
            AGAIN,
            "In the year to 31 March 2026, none of the referrals came within 12 months of an "
            "earlier one; there were too few to show.",
        ),
        (
            again(0, 0),
            AGAIN,
            "In the year to 31 March 2026 there were no referrals, so there is no percentage.",
        ),
        (
            rate_per_10_000(Count(2000, events=2407), 39_120, period="2025-26"),
            REFERRALS,
            "In the year to 31 March 2026 there were 2,407 referrals: 615.3 for every 10,000 "
            "children aged 0 to 17. Allowing for chance, it could lie anywhere from 590.9 to "
            "640.4 (95% interval, Byar).",
        ),
        (
            rate_per_10_000(Count(7), 39_120, period="2025-26"),
            REFERRALS,
            "In the year to 31 March 2026 there were seven referrals. That is too few for a rate "
            "or a comparison.",
        ),
        (
            rate_per_10_000(Withheld(), 39_120, period="2025-26"),
            REFERRALS,
            "In the year to 31 March 2026, the number of referrals is not shown: the number is "
            "small, or would give a small number away. Not shown does not mean nought: it can be "
            "any number.",
        ),
        (
            rate_per_10_000(Count(70), 0, period="2025-26"),
            REFERRALS,
            "In the year to 31 March 2026 there were 70 referrals. There is no population to "
            "count a rate on.",
        ),
        (
            number(Count(0), period="2025-26"),
            REFERRALS,
            "In the year to 31 March 2026 there were no referrals. That is too few to compare.",
        ),
        (
            number(Count(1), period="2025-26"),
            REFERRALS,
            "In the year to 31 March 2026 there was one referral. That is too few to compare.",
        ),
        (
            number(Count(120), period="2025-26"),
            REFERRALS,
            "In the year to 31 March 2026 there were 120 referrals. Allowing for chance, it could "
            "lie anywhere from 99 to 143 (95% interval, Byar).",
        ),
    ],
)
def test_a_figure_is_said_in_plain_words(figure: Figure, wording: Wording, words: str) -> None:
    assert said(figure, wording) == words


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (100, "That is clearly lower than England (21.9% in 2024-25)."),
        (390, "That is clearly lower than England (21.9% in 2024-25)."),
        (480, "That is lower than England (21.9% in 2024-25)."),
        (527, "That is not clearly different from England (21.9% in 2024-25)."),
        (570, "That is higher than England (21.9% in 2024-25)."),
        (700, "That is clearly higher than England (21.9% in 2024-25)."),
    ],
)
def test_the_comparison_is_as_sure_as_the_test(part: int, words: str) -> None:
    assert words in said(again(part, 2407), england=ENGLAND)


def test_everything_comes_in_its_order_and_limits_last() -> None:
    words = said(
        again(700, 2407),
        england=ENGLAND,
        neighbours=Neighbours(18.25, None, 9, 0, 10),
        before=again(400, 2300, period="2024-25"),
        limits=("Two months are missing.",),
    )

    assert words == (
        "In the year to 31 March 2026, 700 of 2,407 referrals (29.1%) came within 12 months of "
        "an earlier one. That is clearly higher than England (21.9% in 2024-25). The mean of its "
        "statistical neighbours is 18.3% (9 of 10 published a figure). It rose from 17.4% in "
        "2024-25, by more than chance alone would explain. Allowing for chance, it could lie "
        "anywhere from 27.3% to 30.9% (95% interval, Wilson). Two months are missing."
    )


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((700, 2407), "It fell from 29.1% in 2025-26, by more than chance alone would explain."),
        ((401, 2407), "There is no clear change from 16.7% in 2025-26."),
    ],
)
def test_a_change_is_named_only_where_the_difference_is_shown(
    before: tuple[int, int], words: str
) -> None:
    assert words in said(again(412, 2407), before=again(*before))


def test_a_missing_public_figure_is_named_as_missing() -> None:
    marked = Published("England", "2024-25", None, mark="suppressed")

    assert "The figure of England for 2024-25 is not there: suppressed." in said(
        again(412, 2407), england=marked
    )
    published = Published("England", "year to March 2025", 21.9)
    assert "England (21.9% in the year to March 2025)" in said(again(412, 2407), england=published)
    assert "There is no public figure to compare with: nobody publishes it." in said(
        again(412, 2407), no_comparison="nobody publishes it"
    )
    assert "None of its 10 statistical neighbours published a figure." in said(
        again(412, 2407), neighbours=Neighbours(None, None, 0, 0, 10)
    )


@given(
    st.integers(0, 9),
    st.sampled_from(["percent", "rate", "count"]),
    st.integers(10, 4000),
)
def test_under_ten_events_there_is_no_percentage_no_rate_and_no_movement(
    events: int, kind: str, whole: int
) -> None:
    figure = {
        "percent": again(events, whole),
        "rate": rate_per_10_000(protect(events), whole, period="2025-26"),
        "count": number(protect(events), period="2025-26"),
    }[kind]

    words = said(figure, AGAIN if kind == "percent" else REFERRALS, england=ENGLAND)

    assert not re.search(r"%|\.\d|rose|fell|higher|lower|England|interval", words)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.floats(0.1, 99))
def test_no_sentence_ever_claims_a_reason_or_a_verdict(
    part: int, rest: int, before: int, england: float
) -> None:
    words = said(
        again(part, part + rest),
        england=Published("England", "2024-25", england),
        before=again(min(before, part + rest), part + rest),
        limits=not_known(rest, part + rest),
    )

    assert not NEVER.search(words)
    assert words[0].isupper()
    assert words.endswith(".")


@given(st.integers(1, 5), st.integers(6, 400))
def test_a_withheld_number_cannot_be_read_from_its_sentence(part: int, whole: int) -> None:
    assert said(again(part, whole)) == said(again(3, 400))


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (17.15, Unit.PERCENT, "17.2%"),
        (0.25, Unit.PERCENT, "0.3%"),
        (0.0, Unit.PERCENT, "0.0%"),
        (0.04, Unit.PERCENT, "under 0.1%"),
        (99.96, Unit.PERCENT, "over 99.9%"),
        (100.0, Unit.PERCENT, "100.0%"),
        (1052.345, Unit.PER_10_000, "1,052.3"),
        (0.01, Unit.PER_10_000, "under 0.1"),
        (2407.0, Unit.COUNT, "2,407"),
        (98.5, Unit.COUNT, "99"),
    ],
)
def test_values_are_rounded_last_and_never_to_a_false_end(
    value: float, unit: Unit, shown: str
) -> None:
    assert rounded(value, unit=unit) == shown


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (10, 100, ()),
        (0, 0, ()),
        (
            11,
            100,
            ("Ethnicity is not known for 11.0% of them, so the groups cannot be relied on.",),
        ),
    ],
)
def test_missing_knowledge_is_named_over_a_tenth(
    part: int, whole: int, words: tuple[str, ...]
) -> None:
    assert not_known(part, whole) == words


def test_the_words_of_a_definition_make_a_sentence() -> None:
    percent = wording_of(
        Unit.PERCENT,
        numerator="referrals of a child who had been referred before",
        denominator="referrals received",
    )
    rate = wording_of(
        Unit.PER_10_000, numerator="referrals received", denominator="children who live here"
    )

    assert said(again(412, 2407), percent).startswith(
        "In the year to 31 March 2026, 412 of 2,407 referrals received (17.1%) were referrals of "
        "a child who had been referred before. "
    )
    assert said(rate_per_10_000(Count(240), 10_000, period="2025-26"), rate).startswith(
        "In the year to 31 March 2026 there were 240 referrals received: 240.0 for every 10,000 "
        "children who live here. "
    )


@pytest.mark.parametrize(
    ("period", "at_its_end", "words"),
    [
        (year_ending(2026), False, "In the year to March 2026"),
        (year_ending(2026), True, "On 31 March 2026"),
        (Period(date(2026, 4, 1), date(2026, 6, 30)), False, "In April to June 2026"),
    ],
)
def test_a_sentence_begins_with_its_period(period: Period, at_its_end: bool, words: str) -> None:
    assert when_of(period, at_its_end=at_its_end) == words
