"""A child's time in care as it truly happened: stays, their episodes, reviews, social workers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from village.engine.synthetic import care_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice, Odds
from village.engine.synthetic.people import Child, birthday
from village.engine.synthetic.span import Span
from village.kernel.days import age_on

_STREAM = 21
"""Which of a seed's sequences of chance this is; no other telling draws from it."""
_CARERS = frozenset({"U1", "U3", "U4", "U6"})
_K3_FROM = date(2024, 4, 1)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a child is placed. The code is the return's own."""

    place: str
    provider: str
    postcode: str
    urn: str


@dataclass(slots=True)
class CareEpisode:
    """start: by what it began. end, ended: None and nothing for what goes on past any return."""

    start: date
    began: str
    status: str
    home: Home
    end: date | None = None
    ended: str = ""
    changed: str = ""


@dataclass(slots=True)
class Stay:
    """A period of care. decided, matched: of a child who is adopted from it."""

    need: str
    home_postcode: str
    episodes: list[CareEpisode]
    decided: date | None = None
    matched: date | None = None
    reviews: list[date] = field(default_factory=list)

    @property
    def begun(self) -> date:
        return self.episodes[0].start

    @property
    def ended(self) -> date:
        final = self.episodes[-1].end
        return final if final is not None else date.max


@dataclass(frozen=True, slots=True)
class Worker:
    number: str
    start: date
    end: date | None
    reason: str


@dataclass(slots=True)
class Cared:
    """One child's care. alone: came unaccompanied. away: days missing, with their kind."""

    child_id: str
    upn: str
    girl: bool
    born: date
    ethnicity: str
    alone: bool = False
    stays: list[Stay] = field(default_factory=list)
    away: list[tuple[date, date, str]] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)


class Care:
    """Tells the care of children, each from a seed of its own."""

    def __init__(self, *, seed: int, span: Span) -> None:
        self._seed = seed
        self._span = span

    def tell(self, child: Child) -> Cared | None:
        """None for a child who never comes into care."""
        dice = Dice(self._seed, _STREAM, child.serial)
        found = Cared(child.la_child_id, child.upn, child.girl, child.born, child.ethnicity)
        for day in self._begins(dice, child):
            if not found.stays or day > found.stays[-1].ended + timedelta(days=60):
                postcode = child.address_on(day).postcode
                found.stays.append(Telling(dice, child.born, day, postcode).stay())
        if not found.stays:
            return None
        _go_missing(dice, found, child)
        _assign(dice, found)
        return found

    def alone(self, *, scale: float) -> Iterator[Cared]:
        """Children who came unaccompanied, in the order in which they came."""
        first = self._span.first_referral
        days = (self._span.as_at - first).days
        for number in range(round(rates.ALONE * scale * days / 365)):
            dice = Dice(self._seed, _STREAM, 0, number)
            day = dice.day(first, self._span.as_at)
            born = birthday(day, -dice.draw(rates.ALONE_AGE)) - timedelta(dice.between(0, 300))
            found = Cared(
                numbers.la_child_id(5_000_000 + number), "UN5",
                not dice.chance(rates.ALONE_BOYS), born, dice.draw(rates.ALONE_ETHNICITY),
                alone=True,
            )  # fmt: skip
            found.stays.append(Telling(dice, born, day, "", alone=True).stay())
            _assign(dice, found)
            yield found

    def _begins(self, dice: Dice, child: Child) -> Iterator[date]:
        """Days on which the child's cases lead into care."""
        for case in child.episodes:
            if case.nfa:
                continue
            led = [(plan.start, rates.AFTER_PROTECTION) for plan in case.cp_plans]
            for start, often in led or [(case.referred, rates.AFTER_NEED)]:
                day = start + timedelta(days=dice.between(2, 200))
                likely = dice.chance(often * _by_age(age_on(child.born, day)))
                able = child.born < day < min(child.grown_on - timedelta(60), self._span.as_at)
                if likely and able and not child.died:
                    yield day


def _by_age(age: int) -> float:
    reached = [times for since, times in rates.MULTIPLIED_BY_AGE.items() if since <= max(age, 0)]
    return reached[-1]


class Telling:
    """Tells one stay, from its first day to its end."""

    def __init__(
        self, dice: Dice, born: date, day: date, postcode: str, *, alone: bool = False
    ) -> None:
        self._dice = dice
        self._born = born
        self._day = day
        self._postcode = postcode
        self._alone = alone
        self._grown = birthday(born, 18)

    def stay(self) -> Stay:
        dice = self._dice
        need = "N8" if self._alone else dice.draw(rates.NEED)
        adopted = age_on(self._born, self._day) < 5 and dice.chance(rates.ADOPTED)
        if adopted:
            return self._adopted(need)
        length = int(dice.draw(rates.STAY_DAYS) * (0.7 + 0.6 * dice.share()))
        end = min(self._day + timedelta(days=max(length, 4)), self._grown)
        stay = Stay(need, self._postcode, list(self._episodes(end)))
        stay.episodes[-1].end = end
        grown = end == self._grown
        why = dice.draw(rates.GROWN_WHY if grown else rates.ENDED_WHY)
        fostered = stay.episodes[-1].home.place in _CARERS
        stay.episodes[-1].ended = "E48" if why == "E46" and not fostered else why
        _review(dice, stay)
        return stay

    def _episodes(self, end: date) -> Iterator[CareEpisode]:
        """One after another: a legal step or a change of placement a time, never both at once."""
        dice = self._dice
        status = "V2" if self._alone else dice.draw(rates.FIRST_STATUS)
        episode = CareEpisode(self._day, "S", status, self._home(self._day, status))
        for day, step in sorted(self._steps(status, end)):
            if not episode.start < day < end:
                continue
            episode.end, episode.ended = day, "X1"
            if step:
                began, status, home = "L", step, episode.home
            else:
                episode.changed = dice.draw(rates.CHANGED_WHY)
                began, home = "P", self._home(day, status)
            yield episode
            episode = CareEpisode(day, began, status, home)
        yield episode

    def _steps(self, status: str, end: date) -> Iterator[tuple[date, str]]:
        """Days with a new legal status, or with nothing for a new placement."""
        dice, day = self._dice, self._day
        if status in {"L1", "L2"}:
            day += timedelta(days=dice.between(1, 3) if status == "L1" else dice.between(4, 20))
            status = "C1"
            yield day, status
        elif status == "V2" and not self._alone and dice.chance(0.3):
            day += timedelta(days=dice.between(30, 200))
            status = "C1"
            yield day, status
        if status == "C1" and dice.chance(rates.FULL_ORDER):
            yield day + timedelta(days=dice.between(150, 260)), "C2"
        for _ in range(dice.draw(rates.PLACES_EACH)):
            span = max((end - self._day).days - 2, 2)
            yield self._day + timedelta(days=dice.between(1, span)), ""

    def _home(self, day: date, status: str) -> Home:
        """A placement that the age, the status and the day allow."""
        dice, age = self._dice, age_on(self._born, day)
        odds = rates.PLACE_FROM_16 if age >= 16 else rates.PLACE
        place = _allowed(dice, odds, age=age, status=status, day=day)
        if place == "P1":
            return Home(place, "PR0", self._elsewhere(), "")
        provider = "PR4" if place == "K3" else dice.draw(rates.PROVIDER)
        urn = "" if place == "R1" else f"SC{dice.between(100_000, 499_999)}"
        return Home(place, provider, self._elsewhere(), urn)

    def _elsewhere(self) -> str:
        """A postcode of another house than the child's own."""
        while True:
            found = numbers.postcode(
                self._dice, household=self._dice.between(1, 30_000),
                district=self._dice.between(0, 11),
            )  # fmt: skip
            if found != self._postcode:
                return found

    def _adopted(self, need: str) -> Stay:
        """Care proceedings, a decision, an order, a placement for adoption, the adoption."""
        dice = self._dice
        foster = self._home(self._day, "V2")
        days = [self._day]
        for least, most in ((150, 210), (70, 130), (280, 420)):
            days.append(days[-1] + timedelta(days=dice.between(least, most)))
        _, ordered, placed, adopted = days
        for_good = Home("A6", foster.provider, self._elsewhere(), foster.urn)
        episodes = [
            CareEpisode(self._day, "S", "C1", foster, ordered, "X1"),
            CareEpisode(ordered, "L", "E1", foster, placed, "X1", "CARPL"),
            CareEpisode(placed, "P", "E1", for_good, adopted, dice.pick(("E11", "E12"))),
        ]
        stay = Stay(need, self._postcode, episodes)
        stay.decided = ordered - timedelta(days=dice.between(5, 40))
        stay.matched = placed - timedelta(days=dice.between(5, 40))
        _review(dice, stay)
        return stay


def _allowed(dice: Dice, odds: Odds[str], *, age: int, status: str, day: date) -> str:
    while True:
        place = dice.draw(odds)
        with_parents = place == "P1" and status not in {"C1", "C2"}
        school = place == "S1" and age < 5
        if not (with_parents or school or place == "H5" or (place == "K3" and day < _K3_FROM)):
            return place


def _review(dice: Dice, stay: Stay) -> None:
    """Within four weeks, within three months, then every six."""
    day, within = stay.begun, (18, 26)
    later = iter([(70, 89)])
    while True:
        late = 0 if dice.chance(rates.REVIEWED_IN_TIME) else dice.between(5, 30)
        day += timedelta(days=dice.between(*within) + late)
        if day >= stay.ended:
            return
        stay.reviews.append(day)
        within = next(later, (150, 180))


def _assign(dice: Dice, cared: Cared) -> None:
    """Social workers, one after another, over each stay."""
    for stay in cared.stays:
        day, reason = stay.begun, "FCONTA"
        while day < stay.ended:
            until = day + timedelta(days=20 + int(dice.wait(rates.WORKER_STAYS)))
            number = f"SW{dice.between(100_000, 999_999)}"
            cared.workers.append(Worker(number, day, min(until, stay.ended), reason))
            day, reason = until, dice.draw(rates.WORKER_CHANGED)


def _go_missing(dice: Dice, cared: Cared, child: Child) -> None:
    """What the council knows of: most of what the police know, and some that they do not."""
    known = [
        (one.missing_from.date(), one.returned_at.date(),
         "M" if one.category == "missing" else "A")
        for one in child.absences
        if dice.chance(0.85)
    ]  # fmt: skip
    for stay in cared.stays:
        for year in range(stay.begun.year, min(stay.ended.year, 2100) + 1):
            day = dice.day(date(year, 1, 5), date(year, 12, 20))
            age = age_on(cared.born, day)
            often = [share for since, share in rates.MISSING_A_YEAR.items() if since <= age]
            if often and dice.chance(often[-1]):
                known.append((day, day + timedelta(days=dice.between(0, 3)), "M"))
    for start, end, kind in sorted(known):
        inside = any(one.begun < start and end < one.ended for one in cared.stays)
        if inside and (not cared.away or start > cared.away[-1][1]):
            cared.away.append((start, end, kind))
