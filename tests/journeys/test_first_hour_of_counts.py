"""The first hour of an agency that sends counts: from its workbook to its line on a chart."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, WIDE, assert_fits, assert_keyboard_reaches_all, resize
from tests.journeys import counting, visiting
from tests.journeys.children import named_in
from tests.journeys.counting import COMMENT, Hand
from tests.journeys.house import House
from tests.journeys.keyboard import press, tab_to

pytestmark = pytest.mark.browser

LEAD = "data-lead-education"
OWED = "Education counts, April to June 2026"
INDICATOR = "Pupils with a plan who are persistently absent"
QUARTER = "April to June 2026"
MOST_CLICKS = 7
"""From the list of people to the chart, whatever is typed and chosen between."""
NEIGHBOURS = ("Camden", "Greenwich", "Hackney", "Haringey", "Lambeth", "Manchester")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_data_lead_fills_in_the_workbook_and_sees_the_line_beside_england(
    fresh_house: House, enter, tmp_path: Path, children: frozenset[str], width: int
):
    house, page, hand = fresh_house, enter(fresh_house, LEAD), Hand()
    resize(page, width=width)

    hand.click(page.get_by_role("link", name=OWED))
    look(page, width, children)
    expect(page.get_by_role("main")).to_contain_text("Covered by the sharing agreement")
    with page.expect_download() as download:
        hand.click(page.get_by_role("button", name="Download the workbook"))
    filled = tmp_path / "counts.xlsx"
    counts = counting.fill_workbook(download.value.path(), filled)
    assert counts >= 14
    hand.clicks += 1
    visiting.send(page, filled)
    hand.clicks += 1
    expect(visiting.headline(page)).to_contain_text("counts read", timeout=visiting.CHECKING)
    expect(visiting.headline(page)).to_contain_text("no errors")
    look(page, width, children)

    hand.click(page.get_by_role("button", name="Accept into the data set"))
    visiting.wait_until_done(page)
    expect(page.get_by_text("The figures are counted with this edition.")).to_be_visible()
    look(page, width, children)
    edition = page.url
    hand.click(page.get_by_role("link", name=INDICATOR))
    assert_stands_beside_england(page)
    look(page, width, children)
    assert hand.clicks <= MOST_CLICKS

    page.goto(edition)
    page.get_by_role("link", name="What was done with this return").click()
    look(page, width, children)
    assert_says_what_was_done_and_who_looked(page)
    page.get_by_role("link", name="sharing agreement").click()
    look(page, width, children)
    assert house.log().count("ERROR") == 0


def look(page: Page, width: int, children: frozenset[str]) -> None:
    """Accessible, framed, within its width, and without a child."""
    visiting.look(page)
    assert_fits(page, width=width)
    assert named_in(page.content(), children) == set()


def assert_stands_beside_england(page: Page) -> None:
    """Our own quarter in the table, England and the neighbours beside it, and a chart of them."""
    expect(page.get_by_role("rowheader", name=QUARTER).first).to_be_visible()
    beside = page.get_by_role("table", name="England, the region and the statistical neighbours")
    rows = beside.get_by_role("row").all_inner_texts()
    assert any(row.startswith("England") for row in rows)
    assert all(any(row.startswith(name) for row in rows) for name in NEIGHBOURS)
    ours = beside.get_by_role("row").filter(has_text="Thornbury Vale")
    expect(ours).to_contain_text("%")
    expect(page.get_by_text("England: 46.0%").first).to_be_visible()


def assert_says_what_was_done_and_who_looked(page: Page) -> None:
    """What became of it, and the looks by role and body, without the name of a person."""
    done = page.get_by_role("main")
    expect(done).to_contain_text("What was done with your last return")
    expect(done).to_contain_text("In the data set since")
    expect(done.get_by_role("link", name=INDICATOR)).to_be_visible()
    looks = page.get_by_role("table", name="Who looked at what was sent")
    told = looks.inner_text() if looks.count() else ""
    assert [name for name in visiting.names().values() if name in told] == []


def test_a_form_left_halfway_on_a_phone_is_found_as_it_was(fresh_house: House, enter):
    page = enter(fresh_house, LEAD)
    resize(page, width=PHONE)
    page.get_by_role("link", name=OWED).click()
    page.get_by_role("button", name="Fill in here").click()
    assert_fits(page, width=PHONE)
    typed = counting.last_quarter(page)
    boxes = counting.boxes(page)
    assert len(boxes) == len(typed) >= 14
    half = len(boxes) // 2
    for box, count in zip(boxes[:half], typed[:half], strict=True):
        box.fill(count)
    page.get_by_label("Is there something that readers").first.fill(COMMENT)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()

    page.goto(fresh_house.address)
    page.get_by_role("link", name=OWED).click()
    page.get_by_role("button", name="Fill in here").click()

    boxes = counting.boxes(page)
    assert [box.input_value() for box in boxes] == [*typed[:half], *[""] * (len(boxes) - half)]
    expect(page.get_by_label("Is there something that readers").first).to_have_value(COMMENT)
    for box, count in zip(boxes[half:], typed[half:], strict=True):
        box.fill(count)
    visiting.look(page)
    page.get_by_role("button", name="Check these counts").click()
    expect(visiting.headline(page)).to_contain_text("no errors", timeout=visiting.CHECKING)


def test_a_wrong_cell_of_a_workbook_is_mended_on_the_page_alone(
    fresh_house: House, enter, tmp_path: Path
):
    page = enter(fresh_house, LEAD)
    page.get_by_role("link", name=OWED).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    filled = tmp_path / "counts.xlsx"
    counting.fill_workbook(download.value.path(), filled)
    spoil(filled)
    visiting.send(page, filled)
    expect(visiting.headline(page)).to_contain_text("1 error in 1 kind", timeout=visiting.CHECKING)
    visiting.look(page)

    page.get_by_role("button", name="Mend it on the page").click()
    wrong = page.locator(".govuk-form-group--error input")
    expect(wrong).to_have_count(1)
    expect(wrong).to_have_value("about fifty")
    visiting.look(page)
    assert_fits(page)
    wrong.fill(counting.last_quarter(page)[0])
    page.get_by_role("button", name="Check these counts").click()

    expect(visiting.headline(page)).to_contain_text("no errors", timeout=visiting.CHECKING)


def spoil(filled: Path) -> None:
    """Write words where the first count belongs."""
    book = openpyxl.load_workbook(filled)
    sheet = book["Counts"]
    heads = counting.columns_of(sheet)
    sheet.cell(heads["row"] + 1, heads[counting.ABOVE] + 1).value = "about fifty"
    book.save(filled)


def test_counts_can_be_sent_and_read_by_keyboard_alone(fresh_house: House, enter):
    page = enter(fresh_house)
    tab_to(page, f"Sign in {visiting.names()[LEAD]}")
    press(page, "Enter")
    tab_to(page, OWED)
    press(page, "Enter")
    assert_keyboard_reaches_all(page)
    tab_to(page, "Fill in here")
    press(page, "Enter")
    assert_keyboard_reaches_all(page)
    typed = counting.last_quarter(page)
    counting.boxes(page)[0].focus()
    for place, count in enumerate(typed):
        type_next(page, count, is_first=place == 0)
    tab_to(page, "Check these counts")
    press(page, "Enter")
    expect(visiting.headline(page)).to_contain_text("no errors", timeout=visiting.CHECKING)
    assert_keyboard_reaches_all(page)
    tab_to(page, "Accept into the data set")
    press(page, "Enter")
    visiting.wait_until_done(page)
    tab_to(page, INDICATOR)
    press(page, "Enter")

    assert_stands_beside_england(page)
    assert_keyboard_reaches_all(page)


def type_next(page: Page, count: str, *, is_first: bool) -> None:
    """Tab on to the next box for a count, past comments and explanations, and type."""
    if not is_first:
        page.keyboard.press("Tab")
    while not page.evaluate("() => !!document.activeElement.closest('.village-group')"):
        page.keyboard.press("Tab")
    page.keyboard.type(count)
