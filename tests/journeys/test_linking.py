"""A linker's work: two records side by side, decided by letters alone, and taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_good_page
from tests.journeys import visiting
from tests.journeys.house import House

pytestmark = pytest.mark.browser

LINKER, READER = "linker", "scrutineer"
QUEUE = """
from tests.linking import pairs
pairs.publish()
"""
"""A version with three pairs of made-up records, which no agency of the demonstration sent."""


@pytest.fixture(scope="module")
def house_with_pairs(house: House) -> House:
    house.script(QUEUE)
    return house


def open_queue(page: Page) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Linking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which records are of one child")


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_each_page_of_linking_is_as_good_as_any_other(house_with_pairs: House, enter):
    page = enter(house_with_pairs, LINKER)

    open_queue(page)
    visiting.look(page)
    assert_good_page(page)
    page.get_by_role("button", name="Begin with the first").click()
    visiting.look(page)
    assert_good_page(page)
    page.goto(f"{house_with_pairs.address}/linking/decided/")
    visiting.look(page)
    assert_good_page(page)


def test_a_linker_decides_by_letters_turns_them_off_and_takes_back(house_with_pairs: House, enter):
    page = enter(house_with_pairs, LINKER)
    open_queue(page)
    page.get_by_role("button", name="Begin with the first").click()
    expect(heading(page)).to_have_text("Pair 1: one child, or two?")

    page.keyboard.press("l")
    expect(heading(page)).to_have_text("Pair 2: one child, or two?")
    page.keyboard.press("d")
    expect(page.get_by_role("alert")).to_contain_text("Pair 2 is decided")
    expect(heading(page)).to_have_text("Pair 3: one child, or two?")
    page.get_by_label("What told you?").focus()
    page.keyboard.press("s")
    expect(heading(page)).to_have_text("Pair 3: one child, or two?")

    page.get_by_role("button", name="Turn the letters off").click()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Turn the letters on")).to_be_visible()
    expect(heading(page)).to_have_text("Pair 3: one child, or two?")

    page.goto(f"{house_with_pairs.address}/linking/decided/")
    page.get_by_role("link", name=re.compile("Take decision .* back")).first.click()
    assert_good_page(page)
    page.get_by_label("It was decided by mistake").check()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("alert")).to_contain_text("It is taken back")


def test_the_same_works_without_scripts(house_with_pairs: House, enter):
    page = enter(house_with_pairs, LINKER, has_scripts=False)
    open_queue(page)
    page.get_by_role("button", name="Begin with the first").click()
    expect(page.get_by_text("Amelia Rose")).to_be_visible()

    page.get_by_role("button", name="Two children").click()

    expect(page.get_by_role("alert")).to_contain_text("Pair 1 is decided")
    expect(heading(page)).to_have_text("Pair 2: one child, or two?")


def test_who_sees_figures_reads_the_statement_and_no_pair(house_with_pairs: House, enter):
    page = enter(house_with_pairs, READER)
    visiting.look(page)

    expect(
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="Linking")
    ).to_have_count(0)
    page.goto(f"{house_with_pairs.address}/versions/{version(house_with_pairs)}/linkage/")
    expect(heading(page)).to_contain_text("Linkage statement")
    expect(page.get_by_role("main")).to_contain_text("1,510 records of 2 agencies")
    assert_good_page(page)
    answer = page.goto(f"{house_with_pairs.address}/linking/")
    assert answer is not None
    assert answer.status == 403


def version(house: House) -> str:
    return (house.var / "store" / "current").read_text().strip()
