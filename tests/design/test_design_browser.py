"""The page of components in a real browser: accessible, narrow, by keyboard, without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import (
    assert_accessible,
    assert_fits,
    assert_good_page,
    keyboard_walk,
    listen,
    new_window,
    picture,
)
from village.design import charts, gallery

pytestmark = pytest.mark.browser


@pytest.fixture
def address(live_server, demo, store, settings, tmp_path) -> str:
    settings.STATIC_ROOT = tmp_path
    charts.draw(gallery.all_charts().values())
    return f"{live_server.url}/design/"


def test_every_component_is_accessible_fits_a_phone_and_is_reached_by_keyboard(
    page: Page, address: str
):
    page.goto(address)

    assert_good_page(page)
    picture(page, "components")


def test_the_policy_of_the_page_refuses_nothing_that_the_page_needs(page: Page, address: str):
    answer = page.goto(address)

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    expect(page.locator("body")).to_have_class(
        "govuk-template__body village-page js-enabled govuk-frontend-supported"
    )


def test_a_page_of_components_works_without_scripts(plain_page: Page, address: str):
    plain_page.goto(address)

    assert_fits(plain_page)
    expect(plain_page.get_by_role("heading", name="Quality")).to_be_visible()
    expect(plain_page.get_by_role("button", name="Save draft").last).to_be_visible()


def test_a_window_without_scripts_is_not_asked_what_would_be_waited_for_without_end(
    plain_page: Page, address: str
):
    plain_page.goto(address)

    with pytest.raises(AssertionError, match="axe needs a window with scripts"):
        assert_accessible(plain_page)


def test_phones_get_the_narrow_picture(browser: Browser, address: str):
    context = new_window(browser, width=375)
    phone = context.new_page()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    phone.goto(address)

    pictures = [url for url in asked if "/charts/" in url]
    context.close()
    assert pictures
    assert all(url.endswith("-narrow.svg") for url in pictures)


def test_a_table_is_cards_on_a_phone_and_still_a_table_to_a_screen_reader(
    browser: Browser, address: str
):
    context = new_window(browser, width=375)
    phone = context.new_page()
    phone.goto(address)

    table = phone.get_by_role("table", name="Returns of this year")
    cell = table.get_by_role("cell", name="Council", exact=True)

    expect(table.get_by_role("row")).to_have_count(4)
    expect(table.get_by_role("columnheader")).to_have_count(5)
    expect(cell).to_be_visible()
    assert "Body" in cell.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert cell.evaluate("(cell) => getComputedStyle(cell.closest('tr')).display") == "block"
    context.close()


def test_the_first_column_of_figures_stays_in_sight_on_a_phone(browser: Browser, address: str):
    context = new_window(browser, width=320)
    phone = context.new_page()
    phone.goto(address)

    head = phone.get_by_role("rowheader", name="Thornbury Vale").first

    assert head.evaluate("(head) => getComputedStyle(head).position") == "sticky"
    context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page, address: str):
    page.goto(address)
    names = keyboard_walk(page)

    assert names[0] == "Skip to main content"


def test_a_link_of_the_error_summary_puts_the_keyboard_into_its_control(page: Page, address: str):
    page.goto(address)

    page.get_by_role("link", name="Enter what the return is called").click()

    expect(page.locator("#id_wrong-name")).to_be_focused()


def test_a_draft_is_saved_while_somebody_writes(page: Page, address: str):
    page.goto(address)
    sent: list[str] = []

    def keep(route):
        sent.append(route.request.post_data or "")
        route.fulfill(json={"said": "Draft saved at noon"})

    page.route("**/design/", keep)
    page.locator("#id_full-note").fill("Half a thought")

    expect(page.get_by_role("status").last).to_have_text("Draft saved at noon", timeout=15_000)
    assert "Half a thought" in sent[0]
    assert 'name="save_draft"' in sent[0]
    assert "census.xml" not in sent[0]


def test_progress_is_looked_at_again_until_the_work_is_done(page: Page, address: str):
    moving = '<div data-look-again="1"><p>{} of 3</p></div>'
    steps = iter([moving.format(1), moving.format(2), "<p>37 errors</p>", "<p>37 errors</p>"])
    frame = (
        '<!doctype html><title>T</title><body data-components="/static/design/built/'
        'govuk-frontend.js"><script type="module" src="/static/design/village.js"></script>'
    )
    page.route("**/now/", lambda r: r.fulfill(body=frame + next(steps), content_type="text/html"))

    page.goto(address + "now/")

    expect(page.get_by_text("2 of 3")).to_be_visible()
    expect(page.get_by_text("37 errors")).to_be_visible()


def test_an_error_page_is_as_good_as_any_other(browser: Browser, address: str):
    context = new_window(browser)
    page = context.new_page()
    heard = listen(page)

    page.goto(address + "nothing/here/")

    assert_accessible(page)
    assert_fits(page)
    picture(page, "not-found")
    context.close()
    assert heard == []


@pytest.mark.parametrize("media", ["forced", "print"])
def test_the_page_can_be_read_in_forced_colours_and_on_paper(
    browser: Browser, address: str, media: str
):
    context = new_window(browser)
    page = context.new_page()
    page.emulate_media(**({"media": "print"} if media == "print" else {"forced_colors": "active"}))

    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    picture(page, f"components-{media}")
    context.close()
