"""Which children are pupils of which school, and with which needs, as it truly is."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from village.engine.synthetic import agency_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.people import Child
from village.engine.synthetic.span import Span

_STREAM: Final = 34
_SECONDARY: Final = 7
_LAST: Final = 12
_SIXTH_FORM: Final = 14
"""School years after reception begins, at which secondary school, and each of its ends, come."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child at state schools. moved: the day on which the school changed; before it, `former`."""

    child: Child
    started: date
    leaves: date
    need: str
    primary: str
    secondary: str
    moved: date
    former: str
    absence: float

    def on_roll(self, day: date) -> bool:
        return self.started <= day < self.leaves and self.child.is_child_on(day)

    def school_on(self, day: date) -> str:
        later = day >= _september(self.started.year + _SECONDARY)
        present = self.secondary if later else self.primary
        return self.former if day < self.moved and self.former[3] == present[3] else present

    def since(self, day: date) -> date:
        """From when the child has been at the school of that day."""
        later = _september(self.started.year + _SECONDARY)
        came = later if day >= later else self.started
        return (
            self.moved
            if self.school_on(self.moved) != self.former and came < self.moved <= day
            else came
        )


def pupil(child: Child, *, seed: int, span: Span, district: int) -> Pupil | None:
    """The child as a pupil; None of those who are never at a state school here in the span."""
    started = _september(child.born.year + 4 + ((child.born.month, child.born.day) > (8, 31)))
    first, last = span.quarters[0].first, span.quarters[-1].last
    if started > last or _september(started.year + _SIXTH_FORM) <= first:
        return None
    dice = Dice(seed, _STREAM, child.serial)
    luck = dice.share()
    if luck >= rates.ON_ROLL:
        return None
    years = _SIXTH_FORM if luck < rates.ON_ROLL_16_AND_17 else _LAST
    moves = dice.chance(rates.SCHOOL_CHANGED)
    known = rates.ABSENCE_IF_KNOWN if child.is_known_on(last) else 1.0
    return Pupil(
        child=child,
        started=started,
        leaves=_september(started.year + years),
        need=_need(dice, child),
        primary=_school(dice, district=district, phase=1),
        secondary=_school(dice, district=district, phase=2),
        moved=dice.day(first, last) if moves else date.min,
        former=_school(dice, district=district, phase=dice.between(1, 2)),
        absence=dice.draw(rates.ABSENCE) * known,
    )


def _need(dice: Dice, child: Child) -> str:
    if dice.chance(rates.PLAN_IF_DISABLED if child.disabilities else rates.PLAN):
        return "plan"
    return "support" if dice.chance(rates.SUPPORT) else "none"


def _school(dice: Dice, *, district: int, phase: int) -> str:
    return numbers.school(district=district, phase=phase, which=dice.between(1, rates.SCHOOLS))


def _september(year: int) -> date:
    return date(year, 9, 1)
