"""From measured indicators to tables for partners or the public: one linked set, tried by a reader.

Unlike the pages of the house, such a release is weighed as one: every table of it, every number
that can be taken from two, and every earlier release. What is printed is rounded by the rule, and
rates, percentages and intervals are worked out from what is printed, so they tell nothing more.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from village.engine.measures.cells import Cell, PeriodCounts
from village.engine.measures.certainty import caveats
from village.engine.measures.definition import Definition
from village.engine.measures.measured import Measured
from village.engine.measures.protection import marks_of, newest, place_of
from village.engine.measures.weaving import PART, WHOLE, Spot, Weighed, Woven, only, woven
from village.engine.specs.counts import Mark
from village.engine.specs.releases import Listed
from village.figures.attacker import NotSolved, told
from village.figures.audiences import Audience, Profile, profile_for
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, Unit, number, percentage, rate_per_10_000
from village.figures.intervals import Interval
from village.figures.ledger import Entry, after, entry
from village.figures.linked import LinkedSet
from village.figures.suppression import SECONDS, Chosen, TellsTooMuch, suppressed

Plain = dict[str, Any]  # Any: plain values for JSON
NOTHING_YET: Mapping[Audience, Sequence[Entry]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LetOut:
    """A release that a reader has tried. plain: what leaves. entry: what the store remembers."""

    plain: Plain
    entry: Entry
    chosen: Chosen
    small: int
    """How many printed cells were small by themselves."""


def let_out(
    found: Sequence[Measured],
    listed: Sequence[Listed],
    *,
    audience: Audience,
    name: str,
    ledger: Mapping[Audience, Sequence[Entry]] = NOTHING_YET,
    health: Collection[str] = (),
    seconds: float = SECONDS,
) -> LetOut:
    """Make a release of what is listed for an audience, or raise TellsTooMuch.

    name: of the release, for the ledger. ledger: earlier releases, by whom they were for.
    health: indicators that health rows are in. seconds: how long the solver may look for the
    least loss before the safe way is taken.
    """
    splits = {one.indicator: one.breakdowns for one in listed if audience in one.audiences}
    weighed = [
        Weighed(only(one, splits[one.definition.id]), _profile(one, audience, health))
        for one in found
        if one.definition.id in splits
    ]
    weave = woven(weighed)
    *others, whole = _as_read(weave.linked, audience, ledger)
    chosen = suppressed(whole, seconds=seconds)
    tables = {one.found.definition.id: _table(one, weave, chosen.hidden) for one in weighed}
    for reader in (whole, *others):
        _try(tables, weave, reader, weighed)
    plain = {
        "release": name,
        "audience": audience.value,
        "indicators": dict(sorted(tables.items())),
    }
    small = sum(cell.small and cell.printed is not None for cell in whole.cells.values())
    return LetOut(plain, entry(name, weave.linked, chosen.hidden), chosen, small)


def _as_read(
    linked_set: LinkedSet, audience: Audience, ledger: Mapping[Audience, Sequence[Entry]]
) -> Sequence[LinkedSet]:
    """The set as each of its readers has it: partners, who read all (last), and the public."""
    public, partner = (tuple(ledger.get(one, ())) for one in (Audience.PUBLIC, Audience.PARTNER))
    readers = [(*public, *partner)]
    if audience is Audience.PUBLIC and partner:
        readers.insert(0, public)
    return [after(linked_set, earlier) for earlier in readers]


def _profile(found: Measured, audience: Audience, health: Collection[str]) -> Profile:
    return profile_for(audience, health=found.definition.id in health)


def _table(one: Weighed, weave: Woven, hidden: frozenset[str]) -> Plain:
    """All that leaves of one indicator."""
    found, definition = one.found, one.found.definition
    printer = _Printer(one, weave, hidden)
    last = newest(found)
    return {
        "title": definition.title,
        "edition": definition.edition,
        "unit": definition.unit.value,
        "numerator": definition.numerator_words,
        "denominator": definition.denominator_words,
        "caveats": [*definition.caveats, *caveats(definition, found.sure)],
        "source": definition.source,
        "rule": one.profile.name,
        "series": {
            step: [printer.point(counts) for counts in periods]
            for step, periods in found.steps.items()
        },
        "breakdowns": printer.groups(last) if last else {},
    }


class _Printer:
    """Prints one indicator's figures from what may be shown and nothing else."""

    def __init__(self, one: Weighed, weave: Woven, hidden: frozenset[str]) -> None:
        self.one = one
        self.weave = weave
        self.hidden = hidden
        self.marks = dict(marks_of(one.found))

    def point(self, counts: PeriodCounts) -> Plain:
        place, label = place_of(counts.period), counts.period.label
        return {
            "period": counts.period.key,
            "label": label,
            **self._figure(place, counts.total, label),
        }

    def groups(self, last: PeriodCounts) -> Plain:
        """The newest period by each breakdown that leaves."""
        return {
            name: [
                {
                    "group": group,
                    "period": last.period.key,
                    **self._figure(place_of(last.period, name, group), cell, last.period.label),
                }
                for group, cell in last.groups[name].items()
            ]
            for name in self.one.found.definition.breakdowns
            if name in last.groups
        }

    def _figure(self, place: str, cell: Cell, label: str) -> Plain:
        definition = self.one.found.definition
        part = self._count(place, PART, cell.part.events, cell.part.children)
        whole: Count | Withheld | None = None
        if definition.unit is Unit.PERCENT and cell.whole is not None:
            whole = self._count(place, WHOLE, cell.whole.events, cell.whole.children)
        elif cell.whole is not None:
            whole = Count(cell.whole.children)  # a population is public, however small
        return _plain(figure_of(definition, part, whole, period=label))

    def _count(self, place: str, role: str, events: int, children: int) -> Count | Withheld:
        definition = self.one.found.definition
        if self.marks.get(place) is Mark.NOT_COLLECTED:
            return Withheld(Mark.NOT_COLLECTED.value)
        if self.weave.at[definition.id, role, place] in self.hidden:
            return Withheld()
        return Count(self.one.profile.rounded(events if definition.counts_events else children))


def figure_of(
    definition: Definition, part: Count | Withheld, whole: Count | Withheld | None, *, period: str
) -> Figure:
    """The figure of printed counts. Where a child may have several events it has no interval.

    The true interval of such events hangs on how they lie among children, which would tell of
    the hidden ones; one that took each event for a child's would be too narrow.
    """
    if definition.unit is Unit.PERCENT and whole is not None:
        figure = percentage(part, whole, period=period)
    elif definition.unit is Unit.PER_10_000 and isinstance(whole, Count):
        figure = rate_per_10_000(part, whole.number, period=period)
    elif definition.unit is Unit.COUNT:
        figure = number(part, period=period)
    else:
        figure = Figure(part, None, None, None, None, definition.unit, period)
    if definition.counts_events:
        return replace(figure, interval=None, wide_interval=None)
    return figure


def _plain(figure: Figure) -> Plain:
    return {
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "value": None if figure.value is None else round(figure.value, 1),
        "interval": _interval(figure.interval),
    }


def _number(count: Count | Withheld | None) -> int | str | None:
    """A number, or the words that stand in its place."""
    return count.why if isinstance(count, Withheld) else count.number if count else None


def _interval(interval: Interval | None) -> Plain | None:
    if interval is None:
        return None
    return {
        "lower": round(interval.lower, 1),
        "upper": round(interval.upper, 1),
        "level": interval.level,
        "method": interval.method,
    }


def _try(
    tables: Mapping[str, Plain], weave: Woven, whole: LinkedSet, weighed: Sequence[Weighed]
) -> None:
    """Let a reader solve what was written, cell by cell, and stop the release where they learn.

    They start from the tables as they leave, not from what was meant to be hidden.
    """
    seen: dict[str, int] = {}
    for spot, printed in _printed(tables, weighed):
        if isinstance(printed, int) and seen.setdefault(weave.at[spot], printed) != printed:
            raise TellsTooMuch((weave.at[spot],))
    cells = whole.cells
    strange = tuple(id for id, number in seen.items() if not _as_meant(whole, id, number))
    hidden = frozenset(id for id, cell in cells.items() if cell.printed and id not in seen)
    try:
        leaks = (*strange, *(one.id for one in told(whole, hidden)))
    except NotSolved as unsure:
        raise TellsTooMuch(tuple(sorted(hidden))) from unsure
    if leaks:
        raise TellsTooMuch(leaks)


def _as_meant(whole: LinkedSet, id: str, number: int) -> bool:
    """Whether a printed number tells no more than was weighed, and never nought of a child."""
    cell = whole.cells[id]
    if cell.printed is None or (number == 0) != (cell.number == 0):
        return False
    return cell.printed.least <= cell.number <= cell.printed.most and (
        number == cell.number or not cell.printed.is_one_number
    )


def _printed(
    tables: Mapping[str, Plain], weighed: Sequence[Weighed]
) -> Iterator[tuple[Spot, int | str | None]]:
    """Every count that stands in the tables, and its spot."""
    units = {one.found.definition.id: one.found.definition.unit for one in weighed}
    for id, table in tables.items():
        points = [(place["period"], place) for step in table["series"].values() for place in step]
        points += [
            (f"{one['period']} {name} {one['group']}", one)
            for name, groups in table["breakdowns"].items()
            for one in groups
        ]
        for place, point in points:
            yield (id, PART, place), point["numerator"]
            if units[id] is Unit.PERCENT:
                yield (id, WHOLE, place), point["denominator"]
