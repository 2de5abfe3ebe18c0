"""Which cells of a linked set are hidden: as little as may be, so that nothing small is told.

The least loss is found by cutting planes (Fischetti and Salazar 2001): hide, let a reader solve,
and forbid each choice under which they learn too much, until they learn nothing. The master
problem is solved by HiGHS. Where time or the solver gives out, everything fine is hidden; what is
never done is to hide one more in each row and column, which leaks in half of the tables.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from village.figures.attacker import (
    Attack,
    End,
    NotSolved,
    Told,
    at_stake,
    attacks,
    told,
    too_much,
    whole_tells,
)
from village.figures.linked import LinkedSet

SECONDS = 60.0
ROUNDS = 200
NEARLY = 1e-6


class TellsTooMuch(Exception):
    """Nothing that could be hidden keeps a small number safe: earlier releases told too much.

    It holds the cells' ids and never a number.
    """

    def __init__(self, cells: tuple[str, ...]) -> None:
        self.cells = cells
        super().__init__(f"{len(cells)} small numbers could be worked out whatever is hidden")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is hidden, and whether it is the least loss (or the safe way was taken)."""

    hidden: frozenset[str]
    is_least: bool
    cost: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Of these cells so much must be hidden: the sum of times over hidden ones is at least need.

    only_if: the cut holds where this cell is hidden; empty where it always holds.
    """

    times: tuple[tuple[str, float], ...]
    need: float
    only_if: str = ""


@dataclass(slots=True)
class _Search:
    """The cuts so far, and until when more are sought."""

    linked: LinkedSet
    until: float
    cuts: set[Cut] = field(default_factory=set)
    rounds: int = 0

    def hidden(self) -> frozenset[str]:
        """The cheapest choice under every cut so far. Raises NotSolved."""
        cells = self.linked.cells
        open_to_choice = [id for id, cell in cells.items() if cell.printed and not cell.small]
        left = self.until - time.monotonic()
        if left <= 0:
            raise NotSolved("out of time")
        chosen = _cheapest(self.linked, open_to_choice, self.cuts, seconds=left)
        return chosen | frozenset(id for id in self.linked.small if cells[id].printed)


def suppressed(linked_set: LinkedSet, *, seconds: float = SECONDS) -> Chosen:
    """Choose what is hidden of a linked set, and let a reader try it before it is given back.

    The same set gives the same choice on every run in which the solver has its time: cells are
    taken by id, and of two choices that lose as little the one with the lower ids is hidden.
    Raises TellsTooMuch where even hiding everything would tell of a small number.
    """
    search = _Search(linked_set, time.monotonic() + seconds)
    try:
        hidden = _least(search)
        if not told(linked_set, hidden):
            return Chosen(hidden, True, _cost(linked_set, hidden), search.rounds)
    except NotSolved:
        pass
    return _safe_way(linked_set, rounds=search.rounds)


def _least(search: _Search) -> frozenset[str]:
    for _ in range(ROUNDS):
        search.rounds += 1
        hidden = search.hidden()
        found = set(_cuts(search.linked, hidden, until=search.until)) - search.cuts
        if not found:
            return hidden
        search.cuts |= found
    raise NotSolved("out of rounds")


def _cost(linked_set: LinkedSet, hidden: frozenset[str]) -> int:
    return sum(linked_set.cells[id].cost for id in hidden - linked_set.small)


def _cuts(linked_set: LinkedSet, hidden: frozenset[str], *, until: float) -> Iterator[Cut]:
    """One cut or two for each cell of which a reader of this choice learns too much."""
    for attack in attacks(linked_set, hidden):
        for id in at_stake(attack):
            if time.monotonic() > until:
                raise NotSolved("out of time")
            yield from _cuts_of(attack, id)


def _cuts_of(attack: Attack, id: str) -> Iterator[Cut]:
    cell = attack.linked.cells[id]
    if cell.reach is None:
        return
    found = [*_up_to(attack, id, cell.reach.up)]
    if cell.reach.down is not None:
        found += _down_to(attack, id, cell.reach.down)
    if not found:
        span = attack.span(id)
        if too_much(cell, span) or whole_tells(attack, id, span):
            found = [_something_more(attack, id)]
    yield from found


def _up_to(attack: Attack, id: str, up: float) -> Iterator[Cut]:
    end = attack.most(id)
    if end.value < up - 1e-3:
        yield _cut(attack, id, end, lacking=up - end.value)


def _down_to(attack: Attack, id: str, down: float) -> Iterator[Cut]:
    end = attack.least(id)
    if end.value > down + 1e-3:
        yield _cut(attack, id, end, lacking=end.value - down)


def _cut(attack: Attack, id: str, end: End, *, lacking: float) -> Cut:
    """What the solver's prices say: so far the end moves for each cell that is hidden.

    The end with nothing hidden is at most the present one less what the hidden ones bring; a cell
    brings no more than the whole need, which makes the cut sharper and keeps it true.
    """
    brings = {
        name: _brought(attack, name, prices)
        for name, prices in end.hangs_on.items()
        if name != id and _may_be_chosen(attack.linked, name)
    }
    need = lacking + sum(many for name, many in brings.items() if name in attack.hidden)
    times = tuple(
        (name, round(min(many, need), 6)) for name, many in sorted(brings.items()) if many > NEARLY
    )
    return Cut(times, round(need, 6), "" if attack.linked.cells[id].small else id)


def _may_be_chosen(linked_set: LinkedSet, id: str) -> bool:
    cell = linked_set.cells[id]
    return cell.printed is not None and not cell.small


def _brought(attack: Attack, name: str, prices: tuple[float, float]) -> float:
    """How far an end moves if this cell is hidden rather than shown."""
    cell = attack.linked.cells[name]
    shown = attack.linked.span(name, hidden=frozenset())
    down = prices[0] * (shown.least - cell.known.least) if prices[0] > NEARLY else 0.0
    up = prices[1] * (cell.known.most - shown.most) if prices[1] > NEARLY else 0.0
    return down + up


def _something_more(attack: Attack, id: str) -> Cut:
    """Fractions would do and whole numbers tell: any safe choice hides something that is shown."""
    cells = attack.linked.cells
    more = [name for name in cells if _may_be_chosen(attack.linked, name)]
    times = tuple((name, 1.0) for name in more if name not in attack.hidden)
    return Cut(times, 1.0, "" if cells[id].small else id)


def _cheapest(
    linked_set: LinkedSet, choice: list[str], cuts: set[Cut], *, seconds: float
) -> frozenset[str]:
    """The cells to hide beside the small ones. Raises NotSolved, also where no choice would do."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not cuts:
        return frozenset()
    place = {id: number for number, id in enumerate(choice)}
    found = (
        milp(
            _prices(linked_set, choice),
            integrality=[1] * len(choice),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(*_rows(cuts, place)),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if choice
        else None
    )
    if found is None or found.status != 0:
        raise NotSolved("the choice of cells was not solved")
    return frozenset(id for id in choice if found.x[place[id]] > 0.5)


def _prices(linked_set: LinkedSet, choice: list[str]) -> list[float]:
    """Each cell's cost, and a trifle for its place, so that one choice is the cheapest."""
    many = len(choice)
    return [
        linked_set.cells[id].cost + (number + 1) / (4.0 * many * many)
        for number, id in enumerate(choice)
    ]


def _rows(cuts: set[Cut], place: Mapping[str, int]) -> tuple[object, list[float], float]:
    """The cuts as rows of a matrix, each with the least that it must come to."""
    import numpy as np
    from scipy.sparse import csr_array

    ordered = sorted(cuts, key=lambda cut: (cut.times, cut.need, cut.only_if))
    rows, columns, values, least = [], [], [], []
    for row, cut in enumerate(ordered):
        entries = dict(cut.times)
        if cut.only_if:
            entries[cut.only_if] = entries.get(cut.only_if, 0.0) - cut.need
        for id, many in entries.items():
            rows.append(row)
            columns.append(place[id])
            values.append(many)
        least.append(0.0 if cut.only_if else cut.need)
    matrix = csr_array((values, (rows, columns)), shape=(len(ordered), len(place)))
    return matrix, least, float(np.inf)


def _safe_way(linked_set: LinkedSet, *, rounds: int) -> Chosen:
    """Hide all that is finest, then all that is next, until a reader learns nothing.

    Only parts of the set that need it lose anything. Raises TellsTooMuch.
    """
    cells = linked_set.cells
    hidden = frozenset(id for id in linked_set.small if cells[id].printed)
    everything: frozenset[str] = frozenset()
    for part in linked_set.parted(hidden=frozenset(cells)):
        everything |= _safe_part(part, hidden & part.cells.keys())
    if leaks := _told_or_unsure(linked_set, everything | hidden):
        raise TellsTooMuch(leaks)
    chosen = everything | hidden
    return Chosen(chosen, False, _cost(linked_set, chosen), rounds)


def _safe_part(part: LinkedSet, hidden: frozenset[str]) -> frozenset[str]:
    printed = {id: cell for id, cell in part.cells.items() if cell.printed is not None}
    for finest in sorted({cell.fineness for cell in printed.values()} | {10**6}, reverse=True):
        hidden |= {id for id, cell in printed.items() if cell.fineness >= finest}
        if not _told_or_unsure(part, hidden):
            return hidden
    raise TellsTooMuch(tuple(sorted(hidden)))


def _told_or_unsure(linked_set: LinkedSet, hidden: frozenset[str]) -> tuple[str, ...]:
    try:
        found: tuple[Told, ...] = told(linked_set, hidden)
    except NotSolved:
        return tuple(linked_set.cells)
    return tuple(one.id for one in found)
