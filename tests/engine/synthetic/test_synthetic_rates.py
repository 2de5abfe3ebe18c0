"""Things happen in the district about as often as in the borough that it is drawn after."""

from datetime import date

import pytest

from village.engine.synthetic.span import Span, year_end, year_start
from village.kernel.days import england

YEARS = (2024, 2025, 2026)


class Year:
    """A census year's figures, counted in plain loops."""

    def __init__(self, children, year):
        self.first, self.last = year_start(year), year_end(year)
        self.population = sum(c.born <= self.last <= c.grown_on for c in children)
        self.episodes = [e for c in children for e in c.episodes]
        self.referred = [(c, e) for c in children for e in c.episodes if self.holds(e.referred)]

    def holds(self, day):
        return day is not None and self.first <= day <= self.last

    def of(self, kind, on):
        return [
            one for e in self.episodes for one in getattr(e, kind) if self.holds(getattr(one, on))
        ]

    def per_10_000(self, number):
        return number / self.population * 10_000


@pytest.fixture(scope="module", params=YEARS)
def year(request, children):
    return Year(children, request.param)


def share(held):
    held = list(held)
    return sum(held) / len(held)


def test_referrals_are_near_675_for_10_000_children(year):
    assert 580 < year.per_10_000(len(year.referred)) < 750


def test_re_referrals_within_twelve_months_are_near_18_per_cent(year):
    again = [
        any(0 < (e.referred - before.referred).days <= 365 for before in c.episodes)
        for c, e in year.referred
    ]

    assert 0.15 < share(again) < 0.22


def test_referrals_without_further_action_are_near_5_per_cent(year):
    assert 0.03 < share(e.nfa for _, e in year.referred) < 0.08


def test_assessments_are_finished_in_45_working_days_five_times_in_six(year):
    days = england()
    found = year.of("assessments", "authorised")

    assert 0.79 < share(days.between(a.start, a.authorised) <= 45 for a in found) < 0.88


def test_enquiries_are_near_200_for_10_000_children(year):
    assert 140 < year.per_10_000(len(year.of("enquiries", "start"))) < 270


def test_conferences_are_held_in_15_working_days_four_times_in_five(year):
    days = england()
    found = year.of("enquiries", "conference")

    assert 0.70 < share(days.between(q.start, q.conference) <= 15 for q in found) < 0.92


def test_protection_plans_open_at_the_count_are_near_45_for_10_000_children(year):
    plans = [p for e in year.episodes for p in e.cp_plans]

    assert 32 < year.per_10_000(sum(p.start <= year.last < p.end for p in plans)) < 60


def test_one_plan_in_eight_is_not_the_child_s_first(year):
    plans = year.of("cp_plans", "start")

    assert 0.06 < share(p.previous > 0 for p in plans) < 0.25


def test_children_in_need_at_the_count_are_near_520_for_10_000_children(year):
    open_cases = [e for e in year.episodes if not e.nfa and e.referred <= year.last < e.closed]

    assert 430 < year.per_10_000(len(open_cases)) < 600


def test_fewer_are_referred_in_august_than_in_june(children):
    months = [e.referred.month for c in children for e in c.episodes]

    assert months.count(8) < 0.8 * months.count(6)


def test_some_children_are_referred_before_birth_and_none_after_childhood(children):
    before = [(c, e) for c in children for e in c.episodes if e.referred < c.born]

    assert before
    assert all((c.due - e.referred).days <= 190 for c, e in before)
    assert all(e.referred <= c.grown_on for c in children for e in c.episodes)


def test_about_220_children_of_a_whole_district_go_missing_in_a_year(children):
    first, last = date(2025, 4, 1), date(2026, 3, 31)

    episodes = [[a for a in c.absences if first <= a.missing_from.date() <= last] for c in children]
    times = sorted((len(found) for found in episodes if found), reverse=True)

    assert 70 < len(times) < 160
    assert 300 < sum(times) < 1_000
    assert sum(times[:10]) > 0.2 * sum(times)


def test_nobody_is_missing_twice_at_once(children):
    for child in children:
        for before, after in zip(child.absences, child.absences[1:], strict=False):
            assert before.missing_from < before.returned_at < after.missing_from


def test_the_police_return_nine_quarters_that_ended_before_the_clock_stands():
    quarters = Span(date(2026, 7, 15)).quarters

    assert len(quarters) == 9
    assert quarters[0].first == date(2024, 4, 1)
    assert quarters[-1].last == date(2026, 6, 30)


def test_the_newest_census_is_that_of_the_march_before():
    assert Span(date(2026, 3, 30)).newest == 2025
    assert Span(date(2026, 3, 31)).newest == 2026
