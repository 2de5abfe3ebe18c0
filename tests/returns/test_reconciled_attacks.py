"""What a sender of one list works out from three lists side by side and its own rows: nothing."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product

import pytest

from village.engine.measures.reconciled import Quarter, Side, Told, reconciled
from village.kernel.periods import Period

SPRING = Period(date(2025, 4, 1), date(2025, 6, 30))
CELLS = ("police and team and care", "police and team", "police and care", "team and care",
         "police", "team", "care")  # fmt: skip
TWO = ("police and team", "police", "team")
READERS = ((), ("police",), ("team",), ("care",), ("team", "care"))
BEYOND = 7
"""So many more or fewer of each free cell are tried; the threshold is 5."""

Numbers = Mapping[str, int | None]


def place(cell: str) -> str:
    return cell if " and " in cell else f"only {cell}"


def counted(numbers: Mapping[str, int]) -> Numbers:
    """The page's numbers of a quarter in which so many children are in each cell."""
    rows = [
        Told(
            Side(side), f"{cell} {n}", date(2025, 5, 3), date(2025, 5, 4), event=f"{side}{cell}{n}"
        )
        for cell, number in numbers.items()
        for n in range(number)
        for side in cell.split(" and ")
    ]
    sides = frozenset(Side) if "care" in numbers else frozenset({Side.POLICE, Side.TEAM})
    return Quarter(SPRING, sides).counts(reconciled(rows))


def everything(numbers: Mapping[str, int]) -> dict[str, int]:
    """Every true number of the page."""
    sides = [cell for cell in numbers if " and " not in cell]
    sums = {side: sum(n for cell, n in numbers.items() if side in cell) for side in sides}
    return {place(cell): n for cell, n in numbers.items()} | sums | {"all": sum(numbers.values())}


def own(numbers: Mapping[str, int], reader: tuple[str, ...]) -> dict[str, int]:
    """What a reader knows from their own lists, and from which of their rows are theirs alone."""
    true = everything(numbers)
    known = [name for side in reader for name in (side, f"only {side}") if name in true]
    if len(reader) > 1:
        known += [name for name in true if " and " in name and sum(s in name for s in reader) == 1]
    return {name: true[name] for name in known}


def worlds(cells: tuple[str, ...], fixed: Mapping[str, int], most: int) -> Iterator[dict[str, int]]:
    """Every quarter that agrees with these numbers, each cell up to `most`; tried one by one.

    A cell is filled in as soon as one sum lacks it alone.
    """
    sides = [cell for cell in cells if " and " not in cell]
    sums = {"all": cells, **{side: tuple(c for c in cells if side in c) for side in sides}}
    sums = {total: parts for total, parts in sums.items() if total in fixed}

    def fill(guess: dict[str, int]) -> Iterator[dict[str, int]]:
        for total, parts in sums.items():
            left = [one for one in parts if one not in guess]
            rest = fixed[total] - sum(guess[one] for one in parts if one in guess)
            if rest < 0 or (not left and rest):
                return
            if len(left) == 1:
                yield from fill({**guess, left[0]: rest})
                return
        free = [one for one in cells if one not in guess]
        if not free:
            yield everything(guess)
            return
        for number in range(most + 1):
            yield from fill({**guess, free[0]: number})

    return fill({cell: fixed[place(cell)] for cell in cells if place(cell) in fixed})


def learnt(numbers: Mapping[str, int], shown: Numbers) -> list[tuple[tuple[str, ...], str]]:
    """Each hidden number of which a reader's own lists and the page tell too much.

    Too much: it is pinned, or cannot be above 5, and their own lists alone did not say so.
    """
    page = {name: n for name, n in shown.items() if n is not None}
    true, found = everything(numbers), []
    for reader in READERS:
        known = own(numbers, reader)
        for name in (name for name, n in shown.items() if n is None and name not in known):
            for told in (lambda n: n > 5, lambda n, name=name: n != true[name]):
                with_page = may_be(numbers, page | known, name, told)
                if not with_page and may_be(numbers, known, name, told):
                    found.append((reader, name))
    return found


def may_be(
    numbers: Mapping[str, int], known: Mapping[str, int], name: str, of: Callable[[int], bool]
) -> bool:
    """Whether a quarter agrees with what is known in which this number is such a one."""
    most = max(numbers.values()) + BEYOND
    tried = [number for number in range(sum(numbers.values()) + BEYOND) if of(number)]
    some = (worlds(tuple(numbers), {**known, name: number}, most) for number in tried)
    return any(next(one, None) is not None for one in some)


def test_the_police_do_not_work_out_how_many_only_the_looked_after_return_knows() -> None:
    """all - team - only police = only care, where no two other lists share an absence."""
    numbers = dict(zip(CELLS, (0, 60, 0, 0, 30, 40, 4), strict=True))

    shown = counted(numbers)

    assert shown["only care"] is None
    assert learnt(numbers, shown) == []


def test_sums_that_cross_tell_nobody_a_small_number() -> None:
    numbers = dict(zip(CELLS, (14, 307, 1, 0, 27, 25, 5), strict=True))

    shown = counted(numbers)

    assert (shown["only care"], shown["police and care"]) == (None, None)
    assert learnt(numbers, shown) == []


@pytest.mark.parametrize("seed", range(10))
def test_no_sender_works_out_a_hidden_number_of_three_lists(seed: int) -> None:
    chance = random.Random(seed)
    numbers = {cell: chance.choice((0, 0, 1, 2, 4, 5, 6, 9)) for cell in CELLS}

    shown = counted(numbers)

    assert learnt(numbers, shown) == []


@pytest.mark.parametrize("numbers", list(product((0, 3, 9), repeat=3)))
def test_no_sender_works_out_a_hidden_number_of_two_lists(numbers: tuple[int, ...]) -> None:
    true = dict(zip(TWO, numbers, strict=True))

    shown = counted(true)

    assert learnt(true, shown) == []


def test_what_nobody_needs_hidden_is_still_shown() -> None:
    numbers = dict(zip(CELLS, (14, 307, 12, 9, 27, 25, 8), strict=True))

    shown = counted(numbers)

    assert None not in shown.values()
