"""Which numbers of one indicator may be shown: small ones, and what would tell of them, may not.

All that stands on an indicator's page is weighed together: each year with its quarters, the newest
period with its groups, and the part, the whole and the rest of a percentage (63 of 65 tells of 2).
Other indicators, other versions and crossed groups are not weighed: this is for people inside the
partnership, and nothing may go to the public on the strength of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from village.engine.measures.cells import COUNTS, Cell, PeriodCounts, Tally
from village.engine.measures.definition import Definition
from village.engine.measures.measured import Measured
from village.engine.specs.counts import ALL, Mark
from village.figures.counts import Count, Withheld
from village.figures.disclosure import Sum, withheld_places
from village.figures.figure import Unit
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
    each tells of the other two. What the agency itself held back stays so, and is covered.
    """
    cells = dict(_cells(found))
    sums = [*years(found), *groups_of(found)]
    rows = found.definition.counts_events
    marks = dict(marks_of(found))
    held = frozenset(place for place, mark in marks.items() if mark is Mark.SUPPRESSED)
    lacking = {place for place, mark in marks.items() if mark is Mark.NOT_COLLECTED}
    part = {place: count_of(cell.part, rows=rows) for place, cell in cells.items()}
    if found.definition.unit is not Unit.PERCENT:
        living = {place: _living(cell) for place, cell in cells.items()}
        withheld = withheld_places([part], sums, held=held)
        return Protected(_without(part, withheld, lacking), living)
    whole = {place: count_of(cell.whole, rows=rows) for place, cell in cells.items()}
    rest = {place: count_of(cell.rest, rows=rows) for place, cell in cells.items()}
    withheld = withheld_places([part, whole, rest], sums, held=held)
    return Protected(_without(part, withheld, lacking), {**_without(whole, withheld, lacking)})


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
            for group, cell in last.groups.get(dimension, {}).items():
                yield place_of(last.period, dimension, group), cell


def groups_of(found: Measured) -> Iterator[Sum]:
    if last := newest(found):
        for dimension, groups in last.groups.items():
            if dimension in found.definition.breakdowns:
                parts = (place_of(last.period, dimension, group) for group in groups)
                yield Sum(place_of(last.period), tuple(parts))


def marks_of(found: Measured) -> Iterator[tuple[Place, Mark]]:
    """Where an agency gave a mark for a number: every total, and the newest period's groups."""
    for periods in found.steps.values():
        for counts in periods:
            if mark := counts.marks.get((ALL, ALL)):
                yield place_of(counts.period), mark
    if last := newest(found):
        for (dimension, group), mark in last.marks.items():
            if dimension in last.groups:
                yield place_of(last.period, dimension, group), mark


def years(found: Measured) -> Iterator[Sum]:
    """Each year with its quarters, where events by date add up; children and open plans do not."""
    quarterly = {counts.period: counts.form for counts in found.steps.get("quarter", ())}
    for counts in found.steps.get("year", ()):
        parts = quarters(counts.period)
        of_one_form = all(quarterly.get(part) == counts.form for part in parts)
        if of_one_form and _adds_up(found.definition, counts.form):
            yield Sum(place_of(counts.period), tuple(map(place_of, parts)))


def _adds_up(definition: Definition, form: str) -> bool:
    if form == COUNTS:
        return definition.asking is not None and definition.asking.adds_up
    counting = definition.numerator
    return counting is not None and counting.counts == "rows" and counting.on is not None


def count_of(tally: Tally | None, *, rows: bool) -> Count:
    tally = tally or Tally()
    return Count(tally.children, tally.events if rows else None)


def _living(cell: Cell) -> Count | None:
    """A population is public, however small."""
    return None if cell.whole is None else Count(cell.whole.children)


def _without(
    counts: Mapping[Place, Count], hidden: frozenset[Place], lacking: set[Place]
) -> Mapping[Place, Count | Withheld]:
    """Every count as it may be shown; what nobody collected says so, which tells nothing."""
    shown = {place: Withheld() if place in hidden else count for place, count in counts.items()}
    return {**shown, **dict.fromkeys(lacking, Withheld(Mark.NOT_COLLECTED.value))}
