"""Tables that somebody asks for: one indicator and period by one breakdown or by two that cross.

They are moved by cell keys (`figures.cell_key`), since nobody can weigh beforehand every table
that may be asked for: a cell that is asked for in another table, order or way is the same number.
Counts of 0 to 5 children are not shown where two breakdowns cross, and in each line with one of
them one more is not. A table of few children is not given at all: its empty cells and its lines
would tell of the others.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from village.engine.measures.compile import Tables
from village.engine.measures.compile import units as units_of
from village.engine.measures.definition import Count as Counting
from village.engine.measures.definition import Definition
from village.engine.measures.letting_out import figure_of
from village.engine.measures.linked import OWN
from village.engine.specs.groups import BREAKDOWNS, GROUPS
from village.figures.audiences import CELL_KEY
from village.figures.cell_key import cell_key, child_key, moved
from village.figures.counts import Count, Withheld, is_small
from village.figures.figure import Unit as In
from village.figures.plain import to_plain
from village.kernel.periods import Period

ALL = "All"
Spot = tuple[str, ...]
"""A group of each breakdown, or `All`."""
Plain = dict[str, Any]  # Any: plain values for JSON
LEAST: Final = 10
"""Children to a cell on average, of the part and of the rest, below which nothing is crossed."""


class TooFew(Exception):
    """So few children in so many cells that the table would tell of some of them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One row or child that is counted. key: from 0 to 65,535, the same in every version."""

    key: int
    child: str
    groups: Spot
    is_part: bool


@dataclass(slots=True)
class Tallied:
    """What lies in one spot: things, the children behind them, and the keys of the things."""

    things: int = 0
    children: set[str] = field(default_factory=set)
    keys: list[int] = field(default_factory=list)

    def add(self, unit: Unit) -> None:
        self.things += 1
        self.children.add(unit.child)
        self.keys.append(unit.key)

    @property
    def is_small(self) -> bool:
        return is_small(len(self.children), threshold=CELL_KEY.threshold)

    @property
    def shown(self) -> Count | Withheld:
        """As anybody is shown it, whichever table it stands in."""
        return moved(self.things, cell_key(self.keys), profile=CELL_KEY)


@dataclass(slots=True)
class Crossing:
    """One spot of a table: the part, the whole, and those of the whole who are not in the part.

    Where nothing is counted over, the part is all there is.
    """

    part: Tallied = field(default_factory=Tallied)
    whole: Tallied = field(default_factory=Tallied)
    rest: Tallied = field(default_factory=Tallied)

    def add(self, unit: Unit) -> None:
        self.whole.add(unit)
        (self.part if unit.is_part else self.rest).add(unit)

    @property
    def is_small(self) -> bool:
        """Each of the three tells of the other two."""
        return self.part.is_small or self.whole.is_small or self.rest.is_small

    def is_bare(self, *, shares: bool) -> bool:
        """Whether nobody is in it, or nobody or everybody of it in the part."""
        return not self.part.things or (shares and not self.rest.things)


def in_order(by: Iterable[str]) -> tuple[str, ...]:
    """Breakdowns as tables have them, however they were asked for."""
    return tuple(sorted(set(by), key=BREAKDOWNS.index))


def counted_units(
    definition: Definition, tables: Tables, *, period: Period, by: Sequence[str], secret: bytes
) -> Iterator[Unit]:
    """Everything that the definition counts in a period. secret: of the store.

    Raises DefinitionFault for a column that a table lacks.
    """
    below = definition.denominator
    share = isinstance(below, Counting)
    counting = below if isinstance(below, Counting) else definition.numerator
    if counting is None:
        return
    part = definition.numerator if share else None
    found = units_of(counting, tables, periods=[period], part=part)
    mine = OWN if OWN in found.columns else "child_key"
    day = found[counting.dates[0]].cast("string")
    wanted = found.select("child_key", "counts_in_part", *by, own=found[mine], day=day)
    for row in wanted.to_pyarrow().to_pylist():
        once = row["own"] if counting.counts == "children" else f"{row['own']} {row['day']}"
        yield Unit(
            key=child_key(once, secret=secret),
            child=row["child_key"],
            groups=tuple(row[name] for name in by),
            is_part=row["counts_in_part"],
        )


def explored(
    definition: Definition,
    units: Iterable[Unit],
    *,
    period: Period,
    by: Sequence[str],
    held_back: Container[tuple[str, str]] = (),
) -> Plain:
    """The table in plain values, as it may be shown inside the partnership.

    units: their groups are of `by`, in the order of `in_order`. held_back: breakdowns' groups of
    which the version itself shows nothing in this period. Raises TooFew.
    """
    crossings, shares = tallied(units, by), definition.unit is In.PERCENT
    if len(by) > 1:
        _refuse_few(crossings[(ALL,) * len(by)], of=_inner(crossings), shares=shares)
    hidden = withheld(crossings, shares=shares) | _kept_so(crossings, by, held_back)
    return {
        "indicator": definition.id,
        "edition": definition.edition,
        "period": period.key,
        "label": period.label,
        "by": list(by),
        "unit": definition.unit.value,
        "counts": "rows" if definition.counts_events else "children",
        "noise": CELL_KEY.noise,
        "cells": [
            {"groups": list(spot), "figure": _figure(definition, one, spot in hidden, period)}
            for spot, one in crossings.items()
        ],
    }


def tallied(units: Iterable[Unit], by: Sequence[str]) -> dict[Spot, Crossing]:
    """Every spot, those where nobody is too, each group's and everybody's line among them."""
    found = {spot: Crossing() for spot in _spots(by)}
    for unit in units:
        for spot in _spots_of(unit.groups):
            found[spot].add(unit)
    return found


def _spots(by: Sequence[str]) -> Iterator[Spot]:
    first, *more = by
    for group in (*GROUPS[first], ALL):
        for rest in _spots(more) if more else [()]:
            yield (group, *rest)


def _spots_of(groups: Spot) -> Iterator[Spot]:
    """Where one unit is counted: in its own spot, and in every line that holds it."""
    first, *more = groups
    for rest in _spots_of(tuple(more)) if more else [()]:
        yield (first, *rest)
        yield (ALL, *rest)


def _refuse_few(everybody: Crossing, *, of: Sequence[Spot], shares: bool) -> None:
    told = (everybody.part, everybody.rest) if shares else (everybody.part,)
    if min(len(one.children) for one in told) < LEAST * len(of):
        raise TooFew


def _inner(crossings: Iterable[Spot]) -> list[Spot]:
    return [spot for spot in crossings if ALL not in spot]


def _kept_so(
    crossings: Iterable[Spot], by: Sequence[str], held_back: Container[tuple[str, str]]
) -> frozenset[Spot]:
    """Lines that the version's own page withholds, small or not."""
    named = {
        spot: [(n, g) for n, g in zip(by, spot, strict=True) if g != ALL] for spot in crossings
    }
    return frozenset(
        spot for spot, groups in named.items() if len(groups) == 1 and groups[0] in held_back
    )


def withheld(crossings: Mapping[Spot, Crossing], *, shares: bool = False) -> frozenset[Spot]:
    """Spots of which nothing is shown: small ones, and one more in a line that has one alone.

    Where breakdowns cross, nobody is not told from few. A line's own number is held back only
    where it is small itself, so that it is the same in every table that it stands in.
    """
    hidden = {spot for spot, one in crossings.items() if one.is_small}
    if any(len(spot) > 1 for spot in crossings):
        hidden |= {spot for spot in _inner(crossings) if crossings[spot].is_bare(shares=shares)}
    lines = _lines(crossings)
    while more := {spot for line in lines for spot in _cover(line, hidden, crossings)}:
        hidden |= more
    return frozenset(hidden)


def _lines(crossings: Iterable[Spot]) -> list[list[Spot]]:
    """Rows and columns without their totals."""
    inner = _inner(crossings)
    found: dict[tuple[int, Spot], list[Spot]] = {}
    for spot in inner:
        for place in range(len(spot)):
            others = (*spot[:place], *spot[place + 1 :])
            found.setdefault((place, others), []).append(spot)
    return list(found.values())


def _cover(
    line: Sequence[Spot], hidden: set[Spot], crossings: Mapping[Spot, Crossing]
) -> Iterator[Spot]:
    """The smallest of a line that is shown, where one alone is not; all that are as small as it."""
    held = [spot for spot in line if spot in hidden]
    if len(held) != 1 or not crossings[held[0]].whole.things:
        return
    shown = {spot: crossings[spot].whole.things for spot in line if spot not in hidden}
    shown = {spot: things for spot, things in shown.items() if things}
    least = min(shown.values(), default=0)
    yield from (spot for spot, things in shown.items() if things == least)


def _figure(definition: Definition, one: Crossing, is_hidden: bool, period: Period) -> Plain:
    """Worked out from what is shown; a rate has its number alone: no population is known."""
    over = definition.unit is In.PERCENT
    part: Count | Withheld = Withheld() if is_hidden else one.part.shown
    whole: Count | Withheld | None = None
    if over:
        whole = Withheld() if is_hidden else one.whole.shown
    return {**to_plain(figure_of(definition, part, whole, period=period.label))}
