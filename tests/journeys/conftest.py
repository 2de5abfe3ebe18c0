"""A furnished house for each module of journeys, and the windows through which people enter it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import PATIENCE, WIDE, listen, new_window
from tests.journeys import visiting
from tests.journeys.children import ids_of
from tests.journeys.house import House, furnished, opened

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def furniture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The furnished house of this run, which both processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    is_one_of_many = base.name.startswith("popen-")
    return furnished(base.parent if is_one_of_many else base)


@pytest.fixture(scope="module")
def house(
    furniture: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[House]:
    """A house for the module's journeys; SETTINGS in the module are told to it."""
    var = tmp_path_factory.mktemp("house") / "var"
    with opened(furniture, var, **getattr(request.module, "SETTINGS", {})) as house:
        yield house


@pytest.fixture
def fresh_house(furniture: Path, tmp_path: Path) -> Iterator[House]:
    """A house for one journey that leaves it other than it was."""
    with opened(furniture, tmp_path / "var") as house:
        yield house


@pytest.fixture(scope="session")
def children(furniture: Path) -> frozenset[str]:
    """Every id of every child in the district."""
    return ids_of(furniture / "made-up")


Enter = Callable[..., Page]


@contextmanager
def windows(browser: Browser) -> Iterator[Enter]:
    """Windows that open at the front page, closed at the end.

    By then none of them may have met a script's error, a refusal of the content policy or a missing
    resource.
    """
    opened: list[tuple[BrowserContext, list[str]]] = []

    def come_in(house: House, who: str = "", *, has_scripts: bool = True) -> Page:
        context = new_window(browser, has_scripts=has_scripts, width=WIDE)
        page = context.new_page()
        opened.append((context, listen(page)))
        page.goto(house.address)
        if who:
            visiting.sign_in(page, who)
        return page

    yield come_in
    for context, _ in opened:
        context.close()
    assert [complaint for _, heard in opened for complaint in heard] == []


@pytest.fixture
def enter(browser: Browser) -> Iterator[Enter]:
    """Come in by the front page: enter(house, "qa-manager"), or enter(house) as nobody.

    has_scripts: whether the window has them.
    """
    with windows(browser) as come_in:
        yield come_in


@pytest.fixture(scope="module")
def seated(house: House, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Somebody who came in once and stays for the whole module: seated("qa-manager")."""
    with windows(browser) as come_in:
        yield cache(lambda who: come_in(house, who))
