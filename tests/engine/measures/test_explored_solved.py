"""Whoever solves all crossed tables beside the version's own page finds no small number.

The reader of these tests knows how the noise works, takes every table that the builder gives of a
place, the exact lines that the version's page shows, and asks in whole numbers what each hidden
cell may be.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from random import Random

import ibis
import numpy
import pyarrow
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from tests.engine.store.houses import definition
from village.engine.measures.definition import Count as Counting
from village.engine.measures.definition import Definition
from village.engine.measures.explored import (
    ALL,
    LEAST,
    TooFew,
    Unit,
    counted_units,
    explored,
    tallied,
    withheld,
)
from village.engine.specs.groups import GROUPS
from village.figures.cell_key import child_key
from village.figures.counts import Count, Withheld
from village.figures.disclosure import Sum, withheld_places
from village.figures.plain import from_plain
from village.kernel.periods import year_ending

SECRET = b"sixteen bytes of a secret"
BY = ("sex", "age_band", "ethnicity", "deprivation")
LIKELY = {
    "sex": (48, 48, 4),
    "age_band": (6, 10, 14, 40, 20, 8, 2),
    "ethnicity": (50, 9, 14, 18, 7, 2),
    "deprivation": (35, 25, 18, 12, 8, 2),
}
YEAR = year_ending(2026)
RATE = definition("referrals-rate")
MOST = 10**5

Child = tuple[str, ...]
Cell = tuple[tuple[str, str], ...]
Limits = dict[Cell, tuple[int, int]]


def place(seed: int, *, children: int) -> list[Child]:
    chance = Random(seed)
    return [
        tuple(chance.choices(GROUPS[name], LIKELY[name])[0] for name in BY) for _ in range(children)
    ]


def units(children: list[Child], of: tuple[int, ...]) -> Iterator[Unit]:
    for number, child in enumerate(children):
        key = child_key(f"child {number}", secret=SECRET)
        yield Unit(key, str(number), tuple(child[n] for n in of), True)


def page(children: list[Child]) -> dict[Cell, int | None]:
    """The exact lines of the version's own page, and which it withholds."""
    cells = {"all": Count(len(children))}
    sums = []
    for n, name in enumerate(BY):
        for group in GROUPS[name]:
            cells[f"{name}/{group}"] = Count(sum(child[n] == group for child in children))
        sums.append(Sum("all", tuple(f"{name}/{group}" for group in GROUPS[name])))
    hidden = withheld_places([cells], sums)
    named = {"all": (), **{f"{n}/{g}": ((n, g),) for n in BY for g in GROUPS[n]}}
    return {named[spot]: None if spot in hidden else one.number for spot, one in cells.items()}


def limits_of(shown: object) -> tuple[int, int]:
    if not isinstance(shown, Count):
        return 0, MOST
    return (6, 8) if shown.number == 6 else (max(6, shown.number - 2), shown.number + 2)


def read(children: list[Child]) -> tuple[Limits, list[Cell], list[tuple[Cell, list[Cell]]]]:
    """What each cell may be by itself, which small ones are hidden, and the sums of all tables."""
    exact = page(children)
    limits = {cell: (0, MOST) if n is None else (n, n) for cell, n in exact.items()}
    held_back = {cell[0] for cell, n in exact.items() if n is None and cell}
    hidden = []
    sums = [((), [((name, group),) for group in GROUPS[name]]) for name in BY]
    for one, other in combinations(range(len(BY)), 2):
        by = (BY[one], BY[other])
        told = explored(
            RATE, units(children, (one, other)), period=YEAR, by=by, held_back=held_back
        )
        for cell in told["cells"]:
            named = tuple(pair for pair in zip(by, cell["groups"], strict=True) if pair[1] != ALL)
            low, high = limits_of(from_plain(cell["figure"]).numerator)
            was = limits.get(named, (0, MOST))
            limits[named] = max(low, was[0]), min(high, was[1])
        for name, more in (by, by[::-1]):
            sums += [
                (((name, group),), [tuple(sorted(((name, group), (more, g)), key=order))
                                    for g in GROUPS[more]])
                for group in GROUPS[name]
            ]  # fmt: skip
        crossings = tallied(units(children, (one, other)), by)
        hidden += [
            tuple(zip(by, spot, strict=True))
            for spot in withheld(crossings)
            if ALL not in spot and 0 < crossings[spot].part.things < 6
        ]
    return limits, hidden, sums


def order(pair: tuple[str, str]) -> int:
    return BY.index(pair[0])


def solved(
    limits: Limits, wanted: list[Cell], sums: list[tuple[Cell, list[Cell]]]
) -> Iterator[tuple[Cell, int, int]]:
    """The least and the most that each wanted cell may be in any place that looks the same."""
    columns = {cell: n for n, cell in enumerate(limits)}
    matrix = lil_matrix((len(sums), len(columns)))
    for row, (total, parts) in enumerate(sums):
        matrix[row, columns[total]] = -1
        for part in parts:
            matrix[row, columns[part]] += 1
    bounds = Bounds(*zip(*limits.values(), strict=True))
    for cell in wanted:
        ends = []
        for sign in (1, -1):
            aim = numpy.zeros(len(columns))
            aim[columns[cell]] = sign
            found = milp(
                aim, constraints=LinearConstraint(matrix.tocsr(), 0, 0), bounds=bounds,
                integrality=numpy.ones(len(columns)),
            )  # fmt: skip
            assert found.status == 0
            ends.append(round(sign * found.fun))
        yield cell, ends[0], ends[1]


@pytest.mark.parametrize(("seed", "children"), [(0, 420), (1, 600), (2, 900)])
def test_no_small_number_is_pinned(seed: int, children: int) -> None:
    limits, small, sums = read(place(seed, children=children))
    wanted = Random(seed).sample(small, 12)

    found = list(solved(limits, wanted, sums))

    assert [cell for cell, low, high in found if low == high] == []
    assert [cell for cell, low, _ in found if low > 3] == []


def test_a_table_of_few_children_is_not_given() -> None:
    few = place(3, children=LEAST * 18 - 1)

    with pytest.raises(TooFew):
        explored(RATE, units(few, (0, 2)), period=YEAR, by=("sex", "ethnicity"))

    one_way = explored(RATE, units(few, (0,)), period=YEAR, by=("sex",))
    assert len(one_way["cells"]) == 4


def test_few_of_the_rest_are_few_too() -> None:
    share = definition("assessments-in-45-working-days")
    many = [
        Unit(child_key(str(n), secret=SECRET), str(n), (child[0], child[2]), n % 20 > 0)
        for n, child in enumerate(place(4, children=900))
    ]

    with pytest.raises(TooFew):
        explored(share, many, period=YEAR, by=("sex", "ethnicity"))


def test_nobody_looks_like_few() -> None:
    none_of_them = [child for child in place(5, children=900) if child[:3:2] != ("Male", "Other")]

    told = explored(RATE, units(none_of_them, (0, 2)), period=YEAR, by=("sex", "ethnicity"))

    shown = {tuple(c["groups"]): from_plain(c["figure"]).numerator for c in told["cells"]}
    assert isinstance(shown["Male", "Other"], Withheld)
    assert Count(0) not in shown.values()


def test_a_line_that_the_page_withholds_is_withheld_here_too() -> None:
    whole = place(6, children=900)
    asked: Mapping[str, object] = {"period": YEAR, "by": ("sex", "ethnicity")}

    told = explored(RATE, units(whole, (0, 2)), held_back={("ethnicity", "Asian")}, **asked)  # type: ignore[arg-type]

    shown = {tuple(c["groups"]): from_plain(c["figure"]).numerator for c in told["cells"]}
    assert isinstance(shown[ALL, "Asian"], Withheld)
    assert not isinstance(shown[ALL, "White"], Withheld)


@pytest.mark.parametrize("asked", ["referrals-rate", "missing-children-rate"])
def test_a_return_that_is_sent_again_has_the_same_noise(asked: str) -> None:
    """Whether rows are counted or children; a version's own token of a child changes nothing."""
    of = definition(asked)
    first, again = (keys_of(of, returned=place) for place in ("one", "other"))

    assert len(first) > 10
    assert first == again


def keys_of(of: Definition, *, returned: str) -> list[tuple[str, int]]:
    """The keys of rows that say the same, sent in one return or in another."""
    assert isinstance(of.numerator, Counting)
    days = [date(2025, 5, 1 + n) for n in range(20)]
    rows = {
        "row_key": [f"{returned} {n}" for n in range(20)],
        "child_key": [f"{returned} token {n}" for n in range(20)],
        "own_child": [f"child {n}" for n in range(20)],
        "row": list(range(20)),
        "returned": [0] * 20,
        "sex": ["Female"] * 20,
        "category": ["missing"] * 20,
        of.numerator.dates[0]: days,
    }
    tables = {of.numerator.table: ibis.memtable(pyarrow.table(rows))}
    found = counted_units(of, tables, period=YEAR, by=("sex",), secret=SECRET)
    return sorted((one.child.removeprefix(returned), one.key) for one in found)
