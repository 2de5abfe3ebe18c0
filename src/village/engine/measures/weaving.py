"""From measured indicators to one linked set: every number that their tables hold, or tell.

Whatever is counted the same way at the same place is one cell, whichever indicator prints it: two
percentages out of one denominator share it. Beside the printed cells stand those that a reader
can take from two of them: the rest of a percentage, what one count has beyond another that is a
part of it, a year's quarters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from village.engine.measures.cells import COUNTS, Cell, PeriodCounts
from village.engine.measures.counting import Also, Rows
from village.engine.measures.counting import Count as Counting
from village.engine.measures.definition import Definition
from village.engine.measures.measured import Measured
from village.engine.measures.protection import (
    Place,
    count_of,
    groups_of,
    marks_of,
    newest,
    place_of,
    years,
)
from village.engine.specs.counts import Mark
from village.figures.audiences import Profile, guarded
from village.figures.counts import Count
from village.figures.figure import Unit
from village.figures.linked import Cell as Linked
from village.figures.linked import LinkedSet, Relation, adds_up, linked
from village.kernel.codes import NOT_KNOWN
from village.kernel.periods import quarters

PART, WHOLE = "part", "whole"
Spot = tuple[str, str, Place]
"""An indicator, part or whole, and where the number stands on its page."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A measured indicator with the rule under which it leaves."""

    found: Measured
    profile: Profile


@dataclass(frozen=True, slots=True)
class Woven:
    """The linked set, and which cell stands at which spot of which indicator."""

    linked: LinkedSet
    at: dict[Spot, str]


@dataclass(frozen=True, slots=True)
class _Spotted:
    counts: PeriodCounts
    dimension: str
    group: str
    cell: Cell
    age: int  # 0 for the newest period of its step

    @property
    def place(self) -> Place:
        return place_of(self.counts.period, self.dimension, self.group)

    @property
    def cost(self) -> int:
        """What is lost if it is hidden: totals before groups, new before old. Never its number."""
        if self.dimension:
            return 5 if self.group == NOT_KNOWN else 10
        return max(100, 300 - 20 * self.age)


def only(found: Measured, breakdowns: Sequence[str]) -> Measured:
    """The same without the splits that do not leave."""
    kept = tuple(name for name in found.definition.breakdowns if name in breakdowns)
    return replace(found, definition=replace(found.definition, breakdowns=kept))


def woven(weighed: Sequence[Weighed]) -> Woven:
    """Weave indicators into one set; the order in which they come changes nothing."""
    weave = _Weave()
    for one in sorted(weighed, key=lambda each: each.found.definition.id):
        weave.add(one)
    weave.differences()
    return Woven(linked(weave.cells.values(), weave.relations), weave.at)


@dataclass
class _Weave:
    cells: dict[str, Linked] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    at: dict[Spot, str] = field(default_factory=dict)
    counted: dict[str, dict[str, tuple[Counting, str]]] = field(default_factory=dict)
    """By place: what is counted there from rows, and the id of its cell."""
    profiles: dict[str, Profile] = field(default_factory=dict)

    def add(self, one: Weighed) -> None:
        """Every number of one indicator, with its sums."""
        definition, marks = one.found.definition, dict(marks_of(one.found))
        for spot in _spots(one.found):
            mark = marks.get(spot.place)
            self._print(one, PART, spot, count_of(spot.cell.part, rows=definition.counts_events),
                        mark=mark)  # fmt: skip
            if definition.unit is Unit.PERCENT:
                self._whole_and_rest(one, spot, mark=mark)
        roles = (PART, WHOLE) if definition.unit is Unit.PERCENT else (PART,)
        for adding in (*years(one.found), *groups_of(one.found)):
            for role in roles:
                total, *parts = (
                    self.at[definition.id, role, place] for place in (adding.total, *adding.parts)
                )
                self.relations.append(adds_up(total, parts))
        self._children_of_years(one.found)

    def _whole_and_rest(self, one: Weighed, spot: _Spotted, *, mark: Mark | None) -> None:
        definition = one.found.definition
        rows = definition.counts_events
        self._print(one, WHOLE, spot, count_of(spot.cell.whole, rows=rows), mark=mark)
        part, whole = (self.at[definition.id, role, spot.place] for role in (PART, WHOLE))
        self._rest(
            whole, part, count_of(spot.cell.rest, rows=rows), one.profile, held=mark is not None
        )

    def _print(
        self, one: Weighed, role: str, spot: _Spotted, count: Count, *, mark: Mark | None
    ) -> None:
        """A number that a table prints. A mark stands for a number that nobody here knows."""
        definition = one.found.definition
        id = _name(definition, role, spot)
        if id in self.cells and self.cells[id].number != count.number:
            id = f"{id} ({definition.id})"  # counted the same way, and sorted into other groups
        if mark is Mark.NOT_COLLECTED:
            self.cells[id] = Linked(id, count.number, None)
        else:
            self.cells.setdefault(
                id,
                guarded(
                    id,
                    count.number,
                    children=count.children,
                    profile=one.profile,
                    held=mark is Mark.SUPPRESSED,
                    all_or_none=role == PART and _all_or_none(spot.cell, one.profile),
                    cost=spot.cost,
                    fineness=1 if spot.dimension else 0,
                ),
            )
        self.at[definition.id, role, spot.place] = id
        self.profiles[id] = one.profile
        counting = definition.numerator if role == PART else definition.denominator
        if isinstance(counting, Counting) and spot.counts.form != COUNTS:
            self.counted.setdefault(_where(definition, spot), {})[id] = (counting, id)

    def _rest(
        self, whole: str, part: str, count: Count, profile: Profile, *, held: bool = False
    ) -> None:
        id = f"{whole} less {part}"
        if id in self.cells or whole == part:
            return
        self.cells[id] = (
            Linked(id, count.number, None)
            if held
            else guarded(
                id, count.number, children=count.children, profile=profile, in_a_table=False
            )
        )
        self.relations.append(adds_up(whole, [part, id]))

    def differences(self) -> None:
        """What one count has beyond another that is a part of it, at every place of both."""
        for here in self.counted.values():
            for one, id in here.values():
                for other, wider in here.values():
                    beyond = self.cells[wider].number - self.cells[id].number
                    if id != wider and one.is_part_of(other) and beyond >= 0:
                        self._rest(wider, id, Count(beyond), self.profiles[wider])

    def _children_of_years(self, found: Measured) -> None:
        """A year's children are no fewer than a quarter's, and no more than all quarters'."""
        definition = found.definition
        counting = definition.numerator
        if counting is None or counting.counts != "children" or counting.on is None:
            return
        for year in found.steps.get("year", ()):
            places = [place_of(part) for part in (year.period, *quarters(year.period))]
            ids = [self.at.get((definition.id, PART, place), "") for place in places]
            if year.form != COUNTS and all(ids):
                self._no_fewer(ids[0], ids[1:], all_of_them=counting.at_least <= 1)

    def _no_fewer(self, year: str, parts: Sequence[str], *, all_of_them: bool) -> None:
        for part in parts:
            self._slack(f"{year} beyond {part}", year, [part])
        if all_of_them:
            id, many = f"{year} within its quarters", sum(self.cells[one].number for one in parts)
            if many >= self.cells[year].number:
                self.cells[id] = Linked(id, many - self.cells[year].number, None)
                made = ((year, -1), (id, -1), *((part, 1) for part in parts))
                self.relations.append(Relation(made))

    def _slack(self, id: str, total: str, parts: Sequence[str]) -> None:
        more = self.cells[total].number - sum(self.cells[part].number for part in parts)
        if more >= 0:
            self.cells[id] = Linked(id, more, None)
            self.relations.append(adds_up(total, [*parts, id]))


def _spots(found: Measured) -> Iterator[_Spotted]:
    for periods in found.steps.values():
        for age, counts in enumerate(reversed(periods)):
            yield _Spotted(counts, "", "", counts.total, age)
    if last := newest(found):
        for dimension in found.definition.breakdowns:
            for group, cell in last.groups.get(dimension, {}).items():
                yield _Spotted(last, dimension, group, cell, 0)


def _all_or_none(cell: Cell, profile: Profile) -> bool:
    """Whether it is everybody of a group of few, or nobody: 100% of eight tells of each of them."""
    if cell.whole is None or cell.rest is None:
        return False
    few = profile.threshold < cell.whole.children <= 2 * profile.threshold
    return few and 0 in (cell.part.children, cell.rest.children)


def _name(definition: Definition, role: str, spot: _Spotted) -> str:
    """What is counted and where: the same words wherever the same is counted."""
    counting = definition.numerator if role == PART else definition.denominator
    if spot.counts.form == COUNTS or not isinstance(counting, Counting):
        what = f"{definition.id} {role}, as its agency counted it"
    else:
        what = _counting(counting)
    return f"{what} | {_where(definition, spot)}"


def _where(definition: Definition, spot: _Spotted) -> str:
    """What stands at a day's end is one number, whether a quarter or a year ends on that day."""
    if definition.stands_at_end and not spot.dimension:
        return f"at {spot.counts.period.last.isoformat()}"
    return spot.place


def _counting(counting: Counting) -> str:
    least = [f"at least {counting.at_least}"] if counting.at_least > 1 else []
    also = sorted(_elsewhere(one) for one in counting.also)
    return " ".join([counting.counts, *_rows(counting), *least, *also])


def _rows(rows: Counting | Rows) -> list[str]:
    where = sorted(f"{one.field} {one.test} {one.value}" for one in rows.where)
    return [rows.table, rows.on or f"{rows.open_from}..{rows.open_until}", *where]


def _elsewhere(also: Also) -> str:
    """What is asked of the same child in other tables, the same words for the same thing."""
    parts = (
        " ".join([*_rows(rows), *(["on the day"] if rows.on_the_day else [])])
        for rows in also.any_of
    )
    return f"{'without' if also.none else 'with'} ({' or '.join(sorted(parts))})"
