"""Which line of a return of counts stands where, and where a line stands that does not say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from village.engine.intake.counts import Line, line_of
from village.engine.specs.counts import CountsSpec, Place
from village.kernel.periods import Period

_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Standing:
    """The lines of one quarter by place.

    guessed: places whose line names another quarter, or nothing that is asked for, and stands where
    the workbook has them. twice: lines of a place that another line has already.
    """

    lines: dict[Place, Line] = field(default_factory=dict)
    guessed: set[Place] = field(default_factory=set)
    twice: list[Line] = field(default_factory=list)

    def place_of(self, line: Line) -> Place | None:
        """Where a line stands; None where it stands nowhere."""
        return next((place for place, one in self.lines.items() if one is line), None)


def standing(found: Sequence[Line], spec: CountsSpec, *, quarter: Period) -> Standing:
    """Where the lines stand that are of a quarter, or may be.

    A label that was typed over costs its line and no other: where the workbook has so many rows
    between two that can be told, those between are taken in order.
    """
    stands = Standing()
    for line in found:
        if line.quarter == quarter and line.place is not None:
            _put(stands, line, line.place)
    for line in found:
        if line.quarter != quarter and line.place is not None and line.place not in stands.lines:
            stands.lines[line.place] = line
            stands.guessed.add(line.place)
    for place, line in _between(found, stands, spec, quarter=quarter):
        stands.lines[place] = line
        stands.guessed.add(place)
    return stands


def placed(told: Iterable[Mapping[str, str]], spec: CountsSpec, *, quarter: Period) -> Standing:
    """The same, of lines as `Line.told` writes them."""
    return standing([line_of(one, spec) for one in told], spec, quarter=quarter)


def _put(stands: Standing, line: Line, place: Place) -> None:
    if place in stands.lines:
        stands.twice.append(line)
        return
    stands.lines[place] = line


def _between(
    found: Sequence[Line], stands: Standing, spec: CountsSpec, *, quarter: Period
) -> Iterator[tuple[Place, Line]]:
    """The lines that name nothing asked for, each with the place of the row that they replace."""
    order = {place: number for number, place in enumerate(spec.places)}
    own = [line for line in found if line.quarter in {quarter, None}]
    runs = [(is_known, list(run)) for is_known, run in groupby(own, key=_is_known)]
    for number, (is_known, run) in enumerate(runs):
        if is_known:
            continue
        after = _place_in(order, runs[number - 1][1][-1]) if number else _NOWHERE
        is_last = number + 1 == len(runs)
        until = len(order) if is_last else _place_in(order, runs[number + 1][1][0])
        places = spec.places[after + 1 : until] if after < until else ()
        if len(places) == len(run) and not set(places) & set(stands.lines):
            yield from zip(places, run, strict=True)


def _place_in(order: Mapping[Place, int], line: Line) -> int:
    return _NOWHERE if line.place is None else order[line.place]


def _is_known(line: Line) -> bool:
    return line.place is not None
