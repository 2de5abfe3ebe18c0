"""Every import contract is broken once on purpose, in a copy of the house, to see it caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

BREAKS = [
    ("Back along the loop, never ahead", "partnership/people/rules.py",
     "from village.evidence.returns import rules as ahead"),
    ("Evidence: indicators, audits, reviews and voice stand on returns",
     "evidence/returns/rules/editions.py", "import village.evidence.indicators"),
    ("The engine: one type in, the next type out", "engine/specs/census.py",
     "import village.engine.store.layout"),
    ("The engine, the figures and the kernel know no Django", "figures/counts.py",
     "import django"),
    ("The engine's door is opened only by evidence, kit and cli", "partnership/people/rules.py",
     "import village.engine"),
    ("Only the engine reads tables with heavy libraries", "figures/counts.py", "import duckdb"),
    ("Inside an app: each only downward", "partnership/people/rules.py",
     "import village.partnership.people.models"),
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with the contracts beside them."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("built", "__pycache__", "*.css")
    )
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(house: Path) -> str:
    """What the import checker says of a house; its cache is kept out of the way."""
    checker = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(
        [str(checker), "--no-cache"], cwd=house, capture_output=True, text=True,
        env={"PYTHONPATH": str(house / "src"), "PATH": "", "COLUMNS": "200"}, check=False,
    )  # fmt: skip
    return said.stdout + said.stderr


def verdicts(said: str) -> dict[str, str]:
    lines = [line.strip() for line in said.splitlines()]
    return {
        line.rsplit(" ", 1)[0]: line.rsplit(" ", 1)[1]
        for line in lines
        if line.endswith((" KEPT", " BROKEN"))
    }


def test_the_house_as_it_stands_keeps_every_contract(house: Path) -> None:
    found = verdicts(lint(house))

    assert set(found.values()) == {"KEPT"}
    assert {name for name, _, _ in BREAKS} <= set(found)


@pytest.mark.parametrize(("contract", "file", "line"), BREAKS, ids=[b[0][:30] for b in BREAKS])
def test_a_broken_contract_is_caught(house: Path, contract: str, file: str, line: str) -> None:
    path = house / "src" / "village" / file
    whole = path.read_text()
    path.write_text(f"{whole}\n{line}\n")

    try:
        found = verdicts(lint(house))
    finally:
        path.write_text(whole)

    assert found[contract] == "BROKEN"


def test_an_undeclared_room_is_caught(house: Path) -> None:
    room = house / "src" / "village" / "attic"
    room.mkdir()
    (room / "__init__.py").write_text('"""A room nobody declared."""\n')

    try:
        said = lint(house)
    finally:
        shutil.rmtree(room)

    assert verdicts(said).get("Back along the loop, never ahead") == "BROKEN" or "attic" in said
