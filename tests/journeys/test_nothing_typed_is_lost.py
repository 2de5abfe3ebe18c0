"""What is typed is never lost: a sitting that ends under it, a colleague who is quicker."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visiting
from tests.journeys.house import House, age_sittings

pytestmark = pytest.mark.browser

LEAD, STAND_IN = "data-lead-council", "agency-lead-council"
ASKED = "Is there something that readers"
HERS = "A new system since May; reviews of April were typed in by hand."
THEIRS = "Two teams moved to another borough in January."
BOTH = f"{HERS} {THEIRS}"


@pytest.fixture
def checked(house: House, enter) -> Page:
    """The data lead before a checked census, not decided on."""
    page = enter(house, LEAD)
    visiting.open_return(page)
    visiting.send(page, house.made_up("cin-census-2026.xml"))
    visiting.wait_until_done(page)
    expect(page.get_by_label(ASKED)).to_be_visible()
    return page


def test_what_was_sent_after_the_sitting_ended_is_offered_back(house: House, checked: Page):
    page, edition = checked, checked.url
    page.get_by_label(ASKED).fill(HERS)
    age_sittings(house, minutes=31)

    page.get_by_role("button", name="Accept into the data set").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_text("What you sent just now was kept for you")).to_be_visible()
    visiting.look(page)
    page.get_by_role("link", name="choose who you want to be").click()
    visiting.look(page)
    page.get_by_role("button", name=f"Sign in {visiting.names()[LEAD]}", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("What you typed before")
    expect(page.get_by_role("main")).to_contain_text(HERS)
    visiting.look(page)
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("The return is accepted.")).to_be_visible()
    assert page.url == edition
    expect(page.get_by_text(HERS)).to_be_visible()


def test_a_file_sent_after_the_sitting_ended_is_not_kept_and_the_page_says_so(house: House, enter):
    page = enter(house, LEAD)
    visiting.open_return(page)
    age_sittings(house, minutes=31)

    with house.at_rest():
        sealed = house.sealed()
        visiting.send(page, visiting.drop_in(house))
        page.get_by_role("link", name="choose who you want to be").click()
        page.get_by_role("button", name=f"Sign in {visiting.names()[LEAD]}", exact=True).click()

        expect(page.get_by_text("Files are not kept: 1 file was left out.")).to_be_visible()
        expect(page.get_by_role("button", name="Send it now")).to_have_count(0)
        assert house.sealed() == sealed


def test_whoever_decides_second_is_told_and_keeps_what_they_typed(
    house: House, checked: Page, enter
):
    first, edition = checked, checked.url
    let_stand_in(first)
    second = enter(house, STAND_IN)
    for page, words in ((first, HERS), (second, THEIRS)):
        page.goto(edition)
        page.get_by_label(ASKED).fill(words)

    first.get_by_role("button", name="Accept into the data set").click()
    expect(first.get_by_text("The return is accepted.")).to_be_visible()
    second.get_by_role("button", name="Accept into the data set").click()

    heading = second.get_by_role("heading", level=1)
    expect(heading).to_have_text("Somebody else saved this while you were writing")
    expect(second.get_by_role("main")).to_contain_text(f"{visiting.names()[LEAD]} saved a change")
    expect(second.get_by_role("main")).to_contain_text(HERS)
    expect(second.get_by_label(ASKED)).to_have_value(THEIRS)
    visiting.look(second)
    second.get_by_label(ASKED).fill(BOTH)
    second.get_by_role("button", name="Save what I chose").click()
    expect(second.get_by_text("The commentary is saved.")).to_be_visible()
    first.reload()
    expect(first.get_by_text(BOTH)).to_be_visible()


def let_stand_in(page: Page) -> None:
    """Let a colleague of the same agency stand in for her, by the pages, from today."""
    page.get_by_role("link", name=visiting.names()[LEAD], exact=True).click()
    page.get_by_role("link", name="Let somebody stand in").first.click()
    visiting.look(page)
    page.get_by_label("Who stands in?").select_option(label=visiting.names()[STAND_IN])
    date_into(page, "From which day?", "15", "7", "2026")
    date_into(page, "Which is the first day without it?", "1", "9", "2026")
    page.get_by_label("Why does somebody stand in?").fill("They share the census this year")
    page.get_by_role("button", name="Let them stand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(visiting.names()[LEAD])


def date_into(page: Page, question: str, *parts: str) -> None:
    group = page.get_by_role("group", name=question)
    for label, part in zip(("Day", "Month", "Year"), parts, strict=True):
        group.get_by_label(label).fill(part)
