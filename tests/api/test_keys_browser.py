"""The pages of keys and the page on the API in a real browser: accessible, narrow, by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.api.calling import council
from tests.browser import assert_good_page, picture
from tests.cast import Cast
from tests.people.test_people_browser import come_in
from village.partnership.people.rules import RoleKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_data_lead_makes_a_key_and_ends_it(cast: Cast, live_server, page: Page) -> None:
    come_in(page, live_server.url, cast, cast.owner)
    page.goto(live_server.url + reverse("people:body", args=[cast.council.ref]))

    page.get_by_role("link", name="Keys of its systems").click()
    assert_good_page(page)
    page.get_by_role("button", name="Make a key").click()
    page.get_by_role("button", name="Make the key").click()
    assert_good_page(page)
    page.get_by_label("Which system is the key for?").fill("Nightly job")
    page.get_by_label("Send returns").check()
    page.get_by_role("button", name="Make the key").click()
    page.get_by_text("Copy the key now").wait_for()
    assert_good_page(page)
    picture(page, "key-made")
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name="End Nightly job").click()
    assert_good_page(page)
    page.get_by_role("button", name="End the key").click()

    assert "has ended" in page.inner_text("main")
    assert_good_page(page)
    picture(page, "keys")


def test_the_page_on_the_api_and_the_list_of_all_keys(cast: Cast, live_server, page: Page) -> None:
    council(cast)
    page.goto(live_server.url + reverse("desk:api"))
    assert_good_page(page)
    picture(page, "api")

    come_in(page, live_server.url, cast, cast.by_role[RoleKind.ADMINISTRATOR])
    page.goto(live_server.url + reverse("people:all_keys"))

    assert "Nightly job" in page.inner_text("table")
    assert_good_page(page)
