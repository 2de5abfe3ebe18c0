"""When families are referred, and again: fills the children's histories, family by family."""

from datetime import date, timedelta
from heapq import heapify, heappop, heappush

from village.engine.synthetic import rates
from village.engine.synthetic.cases import Case, Referral
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.people import Child, Household
from village.engine.synthetic.span import Span
from village.kernel.days import WorkingDays

_YEAR = 365.25
_BUSIEST = max(rates.MONTHS)
_LAST_DAYS = timedelta(days=100)
"""So shortly before they are grown, nobody is referred any more."""

_Coming = list[tuple[date, int]]
"""Days of referrals to come; with each the serial of the child referred again, 0 for a family."""


class Journeys:
    """Tells the histories of households, each from a seed of its own."""

    def __init__(self, *, seed: int, span: Span, days: WorkingDays) -> None:
        self._seed = seed
        self._span = span
        self._days = days

    def tell(self, household: Household) -> None:
        """Fill `episodes` of the household's children."""
        if not household.children:
            return
        dice = Dice(self._seed, 1, household.number)
        coming = self._first(dice, household)
        while coming:
            day, serial = heappop(coming)
            for child in self._referred(dice, household, day=day, serial=serial):
                self._come_again(dice, child, coming)

    def _first(self, dice: Dice, household: Household) -> _Coming:
        """Referrals that follow from nothing before them: more in busy months."""
        group = rates.GROUP_RISK[household.children[0].ethnicity[0]]
        often = rates.FAMILIES_REFERRED * household.risk * group * _BUSIEST
        day, span = 0.0, (self._span.as_at - self._span.first_referral).days
        coming: _Coming = []
        while (day := day + dice.wait(_YEAR / often)) < span:
            when = self._span.first_referral + timedelta(days=int(day))
            if dice.chance(rates.MONTHS[when.month - 1] / _BUSIEST):
                coming.append((self._office_day(dice, when), 0))
        heapify(coming)
        return coming

    def _office_day(self, dice: Dice, day: date) -> date:
        """Most of what comes at a weekend is written down on the next working day."""
        if self._days.is_working(day) or dice.chance(0.1):
            return day
        return min(self._days.add(day, 1), self._span.as_at)

    def _referred(self, dice: Dice, household: Household, *, day: date, serial: int) -> list[Child]:
        able = [child for child in household.children if _may_be_referred(child, day)]
        again = [child for child in able if child.serial == serial]
        if not able or (serial and not again):
            return []
        rest = [child for child in able if child.serial != serial]
        chosen = [one for one in rest if dice.chance(rates.SIBLING_REFERRED)]
        if not again and not chosen:
            chosen = [dice.pick(able)]
        shared = _referral(dice, day)
        for child in again + chosen:
            apart = dice.chance(0.2)
            referral = _referral(dice, day) if apart else shared
            case = Case(dice, child=child, days=self._days, as_at=self._span.as_at)
            child.episodes.append(case.tell(referral))
        return again + chosen

    def _come_again(self, dice: Dice, child: Child, coming: _Coming) -> None:
        last = child.episodes[-1]
        if child.died or not dice.chance(rates.REFERRED_AGAIN):
            return
        after = (last.closed or last.referred) + timedelta(
            days=1 + int(dice.wait(rates.DAYS_UNTIL_AGAIN))
        )
        if after <= self._span.as_at:
            heappush(coming, (self._office_day(dice, after), child.serial))


def _may_be_referred(child: Child, day: date) -> bool:
    """Not yet grown, expected at least, alive, and with no case that is open."""
    if child.died or day > child.grown_on - _LAST_DAYS:
        return False
    if day < child.due - timedelta(days=rates.UNBORN_FROM_DAYS):
        return False
    last = child.episodes[-1] if child.episodes else None
    return last is None or (last.closed or last.referred) < day


def _referral(dice: Dice, day: date) -> Referral:
    return Referral(day, dice.draw(rates.SOURCES), dice.draw(rates.NEEDS), course=dice.share())
