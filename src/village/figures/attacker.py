"""A reader who solves: from all that was released, how far each hidden number can still reach.

They know every shown number, what rounds to it, every sum, and what earlier releases showed; they
know that counts are whole and not below nought. Solved with HiGHS: linear programmes for every
hidden cell, and whole numbers where a set is small.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, inf
from typing import Any

from village.figures.linked import Cell, LinkedSet, Span

SECONDS_A_CELL = 5.0
WHOLE_UP_TO = 16
"""Up to so many hidden cells that hang together, a reader is taken to try whole numbers too."""
NEARLY = 1e-6


class NotSolved(Exception):
    """The solver gave no answer; whoever asked must take the safe way."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of what can be worked out of a cell, and which bounds of others it hangs on.

    hangs_on: by cell, how much the end moves for each one that the cell's (least, most) moves out.
    """

    value: float
    hangs_on: Mapping[str, tuple[float, float]]


class Attack:
    """One linked set as a reader sees it, with these cells hidden."""

    def __init__(self, linked_set: LinkedSet, hidden: frozenset[str]) -> None:
        self.linked = linked_set
        self.hidden = hidden
        self.spans = {id: linked_set.span(id, hidden=hidden) for id in linked_set.cells}
        self.place = {id: place for place, id in enumerate(linked_set.cells)}
        self._ends: dict[tuple[str, int], End] = {}

    @cached_property
    def sums(self) -> Any:  # Any: a sparse matrix of a library without types
        from scipy.sparse import csr_array

        rows, columns, times = [], [], []
        for row, relation in enumerate(self.linked.relations):
            for id, many in relation.times:
                rows.append(row)
                columns.append(self.place[id])
                times.append(float(many))
        shape = (len(self.linked.relations), len(self.place))
        return csr_array((times, (rows, columns)), shape=shape)

    def most(self, id: str) -> End:
        """The most that a cell can be."""
        return self._once(id, sign=-1)

    def least(self, id: str) -> End:
        """The least that a cell can be."""
        return self._once(id, sign=1)

    def span(self, id: str) -> Span:
        """All that a cell can be."""
        return Span(_up(self.least(id).value), _down(self.most(id).value))

    def may_be(self, id: str, span: Span) -> bool:
        """Whether a cell can be in a span with every cell a whole number. Dear: for small sets."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        spans = {**self.spans, id: self.spans[id].within(span)}.values()
        if not self.linked.relations:
            return True
        found = milp(
            [0.0] * len(self.place),
            integrality=[1] * len(self.place),
            bounds=Bounds([one.least for one in spans], [one.most for one in spans]),
            constraints=LinearConstraint(self.sums, 0, 0),
            options={"time_limit": SECONDS_A_CELL},
        )
        if found.status not in (0, 2):
            raise NotSolved(found.message)
        return bool(found.status == 0)

    def _once(self, id: str, *, sign: int) -> End:
        """An end, solved the first time that it is asked for."""
        if (id, sign) not in self._ends:
            self._ends[id, sign] = self._end(id, sign=sign)
        return self._ends[id, sign]

    def _end(self, id: str, *, sign: int) -> End:
        from scipy.optimize import linprog

        if not self.linked.relations:
            return self._alone(id, sign=sign)
        found = linprog(
            self._aim(id, sign),
            A_eq=self.sums,
            b_eq=[0.0] * len(self.linked.relations),
            bounds=[(span.least, span.most) for span in self.spans.values()],
            method="highs",
        )
        if found.status == 3:
            return End(-sign * inf, {})
        if found.status != 0:
            raise NotSolved(found.message)
        low, high = found.lower.marginals, found.upper.marginals
        hangs_on = {
            name: (max(0.0, float(low[place])), max(0.0, -float(high[place])))
            for name, place in self.place.items()
            if low[place] > NEARLY or high[place] < -NEARLY
        }
        return End(sign * float(found.fun), hangs_on)

    def _alone(self, id: str, *, sign: int) -> End:
        span = self.spans[id]
        return End(span.least if sign > 0 else span.most, {})

    def _aim(self, id: str, sign: int) -> list[float]:
        aim = [0.0] * len(self.place)
        aim[self.place[id]] = float(sign)
        return aim


@dataclass(frozen=True, slots=True)
class Told:
    """A hidden cell of which a release tells too much."""

    id: str
    worked_out: Span


def attacked(linked_set: LinkedSet, hidden: frozenset[str]) -> Mapping[str, Span]:
    """What can be worked out of every hidden cell, and of every small one that no table holds."""
    return {
        id: attack.span(id) for attack in attacks(linked_set, hidden) for id in at_stake(attack)
    }


def told(linked_set: LinkedSet, hidden: frozenset[str]) -> tuple[Told, ...]:
    """Hidden cells that are pinned, or bounded under the threshold; none where a release is safe.

    A small cell that is shown is told too. What earlier releases gave away in full is not.
    """
    cells = linked_set.cells
    found = [
        Told(id, span)
        for attack in attacks(linked_set, hidden | linked_set.small)
        for id in at_stake(attack)
        if too_much(cells[id], span := attack.span(id)) or whole_tells(attack, id, span)
    ]
    shown = ((id, cells[id].printed) for id in sorted(linked_set.small - hidden))
    return tuple(found + [Told(id, span) for id, span in shown if span])


def too_much(cell: Cell, worked_out: Span) -> bool:
    """Whether what can be worked out of a hidden cell is more than may be."""
    if cell.told or cell.reach is None:
        return False
    return worked_out.is_one_number or cell.reach.fails(worked_out)


def whole_tells(attack: Attack, id: str, worked_out: Span) -> bool:
    """Whether a reader who tries whole numbers learns too much where fractions did not tell.

    The true numbers are whole and fit, so only what lies beyond them is tried.
    """
    cell, reach = attack.linked.cells[id], attack.linked.cells[id].reach
    unknown = sum(not span.is_one_number for span in attack.spans.values())
    if unknown > WHOLE_UP_TO or reach is None:
        return False
    beyond = [Span(reach.up, inf)] if cell.number < reach.up else []
    if reach.down is not None and cell.number > reach.down:
        beyond.append(Span(-inf, reach.down))
    if beyond:
        return not all(attack.may_be(id, span) for span in beyond)
    more, fewer = Span(cell.number + 1, inf), Span(-inf, cell.number - 1)
    higher = worked_out.most > cell.number and attack.may_be(id, more)
    return not (higher or (worked_out.least < cell.number and attack.may_be(id, fewer)))


def attacks(linked_set: LinkedSet, hidden: frozenset[str]) -> Iterator[Attack]:
    """One attack for each part of a set that hangs together once the known numbers are put in."""
    for part in linked_set.parted(hidden=hidden):
        yield Attack(part, hidden & part.cells.keys())


def at_stake(attack: Attack) -> list[str]:
    """The unknown cells of which something may not be learnt, in the order of their ids."""
    return [
        id
        for id, cell in attack.linked.cells.items()
        if cell.reach and not cell.told and (cell.small or id in attack.hidden)
    ]


def _up(least: float) -> float:
    return least if least in (inf, -inf) else float(ceil(least - 1e-4))


def _down(most: float) -> float:
    return most if most in (inf, -inf) else float(floor(most + 1e-4))
