"""One referral and all that follows from it, in an order that the census rules allow.

Each case keeps the habits of teams before a count: what would be overdue on 31 March is finished
by then, and what belongs together falls into one census year.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from village.engine.synthetic import rates
from village.engine.synthetic.dice import Dice, Odds
from village.engine.synthetic.histories import Assessment, Enquiry, Episode
from village.engine.synthetic.people import Child
from village.engine.synthetic.protection import Plans
from village.engine.synthetic.span import census_year, year_end
from village.kernel.days import WorkingDays, age_on

NO_FACTOR = "21"
_ASSESSMENT = 45
_CONFERENCE = 15
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Referral:
    """What the brothers and sisters referred on one day share. course: 0 to 1, see `Case.tell`."""

    day: date
    source: str
    need: str
    course: float


class Case:
    """Tells what became of one referred child."""

    def __init__(self, dice: Dice, *, child: Child, days: WorkingDays, as_at: date) -> None:
        self._dice = dice
        self._child = child
        self._days = days
        self._as_at = as_at
        self._limit = child.grown_on

    def tell(self, referral: Referral) -> Episode:
        """No further action, assessed and not in need, or in need: by the referral's course."""
        episode = Episode(referral.day, referral.source, self._need(referral), nfa=False)
        if referral.course < rates.NO_FURTHER_ACTION:
            self._no_further_action(episode)
        elif referral.course < rates.NO_FURTHER_ACTION + rates.NOT_IN_NEED:
            self._not_in_need(episode)
        else:
            self._in_need(episode)
        return episode

    def _need(self, referral: Referral) -> str:
        if self._child.disabilities and self._dice.chance(0.45):
            return "N2"
        return referral.need

    def _no_further_action(self, episode: Episode) -> None:
        episode.nfa = True
        if self._dice.chance(0.5):
            later = episode.referred + timedelta(days=self._dice.between(0, 3))
            episode.closed = min(later, year_end(census_year(episode.referred)))
            episode.reason = "RC7"
        if self._dice.chance(0.4):
            episode.need = ""

    def _not_in_need(self, episode: Episode) -> None:
        started = self._days.add(episode.referred, self._dice.between(0, 2))
        assessment = self._assessment(started)
        if self._dice.chance(0.25):
            assessment.factors = (NO_FACTOR,)
        episode.assessments.append(assessment)
        closed = self._days.add(assessment.authorised, self._dice.between(0, 4))
        episode.closed = min(closed, year_end(census_year(assessment.authorised)), self._limit)
        episode.reason = "RC9" if self._dice.chance(rates.TO_EARLY_HELP) else "RC8"

    def _in_need(self, episode: Episode) -> None:
        dice = self._dice
        started = self._days.add(episode.referred, dice.between(0, 2))
        assessment = self._assessment(started)
        episode.assessments.append(assessment)
        odds = rates.DISABLED_CASE_DAYS if episode.need == "N2" else rates.CASE_DAYS
        length = dice.draw(odds) * (0.75 + 0.6 * dice.share())
        plans = Plans(dice, episode=episode, child=self._child)
        plans.close_not_before(episode.referred + timedelta(days=int(length)))
        if dice.chance(rates.TRANSFERRED_IN):
            self._transferred_in(episode, plans)
        else:
            if dice.chance(rates.ENQUIRY_AT_REFERRAL):
                first = self._days.add(started, dice.between(0, 3))
                self._enquire(episode, first, assessment=assessment, plans=plans)
            plans.children_in_need(self._days.add(assessment.authorised, dice.between(0, 8)))
            self._later_enquiries(episode, plans)
        plans.close()

    def _transferred_in(self, episode: Episode, plans: Plans) -> None:
        """The receiving council holds a conference of its own, noted on the episode."""
        episode.source = "5C"
        conference = self._days.add(episode.referred, self._dice.between(4, _CONFERENCE))
        episode.transfer = conference
        plans.protect(conference)

    def _later_enquiries(self, episode: Episode, plans: Plans) -> None:
        """Each with an assessment of its own, after whatever went before is finished."""
        last = min(self._as_at, self._limit - timedelta(days=150))
        while (day := plans.settled + self._until_later_enquiry()) < min(last, plans.unsettled):
            start = self._days.add(day, 1)
            assessment = self._assessment(start)
            episode.assessments.append(assessment)
            self._enquire(episode, start, assessment=assessment, plans=plans)

    def _until_later_enquiry(self) -> timedelta:
        return timedelta(days=30 + int(self._dice.wait(_YEAR / rates.ENQUIRY_LATER)))

    def _enquire(
        self, episode: Episode, start: date, *, assessment: Assessment, plans: Plans
    ) -> None:
        """The assessment beside an enquiry ends no sooner than its conference."""
        conference = self._conference(start) if self._dice.chance(rates.CONFERENCE) else None
        target = self._days.add(start, _CONFERENCE)
        episode.enquiries.append(Enquiry(start, target, conference))
        assessment.authorised = max(assessment.authorised, conference or start)
        plans.settle(assessment.authorised)
        if conference and self._dice.chance(rates.CONFERENCE_TO_PLAN):
            plans.protect(conference)

    def _conference(self, start: date) -> date:
        in_time = self._dice.chance(rates.CONFERENCE_IN_TIME)
        least, most = (8, _CONFERENCE) if in_time else (_CONFERENCE + 1, 27)
        conference = self._days.add(start, self._dice.between(least, most))
        count = year_end(census_year(start))
        if conference > count and self._days.between(start, count) >= _CONFERENCE:
            return self._days.add(count + timedelta(days=1), -1)
        return conference

    def _assessment(self, start: date) -> Assessment:
        if self._dice.chance(rates.ASSESSED_IN_TIME):
            length = self._dice.draw(rates.IN_TIME_DAYS) - self._dice.between(0, 3)
        else:
            length = self._dice.draw(rates.LATE_DAYS) + self._dice.between(0, 4)
        authorised = self._days.add(start, length)
        count = year_end(census_year(start))
        if authorised > count and self._days.between(start, count) >= _ASSESSMENT:
            authorised = count - timedelta(days=self._dice.between(0, 6))
        authorised = min(authorised, self._limit)
        return Assessment(start, authorised, self._factors(authorised))

    def _factors(self, day: date) -> tuple[str, ...]:
        odds = _factors_at(min(max(age_on(self._child.born, day), 0), 17))
        wanted = self._dice.draw(rates.FACTORS_EACH)
        found: set[str] = set()
        while len(found) < wanted:
            found.add(self._dice.draw(odds))
        return tuple(sorted(found, key=_by_number))


@cache
def _factors_at(age: int) -> Odds[str]:
    return Odds(
        {
            factor: often
            for factor, often in rates.FACTORS.items()
            if rates.FACTOR_FROM_AGE.get(factor, 0) <= age
        }
    )


@cache
def _by_number(factor: str) -> tuple[int, str]:
    digits = factor.rstrip("ABCDEF")
    return int(digits), factor[len(digits) :]
