"""Plants mistakes in a census on request, and keeps the list of what was planted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from village.engine.synthetic import slips, slips_of_plans
from village.engine.synthetic.census_return import Element
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.slips import Kind, Occasion, part
from village.engine.synthetic.span import year_end, year_start

KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind for kind in (*slips.KINDS, *slips_of_plans.KINDS)
}
"""Every kind of mistake by its name."""

DEMO: Final[Mapping[str, int]] = {
    "duplicate factor": 13,
    "missing ethnicity": 9,
    "wrong UPN letter": 6,
    "unreadable date": 4,
    "weekend conference": 3,
    "assessment after no further action": 2,
}
"""The 37 errors in 6 kinds of the demo's drop-in file."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One mistake that was made: in whose record, of which kind, found by which rule."""

    child_id: str
    kind: str
    rule: str


class Planting:
    """Spreads mistakes over a census of about so many children, in one pass over them."""

    def __init__(self, mistakes: Mapping[str, int], *, children: int, year: int, seed: int) -> None:
        if unknown := sorted(set(mistakes) - set(KINDS)):
            raise ValueError(f"No such kind of mistake: {unknown[0]}. Known: {', '.join(KINDS)}.")
        dice = Dice(seed, 9, year)
        self._occasion = Occasion(dice, first=year_start(year), last=year_end(year))
        self.planted: list[Planted] = []
        self._waiting: list[Kind] = []
        # Due after so many children, the latest first; none in the last part of the return.
        self._due = sorted(
            (dice.between(0, int(children * 0.8)), name)
            for name, times in mistakes.items()
            for _ in range(times)
        )[::-1]
        self._seen = 0

    def spoil(self, children: Iterable[Element]) -> Iterator[Element]:
        """The children, some of them spoilt; none of them twice."""
        for child in children:
            while self._due and self._due[-1][0] <= self._seen:
                self._waiting.append(KINDS[self._due.pop()[1]])
            self._seen += 1
            if self._waiting:
                self._try(child)
            yield child

    def _try(self, child: Element) -> None:
        for kind in self._waiting:
            if kind.spoil(child, self._occasion):
                child_id = str(part(child, "ChildIdentifiers")["LAchildID"])
                self.planted.append(Planted(child_id, kind.name, kind.rule))
                self._waiting.remove(kind)
                return

    def left(self) -> tuple[str, ...]:
        """Names of the mistakes for which no child was found that lends itself."""
        return tuple(kind.name for kind in self._waiting) + tuple(name for _, name in self._due)
