"""`village release` writes tables that may leave, or says in words why it does not."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import KITS, Run
from tests.conftest import KEYS
from tests.returns.sending import census, police

DEMO = ("--kit", KITS / "demo")


@pytest.fixture
def store(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VILLAGE_KEYS", KEYS)
    folder = here / "returns"
    folder.mkdir()
    (folder / "census.xml").write_bytes(census(40))
    (folder / "police-missing.2026-01-01--2026-03-31.csv").write_bytes(police(9))
    run("build", folder, *DEMO, "--out", "store", "--as-at", "2026-07-15")
    return here / "store"


def test_tables_of_the_release_list_and_nothing_else_are_written(
    run: Run, here: Path, store: Path
) -> None:
    ran = run("release", store, *DEMO, "--audience", "public", "--out", "public")

    tables = json.loads((here / "public/release.json").read_text())
    rows = list(csv.DictReader((here / "public/figures.csv").read_text("utf-8-sig").splitlines()))
    assert ran.exit_code == 0
    assert "public-00001: 9 indicators" in ran.said
    assert tables["audience"] == "public"
    assert "referrals-rate" in tables["indicators"]
    assert {row["indicator"] for row in rows} <= set(tables["indicators"])
    assert {row["made_up"] for row in rows} == {"made up"}
    assert sorted(path.name for path in (here / "public").iterdir()) == [
        "figures.csv",
        "release.json",
    ]


def test_a_folder_with_something_in_it_is_refused(run: Run, here: Path, store: Path) -> None:
    (here / "public").mkdir()
    (here / "public/mine.txt").write_text("mine")

    ran = run("release", store, *DEMO, "--out", "public")

    assert ran.exit_code == 2
    assert "Something lies there already" in ran.said
    assert not list((store / "releases").iterdir())


def test_a_folder_without_a_store_is_refused(run: Run, here: Path) -> None:
    (here / "empty").mkdir()

    ran = run("release", here / "empty", *DEMO, "--out", "public")

    assert ran.exit_code == 2
    assert "There is no store" in ran.said
