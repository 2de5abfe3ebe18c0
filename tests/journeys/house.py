"""A whole house for the journeys: the made-up partnership, furnished once, served from a copy."""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from village.cli.site import commands

ROOT = Path(__file__).resolve().parents[2]
CLOCK = "2026-07-15"
SCALE = "0.05"
PATIENCE = 120.0
OURS = {f"VILLAGE_{name}" for name in ("STORE", "DATABASE_URL", "KIT", "KEYS", "SECRET_KEY")}


def furnished(shared: Path) -> Path:
    """The folder of a furnished house, made by whichever process of the run comes first.

    Nobody serves it: every module of journeys lives in a copy. Cost: about 20 s of processor;
    whoever writes journeys can name a folder that is furnished already in JOURNEYS_HOUSE.
    """
    if ready := os.environ.get("JOURNEYS_HOUSE"):
        return Path(ready)
    var = shared / "furnished"
    with (shared / "furnishing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "furnished").exists():
            shutil.rmtree(var, ignore_errors=True)
            village("demo", "--no-serve", "--scale", SCALE, var=var)
    return var


def village(*words: str, var: Path) -> None:
    """Run one command of the house and wait for its end."""
    subprocess.run([sys.executable, "-m", "village.cli", *words], env=env(var), check=True)


def env(var: Path, **more: str) -> dict[str, str]:
    """What the processes of a house are told: its folder, its clock, that all is made up."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    said = {"VILLAGE_DEMO": "1", "VILLAGE_AS_AT": CLOCK, "VILLAGE_VAR": str(var)}
    return kept | said | more


@dataclass
class House:
    """A copy of the furnished house with its web and its worker, which can be told to rest."""

    var: Path
    address: str
    serve: list[str]
    toil: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    web: "subprocess.Popen[bytes] | None" = None
    worker: "subprocess.Popen[bytes] | None" = None

    def open(self) -> None:
        self.web = self._start(self.serve)
        self._wait_for(self._answers)

    def close(self) -> None:
        self.rest()
        self.web = self._end(self.web)

    def work(self) -> None:
        """Let the worker begin, or go on."""
        if self.worker is None:
            self.worker = self._start(self.toil)

    def rest(self) -> None:
        """The worker puts back what it has in hand, and goes."""
        self.worker = self._end(self.worker)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """While this lasts nothing is checked or counted: what waits can be looked at."""
        self.rest()
        try:
            yield
        finally:
            self.work()

    def script(self, code: str, *words: str) -> None:
        """Do something inside the house that no page offers, such as letting time pass."""
        begun = "import django; django.setup()\nimport sys\n"
        command = [sys.executable, "-c", begun + code, *words]
        told = self.env() | {"DJANGO_SETTINGS_MODULE": "village.settings"}
        subprocess.run(command, env=told, check=True, timeout=PATIENCE)

    def env(self) -> dict[str, str]:
        return env(self.var, **self.settings)

    def log(self) -> str:
        """What the house said on the screen, and would have said to whoever minds it."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def made_up(self, name: str) -> Path:
        """A file that an agency would send, by its name."""
        return next((self.var / "made-up").rglob(name))

    def sealed(self) -> set[Path]:
        """Every file of the store, but pictures."""
        every = (self.var / "store").rglob("*")
        return {path for path in every if path.is_file() and path.parent.name != "charts"}

    @property
    def _log(self) -> Path:
        return self.var / "house.log"

    def _start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(command, env=self.env(), stdout=log, stderr=log)

    def _end(self, process: "subprocess.Popen[bytes] | None") -> None:
        if process is not None:
            process.terminate()
            process.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/", timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError):
            return False

    def _wait_for(self, happened: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not happened():
            gone = self.web is None or self.web.poll() is not None
            assert not gone and time.monotonic() < until, f"the house does not open:\n{self.log()}"
            time.sleep(0.1)


@contextmanager
def opened(template: Path, var: Path, **settings: str) -> Iterator[House]:
    """A copy of the furnished house, open until the block ends; it must have met no bug.

    settings: what its environment says beside the rest, such as VILLAGE_LARGEST_UPLOAD.
    """
    shutil.copytree(template, var)
    port = free_port()
    serve, toil = commands("127.0.0.1", port, 2)
    house = House(var, f"http://127.0.0.1:{port}", serve, toil, settings)
    try:
        house.open()
        house.work()
        yield house
    finally:
        house.close()
    assert "ERROR" not in house.log(), house.log()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def age_sittings(house: House, *, minutes: int) -> None:
    """Let everybody's sitting be idle for so long; the person behind the browser just waits."""
    house.script(AGE, json.dumps(minutes * 60))


AGE = """
from importlib import import_module
from django.conf import settings
from django.contrib.sessions.models import Session
store = import_module(settings.SESSION_ENGINE).SessionStore
for key in Session.objects.values_list("session_key", flat=True):
    session = store(key)
    session["seen_at"] = session.get("seen_at", 0) - int(sys.argv[1])
    session.save()
"""
