"""Withholds the small cells of a breakdown, and what would give them away.

Today this serves one audience, people inside the partnership, and one table at a time. It does
not yet weigh several tables against each other, one version against the next, or the rest of a
share (63 of 65 tells of 2): nothing of it may go to the public on the strength of this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from village.figures.counts import THRESHOLD, Count, Withheld, is_small


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts, as they may be shown."""

    total: Count | Withheld
    groups: Mapping[str, Count | Withheld]


def protect_breakdown(
    total: Count, groups: Mapping[str, Count], *, threshold: int = THRESHOLD
) -> Breakdown:
    """Withhold each cell of 1 to threshold children, and enough others to hide them.

    groups: parts that add up to the total; raises ValueError where they do not.

    Nobody who knows this very rule can work a hidden cell out. A cell's place in the table plays
    no part in the choice, so hidden cells that differ could each be the other; where only like
    cells would be hidden, and their sum fits in one way alone, the next smallest cells join them.
    """
    if sum(cell.number for cell in groups.values()) != total.number:
        raise ValueError("the groups of a breakdown add up to its total")
    if is_small(total.children, threshold=threshold):
        return Breakdown(Withheld(), {name: Withheld() for name in groups})
    hidden = _hidden(groups, threshold=threshold)
    shown = {name: Withheld() if name in hidden else cell for name, cell in groups.items()}
    if _all_alike_and_hidden(groups, hidden=hidden, threshold=threshold):
        return Breakdown(Withheld(), shown)
    return Breakdown(total, shown)


def _hidden(groups: Mapping[str, Count], *, threshold: int) -> frozenset[str]:
    small = frozenset(
        name for name, cell in groups.items() if is_small(cell.children, threshold=threshold)
    )
    if not small or _fits_in_several_ways(groups, hidden=small, threshold=threshold):
        return small
    return small | _next_smallest({name: groups[name] for name in groups if name not in small})


def _fits_in_several_ways(
    groups: Mapping[str, Count], *, hidden: frozenset[str], threshold: int
) -> bool:
    """Whether small cells alone, each 1 to threshold, could make up the same sum otherwise."""
    together = sum(groups[name].number for name in hidden)
    return len(hidden) >= 2 and len(hidden) < together < len(hidden) * threshold


def _next_smallest(open_cells: Mapping[str, Count]) -> frozenset[str]:
    """All cells that share the smallest number above nought; noughts only if nothing else is left.

    All that are alike go together: picking the first of them would tell where the small one lies.
    """
    numbers = sorted({cell.number for cell in open_cells.values()})
    chosen = next((number for number in numbers if number > 0), 0)
    return frozenset(name for name, cell in open_cells.items() if cell.number == chosen)


def _all_alike_and_hidden(
    groups: Mapping[str, Count], *, hidden: frozenset[str], threshold: int
) -> bool:
    """Whether every cell is hidden and the total would still tell them (six cells of one)."""
    return (
        len(hidden) == len(groups)
        and len({cell.number for cell in groups.values()}) == 1
        and not _fits_in_several_ways(groups, hidden=hidden, threshold=threshold)
    )
