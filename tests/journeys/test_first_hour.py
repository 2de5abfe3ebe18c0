"""The first hour of an agency's data lead, from the front page to the new year's figure."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import assert_keyboard_reaches_all
from tests.journeys import visiting
from tests.journeys.house import House
from tests.journeys.keyboard import press, tab_to, type_into

pytestmark = pytest.mark.browser

LEAD = "data-lead-council"
COMMENTARY = "A new system since May; reviews of April were typed in by hand."


def test_a_data_lead_carries_a_file_from_the_front_page_to_a_figure(fresh_house: House, enter):
    house, page = fresh_house, enter(fresh_house)
    wanted = visiting.planted(house)
    visiting.look(page)

    visiting.sign_in(page, LEAD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    visiting.look(page)
    page.get_by_role("link", name="Children in need census, year to March 2026").click()
    visiting.look(page)
    with house.at_rest():
        visiting.send(page, visiting.drop_in(house))
        expect(page.get_by_role("progressbar")).to_be_visible()
        visiting.look(page)
    expect(visiting.headline(page)).to_be_visible(timeout=visiting.CHECKING)
    edition = page.url
    ref = edition.rstrip("/").rsplit("/", 1)[1]
    visiting.look(page)
    expect(visiting.headline(page)).to_contain_text(f"{wanted.children:,} children read")
    expect(visiting.headline(page)).to_contain_text(wanted.sentence)
    assert_kinds_are_as_planted(page, wanted)

    times = read_the_most_frequent_kind(page, wanted)
    assert_the_list_holds(page, wanted)

    page.get_by_label("Is there something that readers of the figures should know?").fill(
        COMMENTARY
    )
    page.get_by_role("button", name="Accept into the data set").click()
    expect(page.get_by_text("The return is accepted.")).to_be_visible()
    visiting.wait_until_done(page)
    visiting.look(page)
    expect(page.get_by_text(COMMENTARY)).to_be_visible()
    expect(page.get_by_text("In the data set since")).to_be_visible()

    open_the_new_year(page)
    visiting.look(page)
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Today").click()
    owed = page.get_by_role("link", name="Children in need census, year to March 2026")
    expect(owed).to_have_count(0)

    officer = enter(house, "governance-officer")
    assert_the_trail_tells(officer, ref, who=visiting.names()[LEAD], rows=times)


def read_the_most_frequent_kind(page: Page, wanted: visiting.Planted) -> int:
    """Open the kind that was planted most often, and come back; how often it was."""
    rule, times = wanted.most()
    page.get_by_role("link", name=rule, exact=True).click()
    visiting.look(page)
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(times)
    assert all(cell.isdigit() for cell in row_numbers(page)), row_numbers(page)
    page.go_back()
    return times


def assert_the_list_holds(page: Page, wanted: visiting.Planted) -> None:
    """The sender's list has every kind of error that was planted, and no other."""
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    found = issues_in(download.value.path().read_text(encoding="utf-8-sig"))
    assert {row["Rule"] for row in found if row["Severity"] == "error"} == set(wanted.by_rule)


def assert_kinds_are_as_planted(page: Page, wanted: visiting.Planted) -> None:
    """Each kind stands in the table with its number, the most frequent first."""
    rows = page.locator("main tbody tr").all()
    shown = [(row.get_by_role("link").inner_text(), row.locator("td").last.inner_text())
             for row in rows if "Error" in row.inner_text()]  # fmt: skip
    assert dict(shown) == {rule: str(times) for rule, times in wanted.by_rule.items()}
    assert [int(times) for _, times in shown] == sorted(wanted.by_rule.values(), reverse=True)


def row_numbers(page: Page) -> list[str]:
    head = page.locator("main thead th").all_inner_texts()
    cells = page.locator(f"main tbody tr td:nth-child({head.index('Row') + 1})").all_inner_texts()
    return [cell.replace(",", "") for cell in cells]


def issues_in(text: str) -> list[dict[str, str]]:
    """The rows of the sender's list, above what it says of itself."""
    head, *lines = csv.reader(StringIO(text))
    assert head[0] == "Child's id"
    return [dict(zip(head, line, strict=True)) for line in lines[: lines.index([])]]


def open_the_new_year(page: Page) -> None:
    """The list shows the year that was sent, and so does the indicator's own page."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Indicators").click()
    row = page.get_by_role("row", name="Referrals to children's social care")
    expect(row).to_contain_text("year to March 2026")
    row.get_by_role("link").click()
    expect(page.get_by_role("rowheader", name="year to March 2026").first).to_be_visible()


def assert_the_trail_tells(page: Page, ref: str, *, who: str, rows: int) -> None:
    """Whoever minds the trail finds who looked at the rows, who took them away, who accepted."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Trail").click()
    visiting.look(page)
    page.locator(f"main a[href$='/trail/{ref}/']").first.click()
    visiting.look(page)
    expect(told_of(page, who, "Agreed to take the return in")).to_be_visible()
    page.get_by_role("link", name="Only who looked").click()
    visiting.look(page)
    looked = told_of(page, who, "Looked at rows that the checks found in")
    expect(looked).to_contain_text(f"({rows} row{'' if rows == 1 else 's'})")
    expect(told_of(page, who, "Took out the list of what the checks found in")).to_be_visible()


def told_of(page: Page, who: str, deed: str) -> Locator:
    """The line of the trail that says this of them."""
    return page.get_by_role("row").filter(has_text=who).filter(has_text=deed)


def test_the_first_hour_can_be_lived_by_keyboard_alone(fresh_house: House, enter):
    house, page = fresh_house, enter(fresh_house)
    wanted = visiting.planted(house)

    tab_to(page, f"Sign in {visiting.names()[LEAD]}")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert_keyboard_reaches_all(page)
    tab_to(page, "Children in need census, year to March 2026")
    press(page, "Enter")
    tab_to(page, "Which file do you want to check?")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(visiting.drop_in(house))
    tab_to(page, "Check this file")
    press(page, "Enter")
    expect(visiting.headline(page)).to_contain_text(wanted.sentence, timeout=visiting.CHECKING)
    assert_keyboard_reaches_all(page)
    tab_to(page, wanted.most()[0])
    press(page, "Enter")
    expect(page.locator("main tbody tr")).to_have_count(wanted.most()[1])
    assert_keyboard_reaches_all(page)
    tab_to(page, "Edition 1")
    press(page, "Enter")
    type_into(page, "Is there something that readers of the figures should know?", COMMENTARY)
    tab_to(page, "Accept into the data set")
    press(page, "Enter")
    visiting.wait_until_done(page)
    expect(page.get_by_text(COMMENTARY)).to_be_visible()
    tab_to(page, "Indicators")
    press(page, "Enter")
    tab_to(page, "Referrals to children's social care")
    press(page, "Enter")

    expect(page.get_by_role("rowheader", name="year to March 2026").first).to_be_visible()
    assert_keyboard_reaches_all(page)


def test_the_first_hour_works_without_scripts(fresh_house: House, enter):
    house, page = fresh_house, enter(fresh_house, LEAD, has_scripts=False)
    wanted = visiting.planted(house)

    page.get_by_role("link", name="Children in need census, year to March 2026").click()
    with house.at_rest():
        visiting.send(page, visiting.drop_in(house))
        expect(page.get_by_role("progressbar")).to_be_visible()
    visiting.wait_until_done(page)
    expect(visiting.headline(page)).to_contain_text(wanted.sentence)
    page.get_by_role("link", name=wanted.most()[0], exact=True).click()
    expect(page.locator("main tbody tr")).to_have_count(wanted.most()[1])
    page.go_back()
    page.get_by_label("Is there something that readers").fill(COMMENTARY)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()
    expect(page.get_by_label("Is there something that readers")).to_have_value(COMMENTARY)
    page.get_by_role("button", name="Accept into the data set").click()
    visiting.wait_until_done(page)

    expect(page.get_by_text(COMMENTARY)).to_be_visible()
    open_the_new_year(page)
