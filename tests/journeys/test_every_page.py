"""Every page that somebody can reach: what it says of itself, whom it serves, what it loads."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import assert_fits, assert_good_page, listen, new_window
from tests.journeys import visiting
from tests.journeys.children import named_in
from tests.journeys.house import House
from tests.journeys.keyboard import NAME
from tests.journeys.walking import Seen, shape, walk

pytestmark = pytest.mark.browser

SENDER = "data-lead-council"
READERS = ("qa-manager", "scrutineer", "partnership-chair", "business-manager")
LINKER = "linker"
WALKERS = (SENDER, *READERS, LINKER, "governance-officer", "administrator", "")
NARROW = (SENDER, "qa-manager", LINKER, "governance-officer", "business-manager", "")
SHOWS_CHILDREN = re.compile(r"/rules/|^/editions/.*/missing/$|^/linking/(?:pairs|decided)/.")
"""Where a child's id may stand: the rows of a rule and those that no other list knows, for those
who sent them, and linkers' pairs."""
NAMED = re.compile(r"(/(?:indicators|rules|versions/\*)/)[^/]+")

Walked = Callable[[str], list[Seen]]


@pytest.fixture(scope="module")
def walked(house: House, browser: Browser) -> Walked:
    """Everything that somebody can reach, walked once, with a checked census waiting there."""
    page = enter_alone(house, browser, SENDER)
    visiting.open_return(page)
    visiting.send(page, visiting.drop_in(house))
    visiting.wait_until_done(page)
    page.context.close()
    known: dict[str, list[Seen]] = {}

    def of(who: str) -> list[Seen]:
        if who not in known:
            page = enter_alone(house, browser, who)
            known[who] = walk(page)
            page.context.close()
        return known[who]

    return of


def enter_alone(house: House, browser: Browser, who: str) -> Page:
    page = new_window(browser).new_page()
    page.goto(house.address)
    if who:
        visiting.sign_in(page, who)
    return page


@pytest.mark.parametrize("who", WALKERS)
def test_every_page_says_what_it_is_and_who_can_see_it(walked: Walked, who: str):
    met = walked(who)

    assert len(met) > (20 if who else 2)
    assert [seen.path for seen in met if seen.status >= 400] == []
    assert [seen.path for seen in met if not seen.is_made_up] == []
    assert [seen.path for seen in met if not seen.audience] == []
    assert [seen.path for seen in met if not seen.fresh] == []
    assert titles_shared(met) == {}


def titles_shared(met: list[Seen]) -> dict[str, list[str]]:
    """Titles that stand on more than one page; the pages of one list share theirs."""
    pages = {(seen.title, seen.path.partition("?")[0]) for seen in met}
    times = Counter(title for title, _ in pages)
    return {
        title: sorted(path for its, path in pages if its == title)
        for title, number in times.items()
        if number > 1
    }


@pytest.mark.parametrize("who", WALKERS)
def test_no_title_no_address_and_no_page_but_the_senders_own_names_a_child(
    walked: Walked, children: frozenset[str], who: str
):
    met = walked(who)

    naming = {seen.path for seen in met if named_in(seen.text, children)}

    assert [seen.title for seen in met if named_in(seen.title, children)] == []
    assert [seen.path for seen in met if named_in(seen.path, children)] == []
    assert {path for path in naming if not SHOWS_CHILDREN.search(path)} == set()
    assert bool(naming) == (who in (SENDER, LINKER)), "they alone see ids, and do see them"


@pytest.mark.parametrize("who", READERS)
def test_a_reader_of_figures_reaches_every_figure_and_no_return(walked: Walked, who: str):
    paths = [seen.path for seen in walked(who)]

    assert sum(path.startswith("/indicators/") for path in paths) == 74
    assert "/returns/" in paths
    assert [path for path in paths if re.match("/returns/.|/editions/", path)] == []


@pytest.mark.parametrize("who", ["administrator", "governance-officer", LINKER])
def test_who_minds_the_house_reaches_neither_returns_nor_figures(walked: Walked, who: str):
    paths = [seen.path for seen in walked(who)]

    evidence = re.compile("/(returns|editions|indicators|versions)/")
    assert [path for path in paths if evidence.match(path)] == []


@pytest.mark.parametrize("who", WALKERS)
def test_every_page_loads_nothing_but_what_this_house_serves(walked: Walked, who: str):
    met = walked(who)

    for seen in met:
        assert seen.policy["default-src"] == "'none'", seen.path
        assert {"script-src", "style-src", "form-action", "frame-ancestors"} <= set(seen.policy)
        assert set(seen.policy.values()) <= {"'self'", "'none'"}, seen.path


LOADS = {
    "script": "Object.assign(document.createElement('script'), {text: 'window.planted = 1'})",
    "style": "Object.assign(document.createElement('style'), {textContent: 'p {color: red}'})",
    "image": "Object.assign(document.createElement('img'), {src: 'http://127.0.0.1:9/a.png'})",
}


@pytest.mark.parametrize("kind", LOADS)
def test_what_somebody_smuggles_into_a_page_is_refused_and_heard(
    house: House, browser: Browser, kind: str
):
    page = new_window(browser).new_page()
    heard = listen(page)
    page.goto(house.address)

    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate(f"() => {{ document.body.append({LOADS[kind]}); }}")

    assert page.evaluate("() => window.planted === undefined")
    assert [complaint for complaint in heard if "Content Security Policy" in complaint] != []
    page.context.close()


def test_a_page_of_each_kind_is_accessible_narrow_and_usable_by_keyboard_alone(
    house: House, enter, walked: Walked
):
    done: set[str] = set()
    for who in NARROW:
        page = enter(house, who)
        for path in new_kinds(walked(who), done):
            page.goto(house.address + path)
            assert_skips_to_what_it_is_about(page)
            assert_good_page(page)
    assert len(done) > 30


def assert_skips_to_what_it_is_about(page: Page) -> None:
    """The first stop leads past the menu, and says so."""
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Skip to main content", page.url
    page.keyboard.press("Enter")
    expect(page.locator("#main"), page.url).to_be_focused()


def new_kinds(met: list[Seen], done: set[str]) -> list[str]:
    """The longest page of each kind that no other has opened; everybody opens their own Today."""
    longest: dict[str, Seen] = {}
    for seen in sorted(met, key=lambda seen: len(seen.text)):
        longest[NAMED.sub(r"\1*", shape(seen.path))] = seen
    fresh = [kind for kind in longest if kind == "/" or kind not in done]
    done.update(fresh)
    return [longest[kind].path for kind in fresh]


def test_a_page_that_is_not_there_is_as_good_as_any_other(house: House, enter):
    page = enter(house, "data-lead-police")

    answer = page.goto(f"{house.address}/returns/nothing-of-the-sort/")

    assert answer is not None
    assert answer.status == 404
    visiting.look(page, is_record=False)
    assert_fits(page)


def test_who_is_not_signed_in_is_asked_to_and_led_on(house: House, browser: Browser):
    page = new_window(browser).new_page()
    heard = listen(page)

    page.goto(f"{house.address}/indicators/")

    visiting.look(page)
    assert page.url.endswith("/sign-in/?next=%2Findicators%2F")
    page.context.close()
    assert heard == []
