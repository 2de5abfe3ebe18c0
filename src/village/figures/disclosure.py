"""Withholds small cells, and as many beside them that nobody can work a small one out.

It weighs several tables over the same places together (the part, the whole and the rest of a
percentage) and every sum that the reader can take. It serves one audience, people inside the
partnership: other pages, one version against the next and crossed groups are not weighed, and
nothing may go to the public on the strength of this module.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from village.figures.counts import THRESHOLD, Count, Withheld, is_small

Table = Mapping[str, Count]
"""A count for each place of a page."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Places that add up to another one, in every table."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts, as they may be shown."""

    total: Count | Withheld
    groups: Mapping[str, Count | Withheld]


def withheld_places(
    tables: Sequence[Table],
    sums: Sequence[Sum],
    *,
    held: frozenset[str] = frozenset(),
    threshold: int = THRESHOLD,
) -> frozenset[str]:
    """Choose the places of which nothing may be shown in any of the tables.

    tables: the same places in each; a place with 1 to threshold children in any of them is small.
    held: places that whoever sent them held back; their counts here are stand-ins.
    Raises ValueError where a sum does not add up.

    Nobody who knows this very rule can work a small number out: a place's name plays no part in
    the choice, so two withheld parts of a sum could each be the other, with all their numbers.
    Where all that are withheld in a sum are alike, and their sum fits in one way alone, or where
    they are few together, the next smallest join them; where only noughts are left to join, the
    total goes too.
    """
    for table in tables:
        _refuse_what_does_not_add_up(table, sums)
    page = _Page(tables, held, threshold)
    while not page.settled(sums):
        pass
    return page.withheld


def protect_breakdown(
    total: Count, groups: Mapping[str, Count], *, threshold: int = THRESHOLD
) -> Breakdown:
    """Withhold what must be of one total and its parts.

    groups: parts that add up to the total; raises ValueError where they do not.
    """
    table = {"": total, **{f"part {name}": cell for name, cell in groups.items()}}
    one = Sum("", tuple(f"part {name}" for name in groups))
    withheld = withheld_places([table], [one], threshold=threshold)
    return Breakdown(
        Withheld() if "" in withheld else total,
        {n: Withheld() if f"part {n}" in withheld else cell for n, cell in groups.items()},
    )


def _refuse_what_does_not_add_up(table: Table, sums: Sequence[Sum]) -> None:
    for one in sums:
        if sum(table[place].number for place in one.parts) != table[one.total].number:
            raise ValueError("the groups of a breakdown add up to its total")


class _Page:
    """What is withheld so far, and what of it would be a secret told."""

    def __init__(self, tables: Sequence[Table], held: frozenset[str], threshold: int) -> None:
        self.tables = tables
        self.threshold = threshold
        self.small = [
            {place for place, cell in table.items() if is_small(cell.children, threshold=threshold)}
            for table in tables
        ]
        self.telling = set(held)
        """Withheld for what they are, or for what they tell of their parts, however large."""
        self.withheld = held.union(*self.small)

    def settled(self, sums: Sequence[Sum]) -> bool:
        """Weigh every sum once; True if nothing had to be added."""
        before = self.withheld
        for one in sums:
            if one.total in self.withheld:
                self.withheld |= set(one.parts)
                continue
            for table, small in zip(self.tables, self.small, strict=True):
                self._weigh(one, table, small)
        return self.withheld == before

    def _weigh(self, one: Sum, table: Table, small: set[str]) -> None:
        hidden = self.withheld.intersection(one.parts)
        if not hidden & (small | self.telling) or self._fits_in_several_ways(hidden, table, small):
            return
        cover = _next_smallest({place: table[place] for place in one.parts if place not in hidden})
        self.withheld |= cover
        if not any(table[place].number for place in cover):
            self.withheld |= {one.total}
            self.telling.add(one.total)

    def _fits_in_several_ways(self, hidden: frozenset[str], table: Table, small: set[str]) -> bool:
        """Whether hidden cells that differ could change places, or small ones share otherwise.

        What the page tells of them all, by their total and the others, must be no small number.
        """
        if is_small(sum(table[place].children for place in hidden), threshold=self.threshold):
            return False
        numbers = [table[place].number for place in hidden]
        if len(set(numbers)) > 1:
            return True
        all_small = hidden <= small and len(hidden) > 1
        return all_small and len(hidden) < sum(numbers) < len(hidden) * self.threshold


def _next_smallest(open_cells: Table) -> frozenset[str]:
    """All cells that share the smallest number above nought; noughts only if nothing else is left.

    All that are alike go together: picking the first of them would tell where the small one lies.
    """
    numbers = sorted({cell.number for cell in open_cells.values()})
    chosen = next((number for number in numbers if number > 0), 0)
    return frozenset(name for name, cell in open_cells.items() if cell.number == chosen)
