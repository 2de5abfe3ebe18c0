"""Numbers that tell of each other: cells, the sums that bind them, what may not be learnt of them.

A linked set holds every number of a release and every number that a reader can take from two of
them: totals and groups, the part, the whole and the rest of a percentage, years and quarters, the
difference between two versions. A rate, an interval or a point of a chart is shown where its
counts are shown, so it adds no cell.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf


@dataclass(frozen=True, slots=True)
class Span:
    """From least to most, both included; infinite where nothing is known."""

    least: float
    most: float

    @property
    def is_one_number(self) -> bool:
        return self.least == self.most

    def within(self, other: "Span") -> "Span":
        """What both say. Raises ValueError where they cannot both be true."""
        least, most = max(self.least, other.least), min(self.most, other.most)
        if least > most:
            raise ValueError("two releases say what cannot both be")
        return Span(least, most)


ANYTHING = Span(0, inf)
"""What everybody knows of a count: it is not below nought."""
ANY_DIFFERENCE = Span(-inf, inf)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far what can be worked out of a hidden number must reach, at least.

    down: the least that must stay possible, or below; None where the least tells nothing.
    up: the most that must stay possible, or above.
    """

    up: float
    down: float | None = None

    def fails(self, worked_out: Span) -> bool:
        """Whether a reader learns more than they may; a thousandth is the solver's own error."""
        low = self.down is not None and worked_out.least > self.down + 1e-3
        return low or worked_out.most < self.up - 1e-3


@dataclass(frozen=True, slots=True)
class Cell:
    """One true number and what may be learnt of it.

    id: the same wherever the same is counted. printed: what a reader knows where it is shown (one
    number, or the numbers that round to it); None for what no table holds and a reader can work
    out all the same, such as a rest. known: what they know anyway. small: must be hidden.
    reach: what must stay possible while it is hidden; None where it may be worked out. cost: what
    is lost if it is hidden. fineness: 0 for totals, more for what is hidden sooner at a pinch.
    """

    id: str
    number: int
    printed: Span | None
    small: bool = False
    reach: Reach | None = None
    known: Span = ANYTHING
    cost: int = 1
    fineness: int = 0

    def __post_init__(self) -> None:
        if self.printed is None and self.reach and not self.small:
            raise ValueError("what is in no table is guarded where it is small, and only there")
        if not self.known.least <= self.number <= self.known.most:
            raise ValueError("what is known of a number is true")

    @property
    def told(self) -> bool:
        """Whether nothing is left to guard: earlier releases gave its number away."""
        return self.known.is_one_number


@dataclass(frozen=True, slots=True)
class Relation:
    """Cells that always make nought: {whole: -1, part: 1, rest: 1}. Each id once."""

    times: tuple[tuple[str, int], ...]


def adds_up(total: str, parts: Iterable[str]) -> Relation:
    """A total and its parts."""
    return Relation(((total, -1), *((part, 1) for part in parts)))


@dataclass(frozen=True, slots=True)
class LinkedSet:
    """Cells by id, in the order of their ids, and what binds them."""

    cells: Mapping[str, Cell]
    relations: tuple[Relation, ...]

    @property
    def small(self) -> frozenset[str]:
        return frozenset(id for id, cell in self.cells.items() if cell.small)

    def span(self, id: str, *, hidden: frozenset[str]) -> Span:
        """What a reader knows of a cell before they reckon."""
        cell = self.cells[id]
        if cell.printed is None or id in hidden:
            return cell.known
        return cell.known.within(cell.printed)

    def parted(self, *, hidden: frozenset[str]) -> Iterator["LinkedSet"]:
        """Parts that tell nothing of each other, in the order of their first unknown cells.

        Two relations hang together where a cell of both is not known to the number. A known one
        stands in every part whose sums it is in; an unknown one in exactly one.
        """
        unknown = {id for id in self.cells if not self.span(id, hidden=hidden).is_one_number}
        group = {id: {id} for id in unknown}
        for relation in self.relations:
            bound = set().union(*(group[id] for id, _ in relation.times if id in unknown))
            group.update(dict.fromkeys(bound, bound))
        seen: set[str] = set()
        for id in self.cells:
            if id in unknown - seen:
                seen |= group[id]
                yield self._part(group[id])

    def _part(self, ids: set[str]) -> "LinkedSet":
        bound = tuple(one for one in self.relations if any(id in ids for id, _ in one.times))
        named = ids.union(id for one in bound for id, _ in one.times)
        return LinkedSet({id: self.cells[id] for id in self.cells if id in named}, bound)


def linked(cells: Iterable[Cell], relations: Iterable[Relation]) -> LinkedSet:
    """Bring cells and relations together; the order in which they come changes nothing.

    A cell that comes twice keeps the stricter of each. Raises ValueError where one id has two
    numbers, a relation names no cell, or its cells do not make nought.
    """
    found: dict[str, Cell] = {}
    for cell in cells:
        found[cell.id] = _stricter(found[cell.id], cell) if cell.id in found else cell
    ordered = {id: found[id] for id in sorted(found)}
    bound = sorted({_in_order(one) for one in relations}, key=lambda one: one.times)
    for relation in bound:
        if sum(ordered[id].number * times for id, times in relation.times if id in ordered):
            raise ValueError("cells that are bound together add up")
        if any(id not in ordered for id, _ in relation.times):
            raise ValueError("a relation names cells of the set")
    return LinkedSet(ordered, tuple(bound))


def _in_order(relation: Relation) -> Relation:
    return Relation(tuple(sorted(relation.times)))


def _stricter(one: Cell, other: Cell) -> Cell:
    if one.number != other.number:
        raise ValueError("one cell has one number")
    reach = max((each.reach for each in (one, other) if each.reach), key=_width, default=None)
    return replace(
        one,
        printed=_wider(one.printed, other.printed),
        small=one.small or other.small,
        reach=reach,
        known=one.known.within(other.known),
        cost=max(one.cost, other.cost),
        fineness=min(one.fineness, other.fineness),
    )


def _width(reach: Reach) -> float:
    return reach.up


def _wider(one: Span | None, other: Span | None) -> Span | None:
    """A number that one table prints and another lets a reader work out is a printed one."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda span: span.most - span.least)
