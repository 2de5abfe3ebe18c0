"""Whatever stands in a cell, every rule comes to an end, and a finding shows what stands there."""

import random
from collections.abc import Iterator

import pytest

from tests.engine.looked_after.sets import EVERY_TABLE, numbered, zipped
from village.engine.checks.findings import End
from village.engine.checks.looked_after.cases import IN_ORDER, YEAR_BEFORE, Kid, row
from village.engine.checks.looked_after.run import check
from village.engine.specs.looked_after_document import tables

STRAY = ("", " ", "0", "1", "?", "Ä", "31/02/2024", "2024-13-01", "01/04/2024", "31/03/2025",
         "01/01/1900", "31/12/2999", "X1", "E11", "V3", "T1", "A5", "PR0", "Z1", "UN1", "PN0",
         "1.0", "=1+1", "null", "9" * 60)  # fmt: skip
AWAY = {"Missing": [row(missing="M", mis_start="2024-08-01", mis_end="2024-08-02")] * 2,
        "DoLo": [row(dolo_start="2024-08-01", dolo_end="2024-09-01")]}  # fmt: skip


def spoilt(kids: tuple[Kid, ...], chance: random.Random) -> Iterator[Kid]:
    for kid in kids:
        held = {name: [dict(one) for one in rows] for name, rows in {**kid, **AWAY}.items()}
        for _ in range(chance.randrange(8)):
            rows = held[chance.choice(list(held))]
            one = chance.choice(rows)
            one[chance.choice(list(one))] = chance.choice(STRAY)
            if chance.random() < 0.2:
                rows.append(dict(one))
        yield held


@pytest.mark.parametrize("seed", range(40))
def test_no_rule_breaks_whatever_a_return_holds(seed: int) -> None:
    chance = random.Random(seed)
    this = numbered([*spoilt(IN_ORDER * 3, chance)])
    before = tables(numbered([*spoilt(YEAR_BEFORE * 3, chance)]), only=EVERY_TABLE)
    held = tables(this, only=EVERY_TABLE) | {f"last-year/{n}": text for n, text in before.items()}

    result = check(zipped(held), year="2024-25")

    broken = {one.rule: one.why for one in result.outcomes if one.end is End.COULD_NOT_RUN}
    assert broken == {}
    assert result.children == len(this)
    shown = {one.value for one in result.issues if one.value}
    text = "".join(held.values()).upper()
    assert {value for value in shown if value.upper() not in text} == set()
