"""One agency's returns are not there for another, nor for those who keep the house's doors."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visiting
from tests.journeys.house import House

pytestmark = pytest.mark.browser

COUNCIL, POLICE = "data-lead-council", "data-lead-police"
MISSING = "Police missing episodes"


def openable(page: Page) -> set[str]:
    """The titles in the calendar that lead somewhere."""
    visiting.open_calendar(page)
    rows = page.get_by_role("main").get_by_role("row")
    return {link.inner_text().split(",")[0] for link in rows.get_by_role("link").all()}


def test_another_agencys_data_lead_opens_its_own_returns_alone(house: House, enter):
    council, police = enter(house, COUNCIL), enter(house, POLICE)
    council.get_by_role("link", name="Children in need census, year to March 2026").click()
    visiting.send(council, visiting.drop_in(house))
    visiting.wait_until_done(council)
    edition = council.url
    council.get_by_role("link", name="8898", exact=True).click()

    theirs, ours = openable(council), openable(police)

    assert {title.splitlines()[0] for title in theirs} == {
        "Children in need census",
        "Council counts",
        "Council counts of past years",
        "Council person list",
        "Looked-after children return (SSDA903)",
        "Return interviews",
    }
    assert {title.splitlines()[0] for title in ours} == {
        MISSING,
        "Police domestic abuse notifications",
        "Police counts",
        "Police counts of past years",
    }
    for path in ("", "rules/8898/", "issues.csv", "issues.xlsx", "accept/", "withdraw/"):
        assert_not_there(police, edition + path)


def assert_not_there(page: Page, address: str) -> None:
    """The same page as for an address that was never one."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404, address
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page here")


def test_the_police_data_lead_sees_who_owes_what_and_sends_their_own(house: House, enter):
    page = enter(house, POLICE)
    visiting.look(page)

    visiting.open_return(page, MISSING, period="April to June 2026")
    visiting.look(page)
    visiting.send(page, house.made_up("police-missing-2026-04-01--2026-06-30.csv"))
    visiting.wait_until_done(page)

    visiting.look(page)
    expect(visiting.headline(page)).to_contain_text("children read")
    expect(page.get_by_role("button", name="Accept into the data set")).to_be_visible()


@pytest.mark.parametrize("who", ["administrator", "linker", "training-manager"])
def test_who_works_for_the_partnership_without_figures_sees_neither(house: House, enter, who: str):
    page = enter(house, who)
    visiting.look(page)

    menu = page.get_by_role("navigation", name="Menu")

    expect(menu.get_by_role("link", name="Returns")).to_have_count(0)
    expect(menu.get_by_role("link", name="Indicators")).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)
    for path in ("/indicators/", "/versions/", "/indicators/referrals-rate/"):
        answer = page.goto(house.address + path)
        assert answer is not None
        assert answer.status in {403, 404}
        expect(page.get_by_role("table")).to_have_count(0)
    page.goto(f"{house.address}/returns/")
    expect(page.get_by_role("main").get_by_role("link")).to_have_count(0)
