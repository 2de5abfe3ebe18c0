"""What earlier releases showed: their readers still have them, so they stand in the next problem.

A cell of an earlier release whose number has not changed is the same cell, known as far as it was
shown. One that has changed stays in the set as it was then, with the sums of then. Where a shown
number moves by less than the threshold, the move is a small count of its own (two children were
recorded late): the new number is hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from village.figures.linked import Cell, LinkedSet, Reach, Relation, Span, linked


@dataclass(frozen=True, slots=True)
class Entry:
    """One release as the ledger keeps it. It holds true numbers and never leaves the store.

    shown: what a reader learnt of each cell that was shown. guarded: what must stay possible of
    those small ones that were not.
    """

    name: str
    numbers: Mapping[str, int]
    shown: Mapping[str, Span]
    guarded: Mapping[str, Reach]
    relations: tuple[Relation, ...]

    def as_record(self) -> dict[str, Any]:  # Any: plain values for JSON
        """Plain values; `from_record` reads them back."""
        return {
            "name": self.name,
            "numbers": dict(self.numbers),
            "shown": {id: [span.least, span.most] for id, span in self.shown.items()},
            "guarded": {id: [reach.up, reach.down] for id, reach in self.guarded.items()},
            "relations": [[list(time) for time in one.times] for one in self.relations],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Entry":
        """Read back what `as_record` wrote; KeyError or TypeError where it never was one."""
        return cls(
            record["name"],
            record["numbers"],
            {id: Span(least, most) for id, (least, most) in record["shown"].items()},
            {id: Reach(up, down) for id, (up, down) in record["guarded"].items()},
            tuple(Relation(tuple((id, n) for id, n in one)) for one in record["relations"]),
        )


def entry(name: str, linked_set: LinkedSet, hidden: frozenset[str]) -> Entry:
    """Write a release down. linked_set: as it was before earlier releases were put in."""
    cells = linked_set.cells
    shown = {id: c.printed for id, c in cells.items() if c.printed is not None and id not in hidden}
    guarded = {id: cell.reach for id, cell in cells.items() if cell.small and cell.reach}
    numbers = {id: cell.number for id, cell in cells.items()}
    return Entry(name, numbers, shown, guarded, linked_set.relations)


def after(linked_set: LinkedSet, ledger: Sequence[Entry]) -> LinkedSet:
    """The same set as a reader sees it who has every earlier release too."""
    cells, relations = dict(linked_set.cells), list(linked_set.relations)
    names: dict[tuple[str, int], str] = {(id, cell.number): id for id, cell in cells.items()}
    for one in ledger:
        for id in one.numbers:
            name = names.setdefault((id, one.numbers[id]), f"{id} as of {one.name}")
            cells[name] = _as_then(cells.get(name), name, id, one)
            if id in linked_set.cells and name != id:
                cells[id] = _moved(cells[id], id, one)
        relations += _relations_of_then(one, names)
    return linked(cells.values(), relations)


def _as_then(cell: Cell | None, name: str, id: str, one: Entry) -> Cell:
    """A cell with what an earlier release showed of it, or kept from being worked out."""
    cell = cell or Cell(name, one.numbers[id], None)
    if id in one.shown:
        cell = replace(cell, known=cell.known.within(one.shown[id]))
    if id in one.guarded and cell.printed is None and not cell.small:
        cell = replace(cell, small=True, reach=one.guarded[id])
    return cell


def _moved(cell: Cell, id: str, one: Entry) -> Cell:
    """A printed number that is nearly the one that was shown: the move itself is small."""
    if cell.printed is None or cell.reach is None or id not in one.shown:
        return cell
    threshold = cell.reach.up - 1 if not cell.small else 0
    move = abs(cell.number - one.numbers[id])
    looks_alike = cell.printed == one.shown[id] and not cell.printed.is_one_number
    if not 1 <= move <= threshold or looks_alike:
        return cell
    reach = Reach(cell.number + threshold, max(0, cell.number - threshold))
    return replace(cell, small=True, reach=reach)


def _relations_of_then(one: Entry, names: Mapping[tuple[str, int], str]) -> Iterator[Relation]:
    for relation in one.relations:
        yield Relation(tuple((names[id, one.numbers[id]], times) for id, times in relation.times))
