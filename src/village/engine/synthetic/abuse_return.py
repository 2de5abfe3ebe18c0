"""Tells at which homes the police met domestic abuse, and writes a row for each child there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from village.engine.synthetic import agency_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.people import Child, Household
from village.engine.synthetic.police_return import ETHNICITY_KNOWN, LISTED_AFTER, SIXTEEN_AND_ONE
from village.engine.synthetic.quarterly import (
    OpenQuarter,
    QuarterFiles,
    as_day,
    as_flag,
    as_moment,
    particulars,
)
from village.engine.synthetic.recording import POLICE, postcode_on, write_down
from village.kernel.days import age_on

COLUMNS: Final = (
    "Police person ID", "Forenames", "Surname", "Date of birth", "Sex", "Ethnicity", "Postcode",
    "Incident reference", "Incident", "Where the child was", "Risk grade", "Recorded as a crime",
    "Incident at this household in the 12 months before", "Referred to MARAC", "Council told on",
    "School told on",
)  # fmt: skip

_STREAM, _NOMINAL, _MET = 38, 4, 39
_YEAR: Final = 365.25
_BEFORE: Final = timedelta(days=400)
"""Some homes were known before the quarters began."""
_ANOTHER_RECORD: Final = 2
"""The force's second record of a child is numbered 1 where it went missing."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident at one home. repeated: another was there in the year before."""

    at: datetime
    reference: str
    risk: str
    crime: bool
    repeated: bool
    conference: bool
    council_told: date | None
    school_told: bool


class AbuseReturns:
    """Give it every household of the district; it writes each quarter's rows to its own file."""

    def __init__(self, district: District, *, open_quarter: OpenQuarter) -> None:
        self._seed = district.seed
        self._files = QuarterFiles(district.span, COLUMNS, open_quarter=open_quarter)
        self._since = self._files.first - _BEFORE

    def add(self, household: Household) -> dict[int, tuple[str, ...]]:
        """Write its children's rows; gives, by serial, the force's ids of those it wrote down."""
        if not household.children:
            return {}
        dice = Dice(self._seed, _STREAM, household.number)
        met: dict[int, tuple[str, ...]] = {}
        incidents = list(self._tell(dice, household))
        for child in household.children:
            if incidents and (ids := self._write(child, incidents)):
                met[child.serial] = ids
        return met

    def _tell(self, dice: Dice, household: Household) -> Iterator[Incident]:
        day = dice.day(self._since, self._files.last)
        years = (self._files.last - self._since).days / _YEAR
        if not dice.chance(rates.ABUSE_AT_HOME * household.risk * years):
            return
        before: date | None = None
        for number in range(1, dice.draw(rates.ABUSE_TIMES) + 1):
            reference = numbers.reference("DA", household.number, number)
            recent = before is not None and (day - before).days <= _YEAR
            yield _incident(dice, day, reference=reference, repeated=recent)
            before, day = day, day + timedelta(days=3 + int(dice.wait(75)))

    def _write(self, child: Child, incidents: list[Incident]) -> tuple[str, ...]:
        """The child's rows; the force's first record is the one of its other returns."""
        dice = Dice(self._seed, _MET, child.serial)
        record = write_down(Dice(self._seed, _NOMINAL, child.serial), child, habit=POLICE)
        person = numbers.police_person(child.serial)
        if dice.chance(POLICE.known_twice):
            record = write_down(dice, child, habit=POLICE)
            person = numbers.police_person(child.serial, again=_ANOTHER_RECORD)
        ethnicity = SIXTEEN_AND_ONE[child.ethnicity] if dice.chance(ETHNICITY_KNOWN) else ""
        wrote = False
        for one in incidents:
            on = one.at.date()
            place = self._files.place(on)
            if place is None or not child.is_child_on(on):
                continue
            if not dice.chance(rates.CHILD_WRITTEN_DOWN):
                continue
            where = postcode_on(dice, child, on, habit=POLICE)
            who = (person, *particulars(record), ethnicity, where)
            made_on = self._files.quarters[place].last + LISTED_AFTER
            self._files.write(place, (*who, *_told(dice, child, one, made_on=made_on)))
            wrote = True
        return (person,) if wrote else ()


def _incident(dice: Dice, day: date, *, reference: str, repeated: bool) -> Incident:
    risk = dice.draw(rates.ABUSE_RISK)
    hour = dice.pick((0, 2, 7, 10, 13, 16, 18, 19, 20, 21, 21, 22, 22, 23))
    told = None
    if not dice.chance(rates.COUNCIL_NOT_TOLD):
        told = day + timedelta(days=dice.draw(rates.COUNCIL_TOLD_DAYS))
    return Incident(
        at=datetime.combine(day, time(hour, dice.between(0, 59))),
        reference=reference,
        risk=risk,
        crime=dice.chance(rates.ABUSE_CRIME),
        repeated=repeated,
        conference=risk == "high" and dice.chance(rates.CONFERENCE_IF_HIGH),
        council_told=told,
        school_told=dice.chance(rates.SCHOOL_TOLD),
    )


def _told(dice: Dice, child: Child, one: Incident, *, made_on: date) -> tuple[str, ...]:
    on = one.at.date()
    at_school = age_on(child.born, on) >= min(rates.KNOWN_AGES) and one.school_told
    school = on + timedelta(days=dice.pick((0, 1, 1, 1, 2, 3))) if at_school else None
    flags = (as_flag(one.crime), as_flag(one.repeated), as_flag(one.conference))
    days = (as_day(found, by=made_on) for found in (one.council_told, school))
    present = dice.draw(rates.ABUSE_PRESENT)
    return (one.reference, as_moment(one.at), present, one.risk, *flags, *days)
