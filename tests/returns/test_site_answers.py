"""The site keeps answering while a worker chews on what a stranger sent."""

import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.cookiejar import CookieJar
from threading import Event
from urllib.error import HTTPError

import pytest

from tests.cast import Cast
from tests.returns import sending
from tests.returns.sending import KITS, jobs, now
from tests.returns.test_checking import many
from village.evidence.returns.models import Edition
from village.jobs import worker as own

pytestmark = pytest.mark.django_db(transaction=True)
BOUNDARY = "a-line-that-is-in-no-file"


class Browser:
    """A browser of somebody who has signed in, talking to a real server."""

    def __init__(self, address: str, session: str) -> None:
        self.address = address
        self.session = session
        self.cookies = CookieJar()
        handler = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(handler)

    def get(self, path: str) -> str:
        asked = urllib.request.Request(self.address + path, headers=self._headers())
        with self.opener.open(asked, timeout=60) as answer:
            return str(answer.read().decode())

    def send(self, path: str, data: bytes) -> str:
        """Send a file by the form of a page; where that leads."""
        page = self.get(path)
        fields = dict(re.findall(r'name="(csrfmiddlewaretoken|request_key)" value="([^"]+)"', page))
        asked = urllib.request.Request(
            self.address + path,
            data=multipart(fields, data),
            headers=self._headers(f"multipart/form-data; boundary={BOUNDARY}"),
        )
        try:
            with self.opener.open(asked, timeout=60) as answer:
                return str(answer.url)
        except HTTPError as fault:
            raise AssertionError(fault.read().decode()[:2000]) from fault

    def _headers(self, kind: str = "") -> dict[str, str]:
        token = "".join(f"; {c.name}={c.value}" for c in self.cookies if c.name == "csrftoken")
        headers = {"Cookie": f"village_session={self.session}{token}", "Referer": self.address}
        return headers | ({"Content-Type": kind} if kind else {})


def multipart(fields: dict[str, str], data: bytes) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.xml"\r\n\r\n'
    return "".join([*parts, head]).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def worker(child_env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of the site, in a process of its own."""
    env = {**child_env, "VILLAGE_KIT": str(KITS / "demo"), "VILLAGE_AS_AT": "2026-07-15"}
    running = subprocess.Popen([sys.executable, "-m", "village.cli", "work"], env=env)
    yield running
    running.kill()
    running.wait()


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come to be"
        time.sleep(0.1)


def test_every_page_comes_while_a_great_file_is_checked(
    cast: Cast, owed, live_server, worker
) -> None:
    session = cast.client(cast.owner).cookies["village_session"].value
    browser = Browser(live_server.url, session)

    edition_page = browser.send(f"/returns/{owed.ref}/", many(80_000))

    made = Edition.objects.system("a test looks").get()
    assert edition_page.endswith(f"/editions/{made.ref}/")
    wait_until(lambda: jobs()[0].done > 0)
    for _ in range(3):
        for path in ("/", "/returns/", f"/returns/{owed.ref}/", f"/editions/{made.ref}/", "/me/"):
            assert browser.get(path)
    assert "Checking your file" in browser.get(f"/editions/{made.ref}/")
    assert now(made).state == "received", "the file was too small to keep anybody busy"

    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert jobs()[0].state == "waiting"


def test_a_worker_that_is_killed_leaves_its_check_to_the_next_one(cast: Cast, owed, worker) -> None:
    made = sending.send(owed, many(30_000), by=cast.owner)
    wait_until(lambda: jobs()[0].done > 0)

    worker.kill()
    worker.wait()

    assert (now(made).state, jobs()[0].state) == ("received", "running")
    # Its lease runs out in a minute; nobody waits for that here.
    own.load()
    later = own.world() + timedelta(minutes=10)
    assert own.work_once(Event(), clock=lambda: later)
    assert now(made).state == "checked"
    assert (jobs()[0].state, jobs()[0].attempts) == ("done", 2)
