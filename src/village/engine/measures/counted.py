"""From the counts that agencies sent to the same cells that counted rows give."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from village.engine.measures.asking import Asking
from village.engine.measures.cells import COUNTS, Cell, PeriodCounts, Tally
from village.engine.specs.counts import ALL, Counted, Mark
from village.engine.specs.groups import GROUPS
from village.kernel.periods import Period, quarters, year_holding

Spot = tuple[str, str]
"""Breakdown and group."""


@dataclass(frozen=True, slots=True)
class _Spotted:
    """What stands in one spot: part and rest, or a mark where either is not known."""

    part: int
    rest: int | None
    mark: Mark | None = None


def from_counts(
    asking: Asking, rows: Iterable[Counted], *, step: str, breakdowns: Sequence[str]
) -> tuple[PeriodCounts, ...]:
    """Each quarter or year that was counted, oldest first.

    rows: of one indicator, the newest edition of each quarter alone. A total that nobody collected
    is no period at all; groups that cannot belong to their total are left out.
    """
    by_quarter: dict[Period, dict[Spot, Counted]] = {}
    for row in rows:
        of_quarter = by_quarter.setdefault(row.quarter, {})
        of_quarter[row.place.breakdown, row.place.group] = row
    found = {
        quarter: _told(of_quarter, breakdowns) for quarter, of_quarter in sorted(by_quarter.items())
    }
    comments = {
        quarter: next((row.comment for row in of_quarter.values() if row.comment), "")
        for quarter, of_quarter in by_quarter.items()
    }
    brought = {
        quarter
        for quarter, of_quarter in by_quarter.items()
        if any(row.brought for row in of_quarter.values())
    }
    if step == "year":
        return tuple(_years(found, breakdowns, brought)) if asking.adds_up else ()
    return tuple(
        _period(quarter, told, breakdowns, comment=comments[quarter], brought=quarter in brought)
        for quarter, told in found.items()
        if told[ALL, ALL].mark is not Mark.NOT_COLLECTED
    )


Told = Mapping[Spot, _Spotted]


def _told(rows: Mapping[Spot, Counted], breakdowns: Sequence[str]) -> Told:
    """Every spot of a quarter; one without a row was not collected."""
    return {spot: _spotted(rows.get(spot)) for spot in _spots(breakdowns)}


def _spots(breakdowns: Sequence[str]) -> Iterator[Spot]:
    yield ALL, ALL
    for name in breakdowns:
        yield from ((name, group) for group in GROUPS[name])


def _spotted(row: Counted | None) -> _Spotted:
    if row is None:
        return _Spotted(0, None, Mark.NOT_COLLECTED)
    above, below = row.numerator, row.denominator
    marks = {number for number in (above, below) if isinstance(number, Mark)}
    if marks or not isinstance(above, int):
        # One child stands for a number that nobody told us: it is small, and never shown.
        mark = Mark.SUPPRESSED if Mark.SUPPRESSED in marks else Mark.NOT_COLLECTED
        return _Spotted(1, None if below is None else 0, mark)
    return _Spotted(above, below - above if isinstance(below, int) else None)


def _years(
    found: Mapping[Period, Told], breakdowns: Sequence[str], brought: Collection[Period]
) -> Iterator[PeriodCounts]:
    """Years whose four quarters were all counted."""
    for year in sorted({year_holding(quarter.first) for quarter in found}):
        four = [found[quarter] for quarter in quarters(year) if quarter in found]
        whole = len(four) == len(quarters(year))
        if whole and all(told[ALL, ALL].mark is not Mark.NOT_COLLECTED for told in four):
            told = {spot: _added([one[spot] for one in four]) for spot in _spots(breakdowns)}
            is_brought = any(quarter in brought for quarter in quarters(year))
            yield _period(year, told, breakdowns, brought=is_brought)


def _added(spots: Sequence[_Spotted]) -> _Spotted:
    """A sum with something hidden in it is hidden, and says no more than what is in it."""
    marks = {spot.mark for spot in spots if spot.mark}
    mark = Mark.NOT_COLLECTED if Mark.NOT_COLLECTED in marks else next(iter(marks), None)
    return replace(_sum(spots), mark=mark)


def _period(
    period: Period,
    told: Told,
    breakdowns: Sequence[str],
    *,
    comment: str = "",
    brought: bool = False,
) -> PeriodCounts:
    """A hidden total shows none of its groups."""
    total = told[ALL, ALL]
    groups, marks = {}, {(ALL, ALL): total.mark} if total.mark else {}
    for name in () if total.mark else breakdowns:
        spots = {group: told[name, group] for group in GROUPS[name]}
        if shared := _shared(total, spots):
            groups[name] = {group: _cell(spot) for group, spot in shared.items()}
            marks |= {(name, group): spot.mark for group, spot in spots.items() if spot.mark}
    return PeriodCounts(
        period,
        _cell(total),
        groups,
        form=COUNTS,
        marks=marks,
        comment=comment,
        brought=brought,
    )


def _sum(spots: Sequence[_Spotted]) -> _Spotted:
    rests = [spot.rest for spot in spots if spot.rest is not None]
    return _Spotted(sum(spot.part for spot in spots), sum(rests) if rests else None)


def _shared(total: _Spotted, spots: Mapping[str, _Spotted]) -> dict[str, _Spotted] | None:
    """The groups, with what is left of the total shared among those that are not known.

    The shares stand for numbers that nobody told us, so that sums can be weighed; they are never
    shown. None where nothing of the groups is known, or where they cannot make up the total.
    """
    unknown = [group for group, spot in spots.items() if spot.mark]
    if len(unknown) == len(spots):
        return None
    known = _sum([spot for spot in spots.values() if not spot.mark])
    part = _shares(total.part - known.part, len(unknown))
    rest = _shares((total.rest or 0) - (known.rest or 0), len(unknown))
    if part is None or rest is None:
        return None
    shares = {
        group: _Spotted(above, None if total.rest is None else left)
        for group, above, left in zip(unknown, part, rest, strict=True)
    }
    return {group: shares.get(group, spot) for group, spot in spots.items()}


def _shares(left: int, among: int) -> list[int] | None:
    """`left` in `among` parts; None where it is less than nothing, or nobody is to have it."""
    if left < 0 or (left and not among):
        return None
    return [left // among + (place < left % among) for place in range(among)]


def _cell(spot: _Spotted) -> Cell:
    part = _tally(spot.part)
    if spot.rest is None:
        return Cell(part)
    return Cell(part, _tally(spot.part + spot.rest), _tally(spot.rest), spot.part)


def _tally(number: int) -> Tally:
    """An agency's count, taken for as many children.

    It may be of fewer, each counted several times; only the agency can tell, and is asked to
    suppress what few children stand behind (the words of the form and of the workbook).
    """
    return Tally(number, number, number)
