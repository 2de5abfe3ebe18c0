"""Plans of one case, one after another: child in need, child protection, and its reviews."""

from datetime import date, timedelta

from village.engine.synthetic import rates
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.histories import CinPlan, CpPlan, Episode, PreProceedings
from village.engine.synthetic.people import Child

_LONG = 250
"""Days after which a protection plan may lead to pre-proceedings."""


class Plans:
    """Keeps a case's plans apart in time and its closing after all of them.

    settled: the day until which something already told is running. closing: as things stand.
    """

    def __init__(self, dice: Dice, *, episode: Episode, child: Child) -> None:
        self._dice = dice
        self._episode = episode
        self._child = child
        self._limit = child.grown_on
        self._in_need_since: date | None = None
        self.settled = episode.assessments[0].authorised
        self.closing = self.settled

    def close_not_before(self, day: date) -> None:
        self.closing = max(self.closing, day)

    def settle(self, day: date) -> None:
        """Something runs until a day, so nothing new begins and nothing closes before."""
        self.settled = max(self.settled, day)
        self.close_not_before(self.settled)

    @property
    def unsettled(self) -> date:
        """Until when a new enquiry still fits in before the case closes."""
        return self.closing - timedelta(days=60)

    def children_in_need(self, start: date) -> None:
        """A child in need plan from a day, unless a protection plan has come before it."""
        if not self._episode.cp_plans and self._dice.chance(rates.CIN_PLAN):
            self._in_need_since = start

    def protect(self, start: date) -> None:
        """A child protection plan from its conference on, and what comes after it."""
        self._end_in_need(start)
        end = min(start + timedelta(days=self._days()), self._limit)
        self._episode.cp_plans.append(self._plan(start, end))
        self._pre_proceedings(start, end)
        self.settle(end)
        if self._dice.chance(rates.STEP_DOWN):
            self._in_need_since = end
            self.close_not_before(end + timedelta(days=self._dice.between(60, 220)))
        else:
            self.close_not_before(end + timedelta(days=self._dice.between(0, 20)))

    def close(self) -> None:
        """Close the case, on the last day as a child at the latest."""
        episode, child = self._episode, self._child
        grown = self.closing >= self._limit
        closed = self._limit if grown else self.closing
        self._end_in_need(closed - timedelta(days=self._dice.between(0, 5)))
        episode.closed = closed
        episode.reason = self._dice.draw(rates.CLOSED_WHY)
        if grown:
            episode.reason = "RC6" if episode.need == "N2" else "RC7"
        elif closed > child.born and self._dice.chance(rates.DIED):
            episode.reason, child.died = "RC2", closed

    def _end_in_need(self, day: date) -> None:
        since = self._in_need_since
        if since is not None and day > since + timedelta(days=10):
            self._episode.cin_plans.append(CinPlan(since, day))
        self._in_need_since = None

    def _days(self) -> int:
        return int(self._dice.draw(rates.PLAN_DAYS) * (0.8 + 0.4 * self._dice.share()))

    def _plan(self, start: date, end: date) -> CpPlan:
        first = latest = self._dice.draw(rates.CATEGORIES)
        reviews = self._reviews(start, end)
        latest_from = start
        if reviews and self._dice.chance(0.15):
            latest, latest_from = self._dice.draw(rates.CATEGORIES), reviews[0]
        return CpPlan(start, end, first, latest, latest_from, self._previous(), reviews)

    def _previous(self) -> int:
        child = self._child
        told = sum(len(episode.cp_plans) for episode in (*child.episodes, self._episode))
        if not told and self._dice.chance(rates.EARLIER_PLAN):
            child.earlier_plans = 1
        return told + child.earlier_plans

    def _reviews(self, start: date, end: date) -> tuple[date, ...]:
        """The first within three months, then within six; a plan often ends at one."""
        reviews: list[date] = []
        least, most = 72, 89
        day = start
        while True:
            day += timedelta(days=self._dice.between(least, most))
            if not self._dice.chance(rates.REVIEWED_IN_TIME):
                day += timedelta(days=self._dice.between(8, 30))
            if day > end:
                return tuple(reviews)
            reviews.append(day)
            least, most = 150, 180

    def _pre_proceedings(self, start: date, end: date) -> None:
        if (end - start).days < _LONG or not self._dice.chance(rates.PRE_PROCEEDINGS):
            return
        begun = start + timedelta(days=self._dice.between(100, 160))
        letter = begun + timedelta(days=self._dice.between(3, 14))
        meeting = letter + timedelta(days=self._dice.between(7, 21))
        decided = meeting + timedelta(days=self._dice.between(30, 60))
        court = self._dice.chance(0.4)
        block = PreProceedings(begun, letter, meeting, self._dice.between(1, 3), decided, court)
        self._episode.pre_proceedings.append(block)
