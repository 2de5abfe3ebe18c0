"""The browser that journeys drive, and what it holds every page to.

The fixtures are known to every test (tests/conftest.py): one browser serves a whole run, and a
second would be refused. `page` fails its test on any script error, refused or missing resource.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "var" / "pictures"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE, PHONE, NARROWEST = 1280, 375, 320
PATIENCE = 20_000
FRAMES = 50
WITHOUT_SCRIPTS: WeakSet[BrowserContext] = WeakSet()

FOCUSABLE = """() => {
  const seen = new Set();
  return [...document.querySelectorAll(
    'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), ' +
    'select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0)
    .filter((e) => {
      if (e.type !== 'radio') return true;
      const group = e.name + (e.form ? [...document.forms].indexOf(e.form) : '');
      if (seen.has(group)) return false;
      seen.add(group);
      return true;
    }).length;
}"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const label = getComputedStyle(e.nextElementSibling || e, '::before');
  const marked = (s) => s.outlineStyle !== 'none' && s.outlineWidth !== '0px'
    || s.boxShadow !== 'none' || s.borderTopWidth !== '0px' && e.tagName !== 'A';
  window.villageWalked = window.villageWalked || new Set();
  const group = e.type === 'radio' ? e.name : e;
  // A date has a stop for each of its parts, and is one control.
  const stays = window.villageLast === group;
  const again = !stays && window.villageWalked.has(group);
  window.villageWalked.add(group);
  window.villageLast = group;
  return {
    again,
    stays,
    isMarked: marked(style) || label.boxShadow !== 'none',
    name: (e.getAttribute('aria-label') || e.innerText || e.name || e.id || e.tagName).trim(),
  };
}"""
FROM_THE_TOP = """() => {
  window.villageWalked = new Set();
  window.villageLast = null;
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}"""
OVERFLOW = """() => [...document.querySelectorAll('body *')]
  .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter((e) => !e.parentElement.closest('[tabindex="0"][role=region]'))
  .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""


def found_chromium() -> str:
    """The system's Chromium, or the test is skipped with the reason."""
    named = os.environ.get("CHROMIUM", "")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found:
        pytest.skip("no Chromium on this machine: install the package chromium")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    path = found_chromium()
    # Playwright keeps a loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window with scripts, which must meet no error by the test's end."""
    context = new_window(browser)
    opened = context.new_page()
    complaints = listen(opened)
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A fresh window without JavaScript: every journey must work in it."""
    context = new_window(browser, has_scripts=False)
    yield context.new_page()
    context.close()


def new_window(
    browser: Browser, *, has_scripts: bool = True, width: int = WIDE, reduced: bool = True
) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=has_scripts,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce" if reduced else "no-preference",
    )
    context.set_default_timeout(PATIENCE)
    if not has_scripts:
        WITHOUT_SCRIPTS.add(context)
    return context


def listen(page: Page) -> list[str]:
    """Gather script errors, refusals of the content policy, and resources not found."""
    heard: list[str] = []

    def missing(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            heard.append(f"{response.status} {response.url}")

    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("response", missing)
    page.on(
        "console",
        lambda said: (
            heard.append(f"console: {said.text}")
            if said.type == "error" and not said.text.startswith("Failed to load resource")
            else None
        ),
    )
    return heard


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA, nor of axe's good practice, as the page stands now.

    For a window with scripts: in one without, axe would be waited for without end.
    """
    assert page.context not in WITHOUT_SCRIPTS, "axe needs a window with scripts"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })",
        list(STANDARDS),
    )
    lines = [
        f"{v['id']}: {v['help']}\n    {node['html'][:200]}\n    {node['failureSummary'][:300]}"
        for v in found["violations"]
        for node in v["nodes"][:3]
    ]
    assert not lines, f"{page.url} has {len(found['violations'])} violations:\n" + "\n".join(lines)


def assert_fits(page: Page, *, width: int = NARROWEST) -> None:
    """Nothing makes the page scroll sideways at this width; tables scroll within themselves."""
    before = page.viewport_size
    resize(page, width=width)
    spill = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    wide = page.evaluate(OVERFLOW)
    if before:
        resize(page, width=before["width"])
    assert spill <= 0, f"{page.url} spills {spill}px at {width}px: {wide}"


def resize(page: Page, *, width: int) -> None:
    """Another width, and the frame in which the menu opens or folds itself for it.

    A page without scripts has no way to say that its frame was drawn, so this waits for three.
    """
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(FRAMES)


def keyboard_walk(page: Page, *, at_most: int = 400) -> list[str]:
    """Press Tab round the page; give the names met, each of which must show that it has focus."""
    page.evaluate(FROM_THE_TOP)
    names: list[str] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None or here["again"]:
            return names
        assert here["isMarked"], f"focus cannot be seen on {here['name']!r} of {page.url}"
        if not here["stays"]:
            names.append(here["name"])
    raise AssertionError(f"{page.url} has more than {at_most} stops, or a trap")


def assert_keyboard_reaches_all(page: Page) -> None:
    """The keyboard alone comes to every control, once round, without a trap."""
    wanted = page.evaluate(FOCUSABLE)
    names = keyboard_walk(page)
    assert len(names) >= wanted, f"Tab met {len(names)} of {wanted} controls: {names}"


def assert_good_page(page: Page) -> None:
    """All that every page must be: accessible, narrow enough, walkable."""
    assert_accessible(page)
    assert_fits(page)
    assert_keyboard_reaches_all(page)


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, wide and on a phone, in var/pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in (WIDE, PHONE):
        resize(page, width=width)
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
    if before:
        resize(page, width=before["width"])
