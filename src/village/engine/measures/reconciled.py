"""Reconciles what three lists tell of children who went missing, and says what one alone knows.

The police list episodes, the council's missing team lists returns with their interviews, and the
looked-after return lists absences of children in care. No list is the true one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from village.engine.measures.side_readers import Quarterly
from village.figures.audiences import DFE, guarded
from village.figures.counts import Count
from village.kernel.periods import Period

SLACK: Final = timedelta(days=1)
"""So far two agencies' days of one absence may lie apart: a list may have days and no times."""
STILL_AWAY: Final = timedelta(days=31)
"""How long somebody without a return counts as away."""


BETWEEN_TWO: Final = ("police and team", "only police", "only team")
"""What the page is for, wherever it can be told: who of police and missing team knows of what."""


class Side(StrEnum):
    """Who tells of an absence."""

    POLICE = "police"
    TEAM = "team"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Told:
    """One absence as one list tells of it.

    child: the whole's child after linkage; the agency's own key where nothing was linked.
    reference: the police's, as either side wrote it. event: the same in every return that tells
    of it. ref, row, row_key, child_key: where it stands.
    """

    side: Side
    child: str
    since: date | None
    until: date | None
    reference: str = ""
    event: str = ""
    ref: str = ""
    row: int = 0
    row_key: str = ""
    child_key: str = ""

    @property
    def first(self) -> date:
        return self.since or self.until or date.min

    @property
    def last(self) -> date:
        return self.until or self.first + STILL_AWAY

    @property
    def place(self) -> tuple[date, date, int, str]:
        """Sorts what one list tells, whatever the order in which it came."""
        return self.first, self.last, self.row, self.event

    def overlaps(self, other: "Told") -> bool:
        return self.first - SLACK <= other.last and other.first - SLACK <= self.last

    def apart(self, other: "Told") -> int:
        """How many days the two beginnings and the two ends lie apart."""
        ends = (self.until or self.last, other.until or other.last)
        return abs((self.first - other.first).days) + abs((ends[0] - ends[1]).days)


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence with whoever tells of it."""

    police: Told | None = None
    team: Told | None = None
    care: Told | None = None

    @property
    def told(self) -> tuple[Told, ...]:
        return tuple(one for one in (self.police, self.team, self.care) if one)

    def cell(self, sides: Collection[Side]) -> str:
        """Who of these knows of it: “police”, “police and team”, ... or "" where none does."""
        return " and ".join(one.side for one in self.told if one.side in sides)

    @property
    def on(self) -> date:
        """When it began, by the police before the looked-after return before the team."""
        return next(one.first for one in (self.police, self.care, self.team) if one)


def names(sides: Collection[Side]) -> tuple[str, ...]:
    """Every cell of a quarter in which these sides told, those of more sides first."""
    held = [side for side in Side if side in sides]
    masks = range(1, 2 ** len(held))
    found = [[side for n, side in enumerate(held) if mask >> n & 1] for mask in masks]
    found.sort(key=lambda some: (-len(some), [held.index(one) for one in some]))
    return tuple(" and ".join(some) for some in found)


def reconciled(told: Iterable[Told]) -> tuple[Absence, ...]:
    """Lay the lists beside each other: each absence once, with at most one row of each list.

    Police and team are matched by the police's reference where the days overlap, else by child
    and overlapping days; the looked-after return by child and days. What lies nearest goes first,
    and no row is used twice. Cost: in proportion to the rows, as a child has few.
    """
    by_side: dict[Side, list[Told]] = {side: [] for side in Side}
    for one in sorted(told, key=lambda one: one.place):
        by_side[one.side].append(one)
    police, team = by_side[Side.POLICE], by_side[Side.TEAM]
    team_of = _nearest(_of_two(police, team))
    taken = {id(one) for one in team_of.values()}
    found = [Absence(police=one, team=team_of.get(id(one))) for one in police]
    found += [Absence(team=one) for one in team if id(one) not in taken]
    return tuple(_with_care(found, by_side[Side.CARE]))


_Pair = tuple[tuple[Any, ...], Any, Told]  # Any: what sorts, and one that is paired


def _of_two(police: Sequence[Told], team: Sequence[Told]) -> Iterator[_Pair]:
    by_reference, by_child = _grouped(team, "reference"), _grouped(team, "child")
    for one in police:
        for other in by_reference.get(one.reference, ()) if one.reference else ():
            if one.overlaps(other):
                yield (0, one.apart(other), one.place, other.place), one, other
        for other in by_child.get(one.child, ()):
            if one.overlaps(other):
                yield (1, one.apart(other), one.place, other.place), one, other


def _with_care(found: Sequence[Absence], care: Sequence[Told]) -> Iterator[Absence]:
    by_child = _grouped(care, "child")
    pairs = [
        ((min(near), told[0].place, other.place), absence, other)
        for absence in found
        for told in [absence.told]
        for other in {id(c): c for one in told for c in by_child.get(one.child, ())}.values()
        if (near := [one.apart(other) for one in told if one.overlaps(other)])
    ]
    care_of = _nearest(pairs)
    for absence in found:
        yield replace(absence, care=care_of.get(id(absence)))
    taken = {id(one) for one in care_of.values()}
    yield from (Absence(care=one) for one in care if id(one) not in taken)


def _nearest(pairs: Iterable[_Pair]) -> dict[int, Told]:
    """One for one, the nearest first."""
    found: dict[int, Told] = {}
    taken: set[int] = set()
    for _, one, other in sorted(pairs, key=lambda pair: pair[0]):
        if id(one) not in found and id(other) not in taken:
            found[id(one)] = other
            taken.add(id(other))
    return found


def _grouped(told: Iterable[Told], by: str) -> Mapping[str, list[Told]]:
    groups: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if key := getattr(one, by):
            groups[key].append(one)
    return groups


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter. sides: whose lists cover it."""

    period: Period
    sides: frozenset[Side]

    def readable(self, absences: Sequence[Absence]) -> "Quarter":
        """The same quarter, without the looked-after return where it would hide what others say.

        Few absences are of children in care, and what is hidden for them takes the rest along.
        """
        counts = self.counts(absences)
        if Side.CARE not in self.sides or all(counts[name] is not None for name in BETWEEN_TWO):
            return self
        return replace(self, sides=self.sides - {Side.CARE})

    def counts(self, absences: Iterable[Absence]) -> Mapping[str, int | None]:
        """How many absences of the quarter are in each cell, by side and in all; None: withheld.

        By the rule for people inside the partnership: 1 to 5 children, and enough beside them.
        """
        within: dict[str, list[Absence]] = {cell: [] for cell in names(self.sides)}
        for absence in absences:
            if absence.on in self.period and (cell := absence.cell(self.sides)):
                within[cell].append(absence)
        parts = {f"only {cell}" if cell in self.sides else cell: cell for cell in within}
        table = {place: _count(within[cell]) for place, cell in parts.items()}
        sums = {"all": tuple(parts)} | {
            str(side): tuple(place for place, cell in parts.items() if side in cell.split(" and "))
            for side in sorted(self.sides)
        }
        for total, some in sums.items():
            table[total] = _count([one for place in some for one in within[parts[place]]])
        hidden = _hidden(table, sums)
        return {place: None if place in hidden else cell.number for place, cell in table.items()}


def _hidden(table: Mapping[str, Count], sums: Mapping[str, tuple[str, ...]]) -> Collection[str]:
    """What may not be shown. The sums cross: a reader who adds and takes away must learn nothing,
    nor must one who knows the rows of their own list.
    """
    cells = {
        place: guarded(
            place, cell.number, profile=DFE, children=cell.children, cost=1 + cell.number
        )
        for place, cell in table.items()
    }
    return Quarterly(cells, sums).hidden()


def _count(absences: Sequence[Absence]) -> Count:
    children = {absence.told[0].child for absence in absences}
    return Count(len(children), events=len(absences))


def alone(absences: Iterable[Absence], quarters: Collection[Quarter]) -> Iterator[Told]:
    """Each row of these quarters of which no other list knows, of those laid side by side there.

    A row counts as alone where the quarter's table says so, or the table would tell a sender of
    which of its rows the list that was left out knows.
    """
    for absence in absences:
        quarter = next((one for one in quarters if absence.on in one.period), None)
        if quarter is None:
            continue
        beside = [one for one in absence.told if one.side in quarter.sides] or absence.told
        if len(beside) == 1:
            yield beside[0]
