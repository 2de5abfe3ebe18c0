"""Hostile, broken and wrong files through the page: one clear message each, and nothing of it kept.

What is said to each file at the engine's own door is held by tests/engine; here the whole house is
asked: the page, the worker, the store, the log, and whether the next request is answered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import bringing, visiting
from tests.journeys.bringing import COUNCIL, MOST, POLICE, REFUSED, Brought
from tests.journeys.children import named_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser

SETTINGS = {"VILLAGE_LARGEST_UPLOAD": str(MOST)}
OWED = {
    COUNCIL: ("Children in need census", "year to March 2026"),
    POLICE: ("Police missing episodes", "April to June 2026"),
}


@contextmanager
def nothing_is_kept(house: House, page: Page, *, by: str) -> Iterator[None]:
    """Open a return, do something with it, and see it and the store as they were."""
    sealed, standing = house.sealed(), stands(page, by=by)
    visiting.open_return(page, OWED[by][0], period=OWED[by][1])
    yield
    assert stands(page, by=by) == standing
    assert visiting.soon(page, lambda: house.sealed() == sealed), house.sealed() ^ sealed


def stands(page: Page, *, by: str) -> str:
    """One word of the calendar for the return that is owed."""
    visiting.open_calendar(page)
    row = page.get_by_role("row", name=OWED[by][0]).filter(has_text=OWED[by][1])
    return row.locator(".govuk-tag").inner_text()


@pytest.mark.parametrize("brought", REFUSED, ids=lambda brought: brought.name)
def test_a_bad_file_is_refused_with_what_where_and_what_to_do(
    house: House, seated, brought: Brought, tmp_path: Path
):
    page = seated(brought.by)

    with nothing_is_kept(house, page, by=brought.by):
        visiting.send(page, brought.put(house, tmp_path))
        visiting.wait_until_done(page)

        told = page.get_by_role("main")
        expect(told.locator(".govuk-warning-text")).to_contain_text(brought.says)
        expect(fact(page, "Where")).to_contain_text(brought.where)
        expect(fact(page, "What to do")).to_contain_text(brought.mend)
        expect(told).to_contain_text("Nothing of it was kept.")
        expect(visiting.headline(page)).to_have_count(0)
        expect(page.get_by_role("button", name="Accept into the data set")).to_have_count(0)


def fact(page: Page, question: str) -> Locator:
    """What the page answers beside a question: Where, or What to do."""
    row = page.locator(".govuk-summary-list__row", has=page.locator(f"dt:text-is('{question}')"))
    return row.locator("dd")


def test_a_file_that_is_too_large_is_told_so_beside_its_question(
    house: House, seated, tmp_path: Path
):
    large = Brought("large.xml", bringing.too_large, "", "", "")
    page = seated(COUNCIL)

    with nothing_is_kept(house, page, by=COUNCIL):
        editions = page.get_by_role("link", name="Edition ").count()
        visiting.send(page, large.put(house, tmp_path))

        expect(page.get_by_role("alert")).to_contain_text("The file is larger than 12 MB")
        expect(page.get_by_role("alert")).to_contain_text("send it again")
        visiting.look(page)
        assert page.get_by_role("link", name="Edition ").count() == editions


READ = {
    "census in UTF-16": (COUNCIL, "utf16.xml", bringing.census_in_utf_16),
    "small workbook claiming the largest sheet": (
        POLICE,
        "claim.xlsx",
        bringing.claiming_the_largest_sheet,
    ),
}
OF_ANOTHER_YEAR = {
    "census": (COUNCIL, "cin.xml", bringing.census_of_another_year),
    "quarter": (POLICE, "missing.csv", bringing.quarter_of_another_year),
}


@pytest.mark.parametrize("what", READ)
def test_a_strange_file_that_can_be_read_is_read(house: House, seated, what: str, tmp_path: Path):
    by, name, make = READ[what]
    page = seated(by)

    with nothing_is_kept(house, page, by=by):
        visiting.send(page, Brought(name, make, "", "", "", by).put(house, tmp_path))
        visiting.wait_until_done(page)

        expect(visiting.headline(page)).to_contain_text("children read")
        expect(page.get_by_role("button", name="Accept into the data set")).to_be_visible()
        leave_out(page)


@pytest.mark.parametrize("what", OF_ANOTHER_YEAR)
def test_a_file_of_another_year_is_checked_and_not_accepted(
    house: House, seated, what: str, tmp_path: Path
):
    by, name, make = OF_ANOTHER_YEAR[what]
    page = seated(by)

    with nothing_is_kept(house, page, by=by):
        visiting.send(page, Brought(name, make, "", "", "", by).put(house, tmp_path))
        visiting.wait_until_done(page)

        expect(visiting.headline(page)).to_contain_text("children read")
        expect(page.get_by_text("This file cannot be accepted here.")).to_be_visible()
        expect(page.get_by_role("button", name="Accept into the data set")).to_have_count(0)
        visiting.look(page)
        leave_out(page)


def leave_out(page: Page) -> None:
    page.locator("a[href$='/refuse/']").click()
    page.get_by_role("button", name="Leave it out and destroy it").click()
    expect(page.get_by_text("The file and its findings are destroyed.")).to_be_visible()


def test_the_log_of_it_all_names_no_child_and_repeats_no_cell(
    house: House, children: frozenset[str]
):
    log = house.log()

    assert named_in(log, children) == set()
    assert "HYPERLINK" not in log
