"""What those who send a list of missing children may not work out from all lists side by side.

Each sender knows more than the page tells: its own total, and its own rows that no other list
knows. Whoever sends two lists can also lay these beside each other. What is hidden of a quarter
must hold for each of them and for somebody who sent nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from village.figures.linked import Cell, LinkedSet, Reach, Span, adds_up, linked
from village.figures.suppression import TellsTooMuch, suppressed

Sums = Mapping[str, tuple[str, ...]]
READERS: Final = ((), ("police",), ("team",), ("care",), ("team", "care"))
"""Whose lists a reader sent. The council as a rule sends both the last two."""
ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Quarterly:
    """One quarter's true cells by name, and which of them make which total."""

    cells: Mapping[str, Cell]
    sums: Sums

    def hidden(self) -> Collection[str]:
        """What nobody may see, so that none of the readers works a hidden number out.

        What one needs is held against all others until nobody needs more. Where nothing helps,
        all but the number of all absences is hidden, or that too.
        """
        if not any(cell.small for cell in self.cells.values()):
            return frozenset()
        for least in (frozenset(), frozenset(self.cells) - {ALL}):
            try:
                return self._beyond(least)
            except TellsTooMuch:
                continue
        return frozenset(self.cells)

    def _beyond(self, hidden: frozenset[str]) -> frozenset[str]:
        """These and what must go with them. Raises TellsTooMuch."""
        while True:
            more = hidden
            for reader in READERS:
                more |= suppressed(self._as_seen(reader, more)).hidden
            if more == hidden:
                return hidden
            hidden = more

    def _as_seen(self, reader: Collection[str], hidden: frozenset[str]) -> LinkedSet:
        """The set as this reader knows it, with what is hidden of it anyway."""
        known = self._known(reader)
        cells = [_known(cell, known[name]) for name, cell in self.cells.items()]
        forced = [replace(one, small=True) if one.id in hidden and one.reach else one
                  for one in cells]  # fmt: skip
        return linked(forced, [adds_up(*one) for one in self.sums.items()])

    def _known(self, reader: Collection[str]) -> Mapping[str, Span]:
        """What a reader knows of each cell without the page, from their own lists alone."""
        exact = set(self._exact(reader))
        spans = {
            name: Span(cell.number, cell.number) if name in exact else Span(0, inf)
            for name, cell in self.cells.items()
        }
        while (found := self._narrowed(spans)) != spans:
            spans = found
        return spans

    def _exact(self, reader: Collection[str]) -> Iterator[str]:
        for side in reader:
            if side in self.cells:
                yield from (side, f"only {side}")
        if len(reader) > 1:  # lonely rows and what the two lists share tell the rest of their own
            pairs = (name for name in self.cells if " and " in name)
            yield from (name for name in pairs if sum(side in name for side in reader) == 1)

    def _narrowed(self, spans: Mapping[str, Span]) -> dict[str, Span]:
        """What each sum says of its total and of its parts."""
        found = dict(spans)
        for total, parts in self.sums.items():
            least, most = (
                sum(found[one].least for one in parts),
                sum(found[one].most for one in parts),
            )
            found[total] = found[total].within(Span(least, most))
            for part in parts:
                others = [found[one] for one in parts if one != part]
                top = found[total].most - sum(one.least for one in others)
                low = found[total].least - sum(one.most for one in others)
                found[part] = found[part].within(Span(max(0, low), top))
        return found


def _known(cell: Cell, known: Span) -> Cell:
    """A cell with what a reader knows of it; no more may follow than that.

    What they know to the number is nothing to guard, and hiding it would hide nothing.
    """
    if known.is_one_number or cell.reach is None:
        return replace(cell, known=known, printed=None, small=False, reach=None)
    down = None if cell.reach.down is None else max(cell.reach.down, known.least)
    return replace(cell, known=known, reach=Reach(min(cell.reach.up, known.most), down))
