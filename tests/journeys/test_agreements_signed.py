"""A sharing agreement from its first word to its last day: written, signed, listed, warned of."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, assert_fits, assert_keyboard_reaches_all, resize
from tests.journeys import visiting
from tests.journeys.house import House

pytestmark = pytest.mark.browser

TITLE = "Counts of serious violence"
WRITER = "business-manager"
PARTIES = {
    "delegated-partner-council": "Thornbury Vale Council",
    "delegated-partner-police": "Fenmoor Constabulary, Thornbury Vale Division",
}
FIRST, LAST, REVIEW = date(2026, 7, 15), date(2026, 8, 31), date(2026, 8, 1)
"""The clock of the house stands on 15 July 2026: the last day is 47 days away."""


def test_an_agreement_is_written_signed_by_both_listed_and_warned_of(fresh_house: House, enter):
    page = enter(fresh_house, WRITER)
    open_register(page)
    visiting.look(page)
    page.get_by_role("button", name="Write an agreement").click()
    visiting.look(page)
    write(page)
    expect(page.get_by_text("Each party signs it now.")).to_be_visible()
    visiting.look(page)
    assert row_of(page) == "Draft"

    for who, body in PARTIES.items():
        sign(enter(fresh_house, who), body)

    open_register(page)
    assert state_in_register(page) == "Near expiry"
    assert_fits(page)
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("main")).to_contain_text("It runs out after 31 August 2026")
    expect(page.get_by_role("table", name="Who has signed")).not_to_contain_text("nobody yet")
    assert_keyboard_reaches_all(page)
    lead = enter(fresh_house, "data-lead-police")
    expect(lead.get_by_role("main")).to_contain_text("run out within 60 days")


def open_register(page: Page) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Returns").click()
    page.get_by_role("main").get_by_role("link", name="sharing agreement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sharing agreements")


def write(page: Page) -> None:
    page.get_by_label("What is the agreement called?").fill(TITLE)
    for body in PARTIES.values():
        page.get_by_role("group", name="Which controllers share?").get_by_label(
            body, exact=True
        ).check()
    page.get_by_role("group", name="Which returns does it cover?").get_by_label(
        "Police counts", exact=True
    ).check()
    page.get_by_label("What is it for?").fill("To see which children come to harm from violence.")
    page.get_by_role("group", name="On which law?").get_by_role("checkbox").first.check()
    page.get_by_label("How is it handled?").fill("Counts alone, and no child.")
    page.get_by_label("For how many months is it kept?").fill("72")
    page.get_by_label("What is destroyed then?").fill("The workbooks themselves.")
    asked = {"the first day": FIRST, "the last day": LAST, "is it reviewed": REVIEW}
    for words, day in asked.items():
        date_of(page, words, day)
    page.get_by_role("button", name="Save the agreement").click()


def date_of(page: Page, words: str, day: date) -> None:
    group = page.locator("fieldset", has=page.locator("legend", has_text=words)).last
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(number))


def sign(page: Page, body: str) -> None:
    """On a phone, as somebody does between two meetings: from Today to the signature."""
    resize(page, width=PHONE)
    page.get_by_role("link", name="Agreements to sign").click()
    page.get_by_role("link", name=TITLE).click()
    assert_fits(page, width=PHONE)
    page.get_by_role("button", name="Read and sign").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Sign for {body}?")
    visiting.look(page)
    assert_fits(page, width=PHONE)
    page.get_by_role("button", name="Sign for this body").click()
    row = page.get_by_role("table", name="Who has signed").get_by_role("row", name=body)
    expect(row).not_to_contain_text("nobody yet")


def row_of(page: Page) -> str:
    """How the agreement stands, on its own page."""
    row = page.locator(".govuk-summary-list__row", has=page.locator("dt:text-is('State')"))
    return row.locator(".govuk-tag").inner_text()


def state_in_register(page: Page) -> str:
    return page.get_by_role("row", name=TITLE).locator(".govuk-tag").inner_text()
