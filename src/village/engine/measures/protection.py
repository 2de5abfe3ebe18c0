"""Which numbers of one indicator may be shown: small ones, and what would tell of them, may not.

All that stands on an indicator's page is weighed together: each year with its quarters, the newest
period with its groups, and the part, the whole and the rest of a percentage (63 of 65 tells of 2).
Other indicators, other versions and crossed groups are not weighed: this is for people inside the
partnership, and nothing may go to the public on the strength of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from village.engine.measures.definition import Count as Counting
from village.engine.measures.measured import Cell, Measured, PeriodCounts, Tally
from village.figures.counts import Count, Withheld
from village.figures.disclosure import Sum, withheld_places
from village.kernel.periods import Period, quarters

Place = str
"""Where a number stands: its period, and for a group its breakdown and name."""


@dataclass(frozen=True, slots=True)
class Protected:
    """What is shown of each number. A whole is None where nothing is counted over."""

    part: Mapping[Place, Count | Withheld]
    whole: Mapping[Place, Count | Withheld | None]


def protected(found: Measured) -> Protected:
    """Withhold what is small and enough beside it.

    Of a place of a percentage nothing is shown where its part, its whole or its rest is withheld:
    each tells of the other two.
    """
    cells = dict(_cells(found))
    sums = [*_years(found), *_groups(found)]
    rows = found.definition.numerator.counts == "rows"
    part = {place: _count(cell.part, rows=rows) for place, cell in cells.items()}
    if not isinstance(found.definition.denominator, Counting):
        living = {place: _living(cell) for place, cell in cells.items()}
        return Protected(_without(part, withheld_places([part], sums)), living)
    whole = {place: _count(cell.whole, rows=rows) for place, cell in cells.items()}
    rest = {place: _count(cell.rest, rows=rows) for place, cell in cells.items()}
    withheld = withheld_places([part, whole, rest], sums)
    return Protected(_without(part, withheld), {**_without(whole, withheld)})


def newest(found: Measured) -> PeriodCounts | None:
    """The period that is broken down by groups: the newest of the first step."""
    periods = found.steps[found.definition.steps[0]]
    return periods[-1] if periods else None


def place_of(period: Period, dimension: str = "", group: str = "") -> Place:
    """Where the number of a period stands, or that of one of its groups."""
    return " ".join(filter(None, (period.key, dimension, group)))


def _cells(found: Measured) -> Iterator[tuple[Place, Cell]]:
    for periods in found.steps.values():
        for counts in periods:
            yield place_of(counts.period), counts.total
    if last := newest(found):
        for dimension in found.definition.breakdowns:
            for group, cell in last.groups[dimension].items():
                yield place_of(last.period, dimension, group), cell


def _groups(found: Measured) -> Iterator[Sum]:
    if last := newest(found):
        for dimension in found.definition.breakdowns:
            parts = (place_of(last.period, dimension, group) for group in last.groups[dimension])
            yield Sum(place_of(last.period), tuple(parts))


def _years(found: Measured) -> Iterator[Sum]:
    """Each year with its quarters, where events by date add up; children and open plans do not."""
    counting = found.definition.numerator
    if counting.counts != "rows" or counting.on is None:
        return
    quarterly = {counts.period for counts in found.steps.get("quarter", ())}
    for counts in found.steps.get("year", ()):
        parts = quarters(counts.period)
        if quarterly.issuperset(parts):
            yield Sum(place_of(counts.period), tuple(map(place_of, parts)))


def _count(tally: Tally | None, *, rows: bool) -> Count:
    tally = tally or Tally()
    return Count(tally.children, tally.events if rows else None)


def _living(cell: Cell) -> Count | None:
    """A population is public, however small."""
    return None if cell.whole is None else Count(cell.whole.children)


def _without(
    counts: Mapping[Place, Count], hidden: frozenset[Place]
) -> Mapping[Place, Count | Withheld]:
    return {place: Withheld() if place in hidden else count for place, count in counts.items()}
