"""When children go missing from home or care, over the quarters that the police return."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from village.engine.synthetic import rates
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.histories import Absence
from village.engine.synthetic.people import Child, Household
from village.engine.synthetic.span import Span
from village.kernel.days import age_on

_YEAR = 365.25
_YOUNGEST = min(rates.MISSING)
_SPELL = timedelta(days=300)
"""Some were going missing before the quarters began."""


class Absences:
    """Tells them for each household, from a seed of its own, once its journeys are told."""

    def __init__(self, *, seed: int, span: Span) -> None:
        self._seed = seed
        self._since, self._last = span.quarters[0].first, span.quarters[-1].last
        self._first = self._since - _SPELL

    def tell(self, household: Household) -> None:
        """Fill `absences` of the household's children."""
        able = [child for child in household.children if self._may_go(child)]
        if not able:
            return
        dice = Dice(self._seed, 2, household.number)
        for child in able:
            begin = self._begins(dice, child)
            if begin is not None:
                times = dice.draw(rates.EPISODES_EACH)
                spell = self._spell(dice, child, begin=begin, times=times)
                child.absences.extend(
                    one for one in spell if one.missing_from.date() >= self._since
                )
                _note(dice, child, times=len(child.absences))

    def _may_go(self, child: Child) -> bool:
        return age_on(child.born, self._last) >= _YOUNGEST and self._until(child) > self._first

    def _until(self, child: Child) -> date:
        return min(self._last, child.grown_on, child.died or self._last)

    def _begins(self, dice: Dice, child: Child) -> date | None:
        """The first time, if there is one."""
        day = dice.day(self._first, self._last)
        often = rates.MISSING.get(age_on(child.born, day), 0.0) * rates.MISSING_RATE
        often *= rates.GIRLS_AMONG_MISSING if child.girl else rates.BOYS_AMONG_MISSING
        if any(not one.nfa and one.referred <= day for one in child.episodes):
            often *= rates.MISSING_IF_KNOWN
        years = (self._last - self._first).days / _YEAR
        return day if dice.chance(often * years) and day < self._until(child) else None

    def _spell(self, dice: Dice, child: Child, *, begin: date, times: int) -> Iterator[Absence]:
        """One after another, none before the child is back from the one before."""
        day, until = begin, self._until(child)
        for _ in range(times):
            if day > until:
                return
            absence = _absence(dice, day)
            yield absence
            after = 1 + int(dice.wait(rates.DAYS_BETWEEN))
            day = absence.returned_at.date() + timedelta(days=after)


def _absence(dice: Dice, day: date) -> Absence:
    hour = dice.pick((9, 15, 16, 17, 18, 19, 20, 20, 21, 21, 22, 22, 23))
    left = datetime.combine(day, time(hour, dice.between(0, 59)))
    minutes = int(dice.draw(rates.HOURS_AWAY) * 60 * (0.5 + dice.share())) + 20
    back = left + timedelta(minutes=minutes)
    if back.hour == 1:
        # The hour that clocks jump over in March and run through twice in October.
        back += timedelta(hours=1)
    category = dice.draw(rates.CATEGORY)
    return Absence(
        missing_from=left,
        returned_at=back,
        category=category,
        risk=dice.draw(rates.RISK_GRADE) if category == "missing" else "none",
        found_by=dice.draw(rates.FOUND_BY),
        found_where=dice.draw(rates.FOUND_WHERE),
    )


def _note(dice: Dice, child: Child, *, times: int) -> None:
    often = times >= 6
    child.in_care = dice.chance(0.5 if often else 0.12)
    risks = (("cse", child.girl), ("cce", not child.girl))
    child.exploited = tuple(
        name
        for name, likely in risks
        if dice.chance((0.3 if likely else 0.06) * (1.5 if often else 0.4))
    )
