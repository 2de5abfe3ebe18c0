"""Somebody puts a table together, takes it along, and lets tables out: on a screen and a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_good_page
from tests.journeys import visiting
from tests.journeys.house import House

pytestmark = pytest.mark.browser

REFERRALS = "Referrals to children's social care"
ABSENT = "Pupils persistently absent"
"""It counts enough children at the size of these houses to be crossed."""
SMALL = {"1", "2", "3", "4", "5"}


def open_from_indicators(page: Page, link: str) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Indicators").click()
    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{link}")).first.click()


def choose(page: Page, **chosen: str) -> None:
    names = {"indicator": "Indicator", "by": "Broken down by", "cross": "Crossed with"}
    for name, option in chosen.items():
        page.get_by_label(names[name], exact=True).select_option(label=option)
    page.get_by_role("button", name="Show the table").click()


def numbers(page: Page) -> list[str]:
    """Every number of the first table of the page."""
    return [
        cell.strip() for cell in page.locator("main tbody").first.locator("td").all_inner_texts()
    ]


def counted(page: Page) -> None:
    """Ask for the table, and wait until the worker has counted it."""
    page.get_by_role("button", name="Count it").click()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible(
        timeout=visiting.CHECKING
    )


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_table_of_one_breakdown_is_there_at_once(house: House, enter, has_scripts: bool):
    page = enter(house, "scrutineer", has_scripts=has_scripts)
    open_from_indicators(page, "Explore")

    choose(page, indicator=REFERRALS, by="Sex")

    expect(page.get_by_role("region", name=re.compile("^By sex"))).to_be_visible()
    assert re.search(r"/explore/v\d+/\?", page.url)
    assert not SMALL & set(numbers(page))
    if has_scripts:
        assert_good_page(page)


def test_a_table_of_two_that_cross_is_counted_once_and_stays(house: House, enter):
    page = enter(house, "qa-manager")
    open_from_indicators(page, "Explore")
    choose(page, indicator=ABSENT, by="Sex", cross="Age")
    counted(page)
    first, address = numbers(page), page.url
    assert_good_page(page)

    choose(page, by="Age", cross="Sex")

    expect(page.get_by_text("totals do not add up").first).to_be_visible()
    assert numbers(page) == first
    assert not SMALL & set(first)
    page.goto(address)
    assert numbers(page) == first
    assert_fits(page)


def test_a_colleague_of_another_agency_finds_the_same_numbers(house: House, enter):
    """The address can be sent to whoever sees figures; it holds no row."""
    page = enter(house, "qa-manager")
    open_from_indicators(page, "Explore")
    choose(page, indicator=ABSENT, by="Sex", cross="Ethnicity")
    counted(page)
    mine, address = numbers(page), page.url

    other = enter(house, "scrutineer")
    other.goto(address)

    assert numbers(other) == mine


def test_the_qa_manager_lets_tables_out_and_a_reader_takes_them(house: House, enter):
    page = enter(house, "qa-manager")
    open_from_indicators(page, "Releases")
    assert_good_page(page)
    page.get_by_label("The public").check()
    page.get_by_role("button", name="Make the release").click()

    expect(page.get_by_text("learnt nothing")).to_be_visible(timeout=visiting.CHECKING)

    assert_good_page(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    sheet = taken.value.path().read_text(encoding="utf-8-sig")
    assert "Anybody" in sheet
    assert REFERRALS in sheet
    reader = enter(house, "scrutineer")
    reader.goto(page.url)
    expect(reader.get_by_role("heading", name=re.compile("^Release public-"))).to_be_visible()


def test_a_reader_of_figures_lets_nothing_out(house: House, enter):
    page = enter(house, "scrutineer")

    open_from_indicators(page, "Releases")

    expect(page.get_by_role("heading", name="What may leave")).to_be_visible()
    expect(page.get_by_role("button", name="Make the release")).to_have_count(0)
