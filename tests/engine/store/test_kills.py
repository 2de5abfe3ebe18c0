"""A builder may be killed at any moment: the last good version stands and the next build works.

VILLAGE_KILLS says how many kills; 200 takes some minutes:
VILLAGE_KILLS=200 .venv/bin/python -m pytest -m slow tests/engine/store/test_kills.py
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engine.store.houses import House, census
from village.engine.checks.census.cases import a_child, an_episode
from village.engine.store.keep import destroy

ROOT = Path(__file__).parents[3]
SAMPLE = 20
KILLS = int(os.environ.get("VILLAGE_KILLS", str(SAMPLE)))
SEED = 2026


@dataclass
class Nursery:
    """Starts builders that are killed, or left alone."""

    process: subprocess.Popen[str]
    house: House
    lasts: float = 1.0  # seconds that a whole build takes, as last seen

    def build(
        self, *, at: int | None = None, after: float | None = None, store: Path | None = None
    ) -> tuple[int, int]:
        """Run one builder; `at`: dealing that it dies at; `after`: seconds until it is killed.

        store: a census to store in place of building. Gives how it ended (minus the signal) and
        how many dealings with files it had, if it lived.
        """
        returns = [(ref, kept.period.last.year) for ref, kept in self.house.returns.items()]
        asked: dict[str, object] = {"root": str(self.house.root), "returns": returns}
        asked |= {"at": at, "after": after, "store": str(store) if store else None}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        if said["ended"] == 0:
            self.lasts = said["lasted"]
        return said["ended"], said["dealings"]


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    """A store with three returns and a first version, and builders to hand."""
    house = House(tmp_path / "store")
    for year in (2024, 2025, 2026):
        house.census(
            *(
                a_child(an_episode(CINreferralDate=f"{year - 1}-06-02"), LAchildID=f"A{n}")
                for n in range(20)
            ),
            year=year,
        )
    with subprocess.Popen(
        [sys.executable, "-m", "tests.engine.store.nursery"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "src:."},
    ) as process:  # fmt: skip
        yield Nursery(process, house)
        process.kill()


def figures(house: House) -> dict[str, str]:
    """Every published version's files by hash, each proved against its manifest."""
    found = {}
    for name in house.store.versions():
        version, files = house.version(name), house.files(f"figures/{name}")
        hashes = {place: hashlib.sha256(content).hexdigest() for place, content in files.items()}
        assert hashes[f"figures/{name}/figures.json"] == version.figures
        for indicator, told in version.indicators.items():
            assert hashes[f"figures/{name}/indicators/{indicator}.json"] == told
        assert len(hashes) == 2 + len(version.indicators)
        found |= hashes
    return found


@dataclass(frozen=True)
class Kill:
    """When a builder is to die: at its n-th dealing with files, or after so many seconds."""

    at: int | None = None
    after: float | None = None


def kills(chance: random.Random, *, dealings: int, nursery: Nursery) -> Iterator[Kill]:
    """Without end: by turns at any dealing, among the last ones (the rename), and at any time."""
    while True:
        yield Kill(at=chance.randint(1, dealings))
        yield Kill(at=chance.randint(max(1, dealings - 12), dealings))
        yield Kill(after=chance.uniform(0.0, nursery.lasts * 0.9))


@pytest.mark.slow
def test_a_killed_builder_leaves_the_last_good_version_and_room_for_the_next(
    nursery: Nursery,
) -> None:
    house, chance, ended = nursery.house, random.Random(SEED), Counter[str]()
    first, dealings = nursery.build()
    assert (first, house.store.current()) == (0, "v00001")
    assert dealings > 30
    same = house.version().figures

    for kill in kills(chance, dealings=dealings, nursery=nursery):
        before, name = figures(house), house.store.current()
        code, _ = nursery.build(at=kill.at, after=kill.after)
        if code == 0:
            ended["lived"] += 1  # it had finished before its time came
            continue
        assert code == -signal.SIGKILL
        moved = house.store.current() != name
        ended["after the rename" if moved else "before the rename"] += 1
        assert figures(house).items() >= before.items()
        assert moved or figures(house) == before
        assert house.version().figures == same

        again, _ = nursery.build()

        assert again == 0
        assert house.version().figures == same
        assert list((house.root / "scratch").iterdir()) == []
        assert sorted(p.name for p in (house.root / "figures").iterdir()) == house.store.versions()
        if ended.total() - ended["lived"] == KILLS:
            break

    print(f"\n{KILLS} builders killed: {dict(ended)}")  # for whoever runs it with -s
    assert ended["before the rename"] >= KILLS / 4
    assert ended["after the rename"] >= 1
    assert ended["lived"] <= KILLS


def test_a_builder_that_is_left_alone_lives(nursery: Nursery) -> None:
    """Else every test above would pass with builders that never worked."""
    code, dealings = nursery.build()

    assert (code, nursery.house.store.current()) == (0, "v00001")
    assert dealings > 30


def test_a_kill_at_the_rename_of_the_pointer_leaves_a_whole_version_unseen(
    nursery: Nursery,
) -> None:
    """The last moment before it counts: the folder stands in whole, and nobody sees it."""
    house = nursery.house
    nursery.build()
    _, dealings = nursery.build()  # one that reads what the last one left, as the next will
    left = None

    for at in range(dealings, 0, -1):
        nursery.build(at=at)
        if house.store.current() == "v00002" and (house.root / "figures" / "v00003").exists():
            left = at
            break
        (house.root / "current").write_text("v00002")

    assert left is not None
    assert house.store.versions() == ["v00001", "v00002"]
    assert nursery.build()[0] == 0
    assert house.store.versions() == ["v00001", "v00002", "v00003"]


def test_a_return_is_stored_in_whole_or_not_at_all(nursery: Nursery, tmp_path: Path) -> None:
    """Killed at many of its dealings, the last ones too: nobody finds half, a second try works."""
    house, content = nursery.house, tmp_path / "new.xml"
    content.write_bytes(census(*(a_child(LAchildID=f"N{n}") for n in range(30))))
    ended, dealings = nursery.build(store=content)
    whole = {place: body for place, body in house.files("events").items() if "/new/" in place}
    assert (ended, len(whole)) == (0, 5)

    found = Counter[str]()
    for at in (*range(1, dealings - 6, 4), *range(dealings - 6, dealings + 1)):
        destroy(house.store, "new")
        code, _ = nursery.build(store=content, at=at)
        assert code == -signal.SIGKILL
        left = {place: body for place, body in house.files("events").items() if "/new/" in place}
        assert left in ({}, whole)
        found["whole" if left else "nothing"] += 1

    assert nursery.build(store=content)[0] == 0
    assert {p: b for p, b in house.files("events").items() if "/new/" in p} == whole
    assert [place for place in house.files() if place.endswith(".part")] == []
    assert min(found["whole"], found["nothing"]) >= 1
    assert nursery.build()[0] == 0
