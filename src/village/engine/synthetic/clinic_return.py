"""Tells who is referred to mental health services and how long they wait, and writes the return."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from village.engine.synthetic import agency_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.health_register import category
from village.engine.synthetic.people import Child
from village.engine.synthetic.quarterly import (
    OpenQuarter,
    QuarterFiles,
    as_day,
    as_flag,
    particulars,
)
from village.engine.synthetic.recording import HEALTH, postcode_on, write_down
from village.kernel.days import age_on

COLUMNS: Final = (
    "Patient ID", "NHS number", "Forenames", "Surname", "Date of birth", "Sex", "Ethnicity",
    "Postcode", "Referral reference", "Referred on", "Source", "Urgency", "Decision", "Decided on",
    "First contact", "Closed on", "Service knows of a child protection plan",
)  # fmt: skip

_STREAM: Final = 32
_YEAR: Final = 365.25
_BEFORE: Final = timedelta(days=460)
"""Some were waiting before the quarters began."""


@dataclass(frozen=True, slots=True)
class Referred:
    """One referral as it truly went."""

    on: date
    source: str
    urgency: str
    decision: str
    decided: date
    contact: date | None
    closed: date


class ClinicReturns:
    """Give it every child of the district; it writes each quarter's referrals to its own file."""

    def __init__(self, district: District, *, open_quarter: OpenQuarter) -> None:
        self._seed = district.seed
        self._files = QuarterFiles(district.span, COLUMNS, open_quarter=open_quarter)
        self._since = self._files.first - _BEFORE

    def add(self, child: Child) -> tuple[str, ...]:
        """Write the child's referrals; gives the ids under which the service knows the child."""
        if child.grown_on < self._since or age_on(child.born, self._files.last) < min(_AGES):
            return ()
        dice = Dice(self._seed, _STREAM, child.serial)
        referrals = list(self._tell(dice, child))
        people: list[str] = []
        for number, referral in enumerate(referrals, start=1):
            again = bool(people) and dice.chance(HEALTH.known_twice * 4)
            person = numbers.person_of("CM", child.serial, again=int(again))
            if self._write(dice, child, referral, person=person, number=number):
                people.append(person)
        return tuple(dict.fromkeys(people))

    def _tell(self, dice: Dice, child: Child) -> Iterator[Referred]:
        day = dice.day(self._since, self._files.last)
        if not child.is_child_on(day) or not dice.chance(self._often(child, day)):
            return
        while day <= min(self._files.last, child.grown_on):
            one = _referred(dice, day)
            yield one
            if not dice.chance(rates.REFERRED_AGAIN):
                return
            day = one.closed + timedelta(days=10 + int(dice.wait(150)))

    def _often(self, child: Child, day: date) -> float:
        often = _rate(age_on(child.born, day))
        often *= rates.CAMHS_GIRL if child.girl else rates.CAMHS_BOY
        if child.is_known_on(day):
            often *= rates.CAMHS_IF_KNOWN
        return often * (self._files.last - self._since).days / _YEAR

    def _write(self, dice: Dice, child: Child, one: Referred, *, person: str, number: int) -> bool:
        """Write the referral into every quarter in which it was open; False where into none."""
        places = self._files.open_in(one.on, one.closed)
        if not places:
            return False
        has_number = dice.chance(rates.CLINIC_HAS_NUMBER)
        nhs = numbers.slipped(dice, child.nhs_number, share=rates.NUMBER_SLIP)
        record = write_down(dice, child, habit=HEALTH)
        who = (person, nhs if has_number else "", *particulars(record), category(dice, child))
        where = postcode_on(dice, child, one.on, habit=HEALTH)
        reference = numbers.reference("MH", child.serial, number)
        plan = _has_plan(child, one.on) and dice.chance(0.7)
        for place in places:
            told = _as_of(one, self._files.quarters[place].last)
            self._files.write(place, (*who, where, reference, *told, as_flag(plan)))
        return True


_AGES: Final = tuple(sorted(rates.REFERRED_TO_CAMHS))


def _rate(age: int) -> float:
    return max((rates.REFERRED_TO_CAMHS[since] for since in _AGES if since <= age), default=0.0)


def _referred(dice: Dice, day: date) -> Referred:
    urgency = dice.draw(rates.CAMHS_URGENCY)
    pace = 1.0 if urgency == "routine" else 0.2
    decided = day + timedelta(days=int(dice.draw(rates.CAMHS_DECIDED_DAYS) * pace))
    source = dice.draw(rates.CAMHS_SOURCE)
    if not dice.chance(rates.CAMHS_ACCEPTED):
        decision = "not accepted" if dice.chance(0.45) else "passed on"
        return Referred(day, source, urgency, decision, decided, None, decided)
    waited = int(dice.draw(rates.CAMHS_WAIT_DAYS) * pace * (0.7 + 0.6 * dice.share()))
    contact = max(day + timedelta(days=waited), decided)
    if dice.chance(rates.CAMHS_NEVER_CAME):
        return Referred(day, source, urgency, "accepted", decided, None, contact)
    closed = contact + timedelta(days=dice.draw(rates.CAMHS_OPEN_DAYS) + dice.between(-15, 40))
    return Referred(day, source, urgency, "accepted", decided, contact, closed)


def _as_of(one: Referred, day: date) -> tuple[str, ...]:
    """What the service can say of it by a day."""
    decision = one.decision if one.decided <= day else "waiting"
    days = (as_day(found, by=day) for found in (one.decided, one.contact, one.closed))
    return (as_day(one.on), one.source, one.urgency, decision, *days)


def _has_plan(child: Child, day: date) -> bool:
    plans = (plan for episode in child.episodes for plan in episode.cp_plans)
    return any(plan.start <= day < plan.end for plan in plans)
