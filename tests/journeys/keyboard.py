"""A journey with the keyboard alone: Tab until the control is met, then Enter."""

from playwright.sync_api import Page

STOPS = 200
NAME = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return '';
  const label = e.labels && e.labels.length ? e.labels[0] : null;
  const said = e.getAttribute('aria-label') || (label || e).textContent || '';
  return said.replace(/\\s+/g, ' ').replace(' (optional)', '').trim();
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    met: list[str] = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        met.append(page.evaluate(NAME))
        if met[-1] == name:
            return
    raise AssertionError(f"Tab never came to {name!r} on {page.url}; it met {met}")


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)
