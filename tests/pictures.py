"""`make pictures`: the README's pictures, taken of a demonstration that is furnished for them.

The demonstration has a folder and a port of its own, and is gone afterwards. Cost: a minute or
two, most of it furnishing. `python tests/pictures.py FOLDER` writes them elsewhere than into docs.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# The folder of the tests was found just now.
from tests.browser import FLAGS, NAMES  # noqa: E402
from tests.compact import compact  # noqa: E402

CLOCK = "2026-07-15"
PATIENCE = 300.0
LARGEST = 150_000
INDICATOR = "/indicators/assessments-in-45-working-days/"
LEAD, CHAIR = "Priyanka Hollis", "Honor Castellane"


def today(page: Page, _made_up: Path) -> None:
    """What waits for an agency's data lead."""
    sign_in(page, LEAD)


def check(page: Page, made_up: Path) -> None:
    """What the check of a census with mistakes in it found, and what is asked."""
    sign_in(page, LEAD)
    page.get_by_role("link", name="Children in need census, year to March 2026").click()
    file = next(made_up.rglob("cin-census-2026-with-mistakes.xml"))
    page.get_by_label("Which file do you want to check?").set_input_files(file)
    page.get_by_role("button", name="Check this file").click()
    page.locator(".village-headline").wait_for(timeout=PATIENCE * 1000)


def indicator(page: Page, _made_up: Path) -> None:
    """One figure, in a sentence, over time and beside others."""
    sign_in(page, CHAIR)
    page.goto(re.sub(r"(?<=\d)/.*", "", page.url) + INDICATOR)
    page.locator("figure img").first.wait_for()


def phone(page: Page, made_up: Path) -> None:
    """The same in a hand: from the figure itself on."""
    indicator(page, made_up)
    page.locator(".village-headline").evaluate("(part) => scrollTo(0, part.offsetTop - 12)")


PICTURES: dict[str, tuple[Callable[[Page, Path], None], int, int]] = {
    "today": (today, 1180, 780),
    "indicator": (indicator, 1180, 1180),
    "phone": (phone, 375, 1000),
    "check": (check, 1180, 900),
}
"""What is shown, and how wide and high the window is; the check is the last, it changes things."""


def sign_in(page: Page, name: str) -> None:
    """One click on the demonstration's list of people, as any visitor would."""
    button = page.get_by_role("button", name=f"Sign in {name}", exact=True)
    if not button.is_visible():
        page.get_by_text("Everybody else in the demonstration").click()
    button.click()
    page.get_by_role("link", name=name, exact=True).wait_for()


@contextmanager
def demonstration(var: Path) -> Iterator[str]:
    """Furnish and serve a demonstration in this folder; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    env = {name: value for name, value in os.environ.items() if not name.startswith("VILLAGE_")}
    env |= {"VILLAGE_DEMO": "1", "VILLAGE_AS_AT": CLOCK, "VILLAGE_VAR": str(var)}
    command = [sys.executable, "-m", "village.cli", "demo", "--port", port]
    house = subprocess.Popen(command, env=env)
    try:
        wait_for(address := f"http://127.0.0.1:{port}", house)
        yield address
    finally:
        house.terminate()
        house.wait(60)


def wait_for(address: str, house: "subprocess.Popen[bytes]") -> None:
    """Raises SystemExit where the house is gone or does not answer in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and house.poll() is None:
        try:
            with urlopen(f"{address}/", timeout=10):
                return
        except (URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit("The demonstration did not open: see above.")


def take(name: str, *, browser: Browser, address: str, made_up: Path, folder: Path) -> None:
    """One picture, in a window of its own. Raises SystemExit where it is too large to keep."""
    arrange, width, height = PICTURES[name]
    window = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = window.new_page()
    page.goto(address)
    arrange(page, made_up)
    page.wait_for_load_state("networkidle")
    path = folder / f"{name}.png"
    page.screenshot(path=path)
    window.close()
    compact(path, browser=browser)
    size = path.stat().st_size
    sys.stdout.write(f"{path.name}: {size / 1000:.0f} kB\n")
    if size > LARGEST:
        raise SystemExit(f"{path.name} is larger than {LARGEST / 1000:.0f} kB: show less in it.")


def main(folder: Path) -> None:
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(which, NAMES)), None)
    if chromium is None:
        raise SystemExit("No Chromium on this machine: install the package chromium.")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="village-pictures-") as var,
        demonstration(Path(var)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name in PICTURES:
            take(name, browser=browser, address=address, made_up=Path(var) / "made-up",
                 folder=folder)  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
