"""The district's censuses: clean ones have no finding, spoilt ones exactly those planted."""

import io
import re
from collections import Counter

import pytest

from village.engine.checks import run
from village.engine.intake import receive
from village.engine.synthetic import DEMO, KINDS, CensusFile, District

TIMES = 2


@pytest.fixture(scope="module")
def clean_years():
    """Three censuses of one district, each checked."""
    district = District(11, scale=0.25)
    outs = {year: io.StringIO() for year in district.span.census_years}
    files = [CensusFile(out, district, year=year) for year, out in outs.items()]
    for household in district.households():
        for child in household.children:
            for file in files:
                file.add(child)
    children = {file.year: file.end().children for file in files}
    texts = {year: out.getvalue() for year, out in outs.items()}
    checked = {
        year: run(receive(io.BytesIO(text.encode()), name="census.xml"), spec="census")
        for year, text in texts.items()
    }
    return children, texts, checked


@pytest.fixture(scope="module")
def spoilt(checked_census):
    return checked_census(3_000, mistakes=dict.fromkeys(KINDS, TIMES))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_clean_census_has_neither_error_nor_query(clean_years, year):
    children, _, checked = clean_years

    summary = checked[year].summary()

    assert checked[year].children == children[year] > 900
    assert (summary.errors, summary.queries, summary.could_not_run) == (0, 0, 0)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_census_says_that_it_is_made_up(clean_years, year):
    _, texts, checked = clean_years

    assert checked[year].header["SoftwareCode"] == "Village made-up data"
    assert checked[year].header["LEA"] == "999"
    assert "<LAchildID>MU" in texts[year]


def test_the_sex_is_written_as_each_year_asks(clean_years):
    _, texts, _ = clean_years

    assert "<GenderCurrent>" in texts[2024]
    assert "<Sex>" not in texts[2024]
    assert "<Sex>" in texts[2025]
    assert "<GenderCurrent>" not in texts[2025]


def test_the_two_ways_of_writing_flags_and_reviews_both_occur(clean_years):
    _, texts, _ = clean_years

    assert "<ReferralNFA>0</ReferralNFA>" in texts[2024]
    assert "<ReferralNFA>false</ReferralNFA>" in texts[2025]
    assert re.search(r"</CPPreviewDate>\s+<CPPreviewDate>", texts[2024])
    assert not re.search(r"</CPPreviewDate>\s+<CPPreviewDate>", texts[2025])


def test_only_the_newest_layout_has_pre_proceedings(clean_years):
    _, texts, _ = clean_years

    assert "<PreProceedingsandFGDM>" in texts[2026]
    assert "<PreProceedingsandFGDM>" not in texts[2025]


def test_the_older_sex_codes_fail_in_the_newest_year(checked_census):
    _, checked = checked_census(60, gender_current=True)

    assert checked.outcome("4180").findings == 60


def test_the_demo_reads_4012_children_with_37_errors_in_6_kinds(checked_census):
    written, checked = checked_census(4_012, mistakes=DEMO)

    summary = checked.summary()

    assert checked.children == written.children == 4_012
    assert (summary.errors, summary.error_kinds) == (37, 6)
    assert (summary.queries, summary.could_not_run) == (0, 0)
    assert max(checked.outcomes, key=lambda one: one.findings).rule == "8898"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_planted_mistake_is_found_by_its_rule_and_by_no_other(spoilt, name):
    written, checked = spoilt
    planted = {one.child_id for one in written.planted if one.kind == name}
    rule = KINDS[name].rule

    found = {issue.child_id for issue in checked.issues if issue.rule == rule}

    assert checked.outcome(rule).findings == len(planted) == TIMES
    assert found == planted


def test_nothing_but_what_was_planted_is_found(spoilt):
    written, checked = spoilt
    planted = Counter(one.rule for one in written.planted)

    found = {
        one.rule: one.findings
        for one in checked.outcomes
        if one.findings and one.severity != "notice"
    }

    assert found == planted
    assert not written.not_planted


def test_no_child_is_spoilt_twice(spoilt):
    written, _ = spoilt

    assert len({one.child_id for one in written.planted}) == len(written.planted)


def test_a_mistake_that_no_child_lends_itself_to_is_said(checked_census):
    written, _ = checked_census(20, mistakes={"plan off its conference": 30})

    assert written.not_planted
    assert set(written.not_planted) == {"plan off its conference"}


def test_an_unknown_kind_of_mistake_is_refused(checked_census):
    with pytest.raises(ValueError, match="No such kind of mistake: sunspots"):
        checked_census(20, mistakes={"sunspots": 1})
