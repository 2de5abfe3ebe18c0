"""A folder to work in, a made-up district in small, and the command as a person runs it."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import KEYS, SECRET
from village import engine
from village.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
KITS = ROOT / "kits"


@dataclass(frozen=True)
class Ran:
    """How a command ended, and all that it said."""

    exit_code: int
    said: str


Run = Callable[..., Ran]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the command runs and keeps the log of its runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VILLAGE_VAR", str(tmp_path / "var"))
    return tmp_path


@pytest.fixture
def run(here: Path) -> Run:
    """The command, in this process."""

    def ran(*words: str | Path) -> Ran:
        ended = CliRunner().invoke(app, [str(word) for word in words])
        if ended.exception and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return Ran(ended.exit_code, ended.output)

    return ran


@pytest.fixture
def run_apart(here: Path) -> Run:
    """The command, in a process of its own with a house of its own."""

    def ran(*words: str | Path, timeout: float = 300, **env: str) -> Ran:
        ended = subprocess.run(
            [sys.executable, "-m", "village.cli", *map(str, words)],
            check=False,
            capture_output=True,
            text=True,
            timeout=timeout,
            env=environment(here, env),
            cwd=here,
        )
        return Ran(ended.returncode, ended.stdout + ended.stderr)

    return ran


def environment(here: Path, more: Mapping[str, str]) -> dict[str, str]:
    own = {name: text for name, text in os.environ.items() if not name.startswith("VILLAGE_")}
    house = {
        "VILLAGE_VAR": str(here / "var"),
        "VILLAGE_KEYS": KEYS,
        "VILLAGE_SECRET_KEY": SECRET,
        "VILLAGE_AS_AT": "2026-07-15",
    }
    return {**own, **house, **more}


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The returns of a district of some hundreds of made-up children."""
    folder = tmp_path_factory.mktemp("district")
    engine.synthetic.write(folder, scale=0.02)
    return folder


@pytest.fixture
def census(district: Path) -> Path:
    """The newest census, with queries and without an error."""
    return district / "returns" / "cin-census-2026.xml"


@pytest.fixture
def faulty(district: Path) -> Path:
    """The newest census, with planted mistakes."""
    return next((district / "drop-in").glob("*.xml"))
