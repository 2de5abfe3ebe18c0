"""What an executive reads in two minutes, and what somebody asks who doubts a figure."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_good_page
from tests.journeys.house import House

pytestmark = pytest.mark.browser


def test_the_chair_reads_what_changed_from_today_in_one_click(house: House, enter):
    page = enter(house, "partnership-chair")

    page.get_by_role("link", name="What changed this quarter").click()

    expect(page.locator(".lede")).to_contain_text(re.compile(r"moved by more than chance"))
    expect(page.get_by_text("would be said to have moved")).to_be_visible()
    assert_good_page(page)


def test_each_agency_has_a_page_with_what_it_owes(house: House, enter):
    page = enter(house, "partnership-chair")
    page.goto(f"{house.address}/agencies/")
    agencies = page.locator("main .village-card a")
    names = agencies.all_inner_texts()

    for name in names:
        page.goto(f"{house.address}/agencies/")
        page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        expect(page.get_by_role("heading", name="What is still owed")).to_be_visible()
        assert_good_page(page)
    assert {"Police", "Health", "Children’s social care"} <= set(names)


def test_whoever_doubts_a_figure_sees_who_sent_what_and_how_full_it_is(house: House, enter):
    page = enter(house, "scrutineer")
    page.goto(f"{house.address}/data-set/")

    expect(page.get_by_role("heading", name="Who sent what")).to_be_visible()
    expect(page.get_by_role("heading", name="How complete it is")).to_be_visible()
    expect(page.get_by_role("heading", name="How records were linked")).to_be_visible()
    assert_good_page(page)
    page.get_by_role("link", name="permanent address").click()
    assert re.search(r"/versions/v\d+/$", page.url)
    expect(page.get_by_role("heading", name="Who sent what")).to_be_visible()


def test_what_each_audience_sees_is_one_click_from_a_figure(house: House, enter):
    page = enter(house, "scrutineer")
    page.goto(f"{house.address}/indicators/referrals-rate/")

    page.get_by_role("link", name="What each audience sees of a small number").click()

    for count in ("0 children", "3 children", "7 children", "40 children"):
        expect(page.get_by_role("columnheader", name=count).first).to_be_visible()
    assert_good_page(page)
