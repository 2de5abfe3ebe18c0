"""Writes agencies' returns of counts: every number adds up, the odd quarters say why in words."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO
from zlib import crc32

from village.engine.specs.counts import ALL, COLUMNS, Asked, CountsSpec, Mark, Place
from village.engine.synthetic.counts_levels import (
    FIRST,
    GROUPS,
    HIDDEN_BELOW,
    HIDES,
    LEVELS,
    ODDITIES,
    UNHEARD_OF,
    Level,
    Odd,
)
from village.engine.synthetic.dice import Dice, Odds
from village.engine.synthetic.district import SEED
from village.kernel.periods import Period

_WHOLES: Final = 7
_PARTS: Final = 8
"""Paths of the dice, so that no other writer draws the same sequence."""
_STEADY: Final = 3
"""What stands on a day moves a third as much by chance as what happens in a quarter."""

Known = int | Mark


@dataclass(frozen=True, slots=True)
class CountsFile:
    """A return of counts as its sender would send it. spec: the id of the return."""

    path: Path
    spec: str
    period: Period
    drop_in: bool = False


@dataclass(frozen=True, slots=True)
class Quarter:
    """The quarter that is told, in the district that is meant."""

    period: Period
    seed: int
    scale: float

    @property
    def place(self) -> int:
        """April to June is 0."""
        return (self.period.first.month - 4) % 12 // 3

    @property
    def years(self) -> float:
        """How long trends have run; below nothing before they began."""
        return (self.period.first - FIRST).days / 365.25

    def dice(self, path: int, name: str) -> Dice:
        return Dice(self.seed, path, crc32(name.encode()), self.period.first.toordinal())


def write_counts(
    folder: Path,
    owed: Iterable[tuple[CountsSpec, Period]],
    *,
    seed: int = SEED,
    scale: float = 1.0,
) -> tuple[CountsFile, ...]:
    """Write each return of counts that is owed into `folder`/returns, named by return and quarter.

    Equal arguments write equal bytes, whatever else is owed. Cost: about 10 ms a return.
    """
    returns = folder / "returns"
    returns.mkdir(parents=True, exist_ok=True)
    files = []
    for spec, period in owed:
        path = returns / f"{spec.id}-{period.key}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            counts_file(out, spec, Quarter(period, seed, scale))
        files.append(CountsFile(path, spec.id, period))
    return tuple(files)


def counts_file(out: TextIO, spec: CountsSpec, quarter: Quarter) -> None:
    """Write one return of one quarter, with the columns of a return of counts."""
    file = csv.writer(out, lineterminator="\r\n")
    file.writerow([column.title for column in COLUMNS])
    for asked in spec.asked:
        hides = spec.sender in HIDES
        for place, above, below, comment in _lines(asked, quarter, hides=hides):
            split = place.breakdown.replace("_", " ").capitalize()
            group = place.group.capitalize() if _is_total(place) else place.group
            named = (quarter.period.label, asked.title, split, group)
            file.writerow([*named, above, below if asked.denominator else "", comment])


def _lines(
    asked: Asked, quarter: Quarter, *, hides: bool
) -> Iterator[tuple[Place, Known, Known, str]]:
    """Each place that is asked for with its numerator, its denominator and what is said of it."""
    odd = [one for one in ODDITIES if one.indicator == asked.indicator]
    odd = [one for one in odd if one.holds(quarter.period)]
    comment = " ".join(one.comment for one in odd if _is_new(one, quarter))
    wholes, parts = _counted(asked, quarter, odd)
    for place in asked.places:
        mark = next((one.mark for one in odd if one.mark and _is_of(one, place)), None)
        above, below = parts[place], wholes[place]
        told = (mark, mark) if mark else (_told(above, hides=hides), _told(below, hides=hides))
        yield place, *told, comment if _is_total(place) else ""


def _is_new(odd: Odd, quarter: Quarter) -> bool:
    """What goes on is told when it begins; what is not told is told of each time."""
    return odd.mark is not None or odd.since == quarter.period.first


def _is_total(place: Place) -> bool:
    return place.breakdown == ALL


def _is_of(odd: Odd, place: Place) -> bool:
    return odd.breakdown in (ALL, place.breakdown)


def _told(number: int, *, hides: bool) -> Known:
    return Mark.SUPPRESSED if hides and 0 < number < HIDDEN_BELOW else number


def _counted(
    asked: Asked, quarter: Quarter, odd: Iterable[Odd]
) -> tuple[Mapping[Place, int], Mapping[Place, int]]:
    """Denominators and numerators of every place. One after another is counted into one group of
    each breakdown, so the groups make up the total.
    """
    level = LEVELS.get(asked.indicator, UNHEARD_OF)
    share = _share(level, quarter, odd) if asked.denominator else 1.0
    people = quarter.dice(_WHOLES, level.people or asked.indicator)
    luck = quarter.dice(_PARTS, asked.indicator)
    odds = {name: Odds(level.groups.get(name, usual)) for name, usual in GROUPS.items()}
    wholes: Counter[Place] = Counter()
    parts: Counter[Place] = Counter()
    for _ in range(_whole(level, quarter, odd, people)):
        groups = {name: people.draw(one) for name, one in odds.items()}
        places = [Place(asked.indicator)]
        places += [Place(asked.indicator, name, groups[name]) for name in asked.breakdowns]
        wholes.update(places)
        if luck.chance(share):
            parts.update(places)
    return wholes, parts


def _whole(level: Level, quarter: Quarter, odd: Iterable[Odd], dice: Dice) -> int:
    mean = level.whole * quarter.scale * level.yearly**quarter.years * level.season[quarter.place]
    for one in odd:
        mean *= one.times
    number = _happened(dice, mean)
    return round(mean + (number - mean) / _STEADY) if level.standing else number


def _share(level: Level, quarter: Quarter, odd: Iterable[Odd]) -> float:
    share = level.share + level.drift * quarter.years
    share = share * level.season_of_share[quarter.place] + sum(one.more for one in odd)
    return min(max(share, 0.02), 0.98)


def _happened(dice: Dice, mean: float) -> int:
    """How many come in a quarter that come at random, so many on average."""
    number, passed = 0, dice.wait(1.0)
    while passed < mean:
        number += 1
        passed += dice.wait(1.0)
    return number
