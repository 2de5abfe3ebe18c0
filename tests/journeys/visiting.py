"""What people do in the house, step by step, as they would by hand."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from playwright.sync_api import Locator, Page, expect

from tests.browser import assert_accessible
from tests.journeys.house import ROOT, House

PEOPLE = ROOT / "kits" / "demo" / "people.yaml"
CENSUS = "Children in need census"
CHECKING = 90_000
"""Milliseconds for what takes three seconds where nobody else uses the machine."""


@cache
def names() -> dict[str, str]:
    """The people of the demonstration's kit: key to name."""
    kit = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))
    return {person["key"]: person["name"] for person in kit["people"]}


def sign_in(page: Page, who: str) -> None:
    """One click on the list of people of the front page; some stand in its second half."""
    button = page.get_by_role("button", name=f"Sign in {names()[who]}", exact=True)
    if not button.is_visible():
        page.get_by_text("Everybody else in the demonstration").click()
    button.click()
    expect(page.get_by_role("link", name=names()[who], exact=True)).to_be_visible()


def look(page: Page, *, is_record: bool = True) -> None:
    """What every page that a journey passes must be: accessible, and framed.

    It says that all is made up and, unless it only says that there is nothing to see, who can see
    it and how fresh it is.
    """
    assert_accessible(page)
    expect(page.get_by_role("region", name="Made-up data")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    if is_record:
        assert_says_for_whom_and_when(page)


def assert_says_for_whom_and_when(page: Page) -> None:
    for question in ("Who can see this page:", "How fresh:"):
        told = page.locator("dl.village-facts div", has_text=question).locator("dd")
        expect(told).not_to_be_empty()


def open_calendar(page: Page) -> None:
    """From any page to the calendar of returns, with those that are accepted unfolded."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Returns").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Returns")
    for fold in page.get_by_role("main").locator("details:not([open]) > summary").all():
        fold.click()


def open_return(page: Page, title: str = CENSUS, *, period: str = "year to March 2026") -> None:
    """From any page to one return, by the menu."""
    open_calendar(page)
    page.get_by_role("link", name=f"{title} {period}").or_(
        page.get_by_role("link", name=f"{title}{period}")
    ).click()
    expect(page.get_by_role("button", name="Check this file")).to_be_visible()


def soon(page: Page, happened: Callable[[], bool]) -> bool:
    """Wait for what the worker does after a page has told of it, such as destroying a file."""
    for _ in range(CHECKING // 200):
        if happened():
            return True
        page.wait_for_timeout(200)
    return False


def send(page: Page, file: Path) -> None:
    page.get_by_label("Which file do you want to check?").set_input_files(file)
    why = page.get_by_label("Why is this sent once more?")
    if why.count():
        why.fill("Sent once more on a journey")
    page.get_by_role("button", name="Check this file").click()


def headline(page: Page) -> Locator:
    return page.locator(".village-headline")


def wait_until_done(page: Page) -> None:
    """The page turns by itself until nothing is under way; without scripts by its link."""
    again = page.get_by_role("link", name="See how far it is now")
    for _ in range(CHECKING // 200):
        if not page.locator("[data-look-again]").count():
            return
        if again.count() and again.is_visible():
            again.click()
        page.wait_for_timeout(200)
    raise AssertionError(f"{page.url} is still under way: {page.inner_text('main')[:200]}")


@dataclass(frozen=True)
class Planted:
    """What was planted in the file that a visitor drops in, as its own list has it."""

    children: int
    by_rule: Counter[str]

    @property
    def sentence(self) -> str:
        errors, kinds = sum(self.by_rule.values()), len(self.by_rule)
        return f"{errors} errors in {kinds} kinds"

    def most(self) -> tuple[str, int]:
        return self.by_rule.most_common(1)[0]


def drop_in(house: House) -> Path:
    return house.made_up("cin-census-2026-with-mistakes.xml")


def planted(house: House) -> Planted:
    text = drop_in(house).read_text(encoding="utf-8")
    with house.made_up("mistakes.csv").open(encoding="utf-8", newline="") as lines:
        rules = Counter(row["rule"] for row in csv.DictReader(lines))
    return Planted(len(re.findall(r"<Child>", text)), rules)
