"""The same returns by the same rules make the same figures, to the byte, wherever they are made."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.store.houses import COUNCIL, House
from tests.engine.tables.makers import episode
from village.engine.checks.census.cases import a_child, a_cp_plan, an_episode, an_s47
from village.engine.specs.census_document import ChildSpec
from village.engine.store.keep import Stored

ROOT = Path(__file__).parents[3]


def tied(year: int) -> list[ChildSpec]:
    """Children of whom a return says two things at once, so that something must break the tie."""
    told = []
    for number in range(14):
        day = f"{year - 1}-0{5 + number % 3}-12"
        episodes = [
            an_episode(
                a_cp_plan(day, NumberOfPreviousCPP=str(again)),
                an_s47(day, f"{year - 1}-09-0{1 + number % 9}"),
                CINreferralDate=day,
                ReferralNFA=str(again),
            )
            for again in ((0, 1) if number % 2 else (1, 0))
        ]
        twice = [
            a_child(*episodes, LAchildID=f"A{number}", Sex=sex, Ethnicity=ethnicity)
            for sex, ethnicity in (("F", "WBRI"), ("M", "BCRB"))[:: 1 if number % 3 else -1]
        ]
        told += twice
    return told


def arrivals(house: House) -> list[tuple[str, Callable[[str], Stored]]]:
    """The returns, each with what stores it; two of one year that contradict each other."""
    rows = [
        episode(police_person_id=f"P{who}", episode_reference=f"E{who}-{again}",
                missing_from="04/01/2026 21:30", ethnicity=ethnicity, returned="",
                council_told_on="")
        for who in range(12) for again, ethnicity in enumerate(("W1", "B1", "A1"))
    ]  # fmt: skip
    return [
        ("census-2024", lambda ref: house.census(*tied(2024), year=2024, ref=ref)),
        ("census-2025", lambda ref: house.census(*tied(2025), year=2025, ref=ref)),
        ("census-2026", lambda ref: house.census(*tied(2026), year=2026, ref=ref)),
        ("again-2026", lambda ref: house.census(*tied(2026)[::-1], year=2026, ref=ref)),
        ("missing-a", lambda ref: house.missing(*rows, ref=ref)),
        ("missing-b", lambda ref: house.missing(*rows[::-1], ref=ref)),
    ]


def made(root: Path, seed: int) -> str:
    """Store the returns under refs and in an order of chance, and give the figures' hash."""
    chance, house = random.Random(seed), House(root)
    stored = arrivals(house)
    chance.shuffle(stored)
    for _, store in stored:
        store(f"ref{chance.randrange(10**9)}")
    returns = list(house.returns.values())
    chance.shuffle(returns)
    return house.version(house.build(returns=returns)).figures


def in_another_process(root: Path, seed: int) -> str:
    words = (
        "import sys; from pathlib import Path;"
        "from tests.engine.store.test_store_repeats import made;"
        "print(made(Path(sys.argv[1]), int(sys.argv[2])))"
    )
    said = subprocess.run(
        [sys.executable, "-c", words, str(root), str(seed)],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": "src:."},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return said.stdout.strip()


def test_the_same_returns_make_the_same_figures_in_any_store_order_and_process(
    tmp_path: Path,
) -> None:
    here = {made(tmp_path / str(seed), seed) for seed in (1, 2, 3)}
    there = {in_another_process(tmp_path / f"there-{seed}", seed) for seed in (4, 5)}

    assert len(here | there) == 1


def test_a_second_build_of_one_store_is_the_same(tmp_path: Path) -> None:
    house = House(tmp_path / "store")
    for name, store in arrivals(house):
        store(name)

    first, second = house.version(house.build()), house.version(house.build())

    assert first.figures == second.figures
    assert first.name != second.name


@pytest.mark.parametrize("changed", ["return", "rules"])
def test_other_returns_or_other_rules_make_other_figures(tmp_path: Path, changed: str) -> None:
    """The hash tells versions apart, so that equal hashes mean something."""
    house = House(tmp_path / "store")
    house.census(*tied(2026))
    first = house.version(house.build("referrals-rate")).figures

    if changed == "return":
        house.census(*tied(2026), a_child(LAchildID="one more"), ref="census-2026")
        second = house.version(house.build("referrals-rate")).figures
    else:
        second = house.version(house.build("referrals-no-further-action")).figures

    assert first != second


def test_figures_are_written_in_one_way(tmp_path: Path) -> None:
    house = House(tmp_path / "store")
    house.census(*tied(2026), agency=COUNCIL)

    name = house.build()

    text = (house.root / "figures" / name / "figures.json").read_text()
    again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == again
