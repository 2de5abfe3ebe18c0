"""Writes the school roll and, by quarter, attendance, suspensions and permanent exclusions."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, TextIO

from village.engine.synthetic import agency_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.people import Child
from village.engine.synthetic.quarterly import MADE_UP, OpenQuarter, QuarterFiles, as_day, as_flag
from village.engine.synthetic.recording import SCHOOL, Written, postcode_on, write_down
from village.engine.synthetic.schooling import Pupil, pupil
from village.kernel.days import age_on
from village.kernel.periods import Period

ROLL: Final = (
    "Pupil ID", "UPN", "Forenames", "Surname", "Other names", "Date of birth", "Sex", "Ethnicity",
    "Postcode", "School", "On roll from", MADE_UP,
)  # fmt: skip
_PUPIL: Final = ("Pupil ID", "Date of birth", "Sex", "Ethnicity", "Special educational needs")
ATTENDANCE: Final = (
    *_PUPIL, "School", "Counted until", "Possible sessions", "Missed sessions",
    "Unauthorised sessions", "Part-time timetable",
)  # fmt: skip
EXCLUSIONS: Final = (
    *_PUPIL, "Exclusion reference", "School", "Began on", "Kind", "Sessions", "Reason",
    "Social worker told",
)  # fmt: skip

_RECORD, _ATTENDED, _EXCLUDED = 35, 36, 37
_YEAR: Final = 365.25
_BEFORE: Final = timedelta(days=240)
"""Some were sent home again and again before the quarters began."""
_AUGUST, _SATURDAY = 8, 5


class SchoolReturns:
    """Give it every child of the district; it writes what the education service knows of pupils."""

    def __init__(
        self,
        district: District,
        *,
        roll: TextIO,
        open_attendance: OpenQuarter,
        open_exclusions: OpenQuarter,
    ) -> None:
        self._seed, self._span = district.seed, district.span
        self._on = district.span.listed_on
        self._roll = csv.writer(roll, lineterminator="\r\n")
        self._roll.writerow(ROLL)
        self._attendance = QuarterFiles(self._span, ATTENDANCE, open_quarter=open_attendance)
        self._exclusions = QuarterFiles(self._span, EXCLUSIONS, open_quarter=open_exclusions)
        self._counted = [(quarter, _counted_until(quarter)) for quarter in self._span.quarters]

    def add(self, child: Child, *, district: int) -> tuple[str, ...]:
        """Write the pupil's rows; gives the ids under which the education service knows the child.

        district: 0 to 11, where the household lives.
        """
        found = pupil(child, seed=self._seed, span=self._span, district=district)
        if found is None:
            return ()
        dice = Dice(self._seed, _RECORD, child.serial)
        record = write_down(dice, child, habit=SCHOOL)
        ethnicity = child.ethnicity if dice.chance(0.985) else ""
        pupil_id = numbers.person_of("ED", child.serial)
        who = (pupil_id, as_day(record.born), record.sex, ethnicity, found.need)
        attended = self._attend(found, who)
        excluded = self._exclude(found, who)
        listed = self._list(dice, found, record, pupil_id=pupil_id, ethnicity=ethnicity)
        return listed or ((pupil_id,) if attended or excluded else ())

    def _list(
        self, dice: Dice, found: Pupil, record: Written, *, pupil_id: str, ethnicity: str
    ) -> tuple[str, ...]:
        """The roll of the day; a second record of the same pupil has no number."""
        if not found.on_roll(self._on):
            return ()
        child, ids = found.child, [pupil_id]
        upn = numbers.slipped(dice, child.upn, share=rates.NUMBER_SLIP)
        self._write(dice, found, record, who=(pupil_id, upn), ethnicity=ethnicity)
        if dice.chance(SCHOOL.known_twice):
            ids.append(numbers.person_of("ED", child.serial, again=1))
            again = write_down(dice, child, habit=SCHOOL)
            self._write(dice, found, again, who=(ids[1], ""), ethnicity=ethnicity)
        return tuple(ids)

    def _write(
        self, dice: Dice, found: Pupil, record: Written, *, who: tuple[str, str], ethnicity: str
    ) -> None:
        where = postcode_on(dice, found.child, self._on, habit=SCHOOL)
        born = min(record.born, self._on)
        called = (record.forenames, record.surname, record.former, as_day(born), record.sex)
        at = (found.school_on(self._on), as_day(found.since(self._on)), "yes")
        self._roll.writerow((*who, *called, ethnicity, where, *at))

    def _attend(self, found: Pupil, who: tuple[str, ...]) -> bool:
        """A row for each quarter on a roll, two where the school changed within it."""
        dice = Dice(self._seed, _ATTENDED, found.child.serial)
        part_time = dice.chance(0.006)
        wrote = False
        for place, (quarter, until) in enumerate(self._counted):
            if not found.on_roll(until):
                continue
            for school, share in _schools(found, quarter, until):
                possible = max(int(rates.SESSIONS[quarter.first.month] * share), 2)
                missed = min(round(possible * found.absence * (0.4 + 1.2 * dice.share())), possible)
                unauthorised = int(missed * rates.UNAUTHORISED * 2 * dice.share())
                counts = (str(possible), str(missed), str(unauthorised))
                self._attendance.write(
                    place, (*who, school, as_day(until), *counts, as_flag(part_time))
                )
                wrote = True
        return wrote

    def _exclude(self, found: Pupil, who: tuple[str, ...]) -> bool:
        dice = Dice(self._seed, _EXCLUDED, found.child.serial)
        wrote = False
        for number, day in enumerate(self._excluded_on(dice, found), start=1):
            place = self._exclusions.place(day)
            if place is None or not found.on_roll(day):
                continue
            permanent = dice.chance(rates.PERMANENT)
            kind = "permanent" if permanent else "suspension"
            sessions = "" if permanent else str(dice.draw(rates.SUSPENSION_SESSIONS))
            told = "" if not found.child.is_known_on(day) else as_flag(dice.chance(0.6))
            what = (as_day(day), kind, sessions, dice.draw(rates.EXCLUDED_FOR), told)
            reference = numbers.reference("EX", found.child.serial, number)
            self._exclusions.write(place, (*who, reference, found.school_on(day), *what))
            wrote = True
            if permanent:
                return True
        return wrote

    def _excluded_on(self, dice: Dice, found: Pupil) -> Iterator[date]:
        """School days on which the pupil was sent home, one after another."""
        since = self._exclusions.first - _BEFORE
        day = dice.day(since, self._exclusions.last)
        years = (self._exclusions.last - since).days / _YEAR
        if not found.on_roll(day) or not dice.chance(_often(found, day) * years):
            return
        for _ in range(dice.draw(rates.SUSPENSIONS_EACH)):
            day = _school_day(day)
            yield day
            day += timedelta(days=8 + int(dice.wait(24)))


def _counted_until(quarter: Period) -> date:
    month, day = rates.COUNTED_UNTIL[quarter.first.month]
    return date(quarter.last.year, month, day)


def _schools(found: Pupil, quarter: Period, until: date) -> tuple[tuple[str, float], ...]:
    """Each school of the quarter, with the share of its sessions that fell there."""
    present, before = found.school_on(until), found.school_on(quarter.first)
    if before == present or not quarter.first < found.moved <= until:
        return ((present, 1.0),)
    share = (found.moved - quarter.first).days / (until - quarter.first).days
    return ((before, share), (present, 1.0 - share))


def _often(found: Pupil, day: date) -> float:
    child = found.child
    often = rates.SUSPENDED.get(age_on(child.born, day), 0.0)
    often *= rates.SUSPENDED_GIRL if child.girl else rates.SUSPENDED_BOY
    often *= rates.SUSPENDED_GROUP.get(child.ethnicity, 1.0) * _BY_NEED[found.need]
    return often * (rates.SUSPENDED_IF_KNOWN if child.is_known_on(day) else 1.0)


_BY_NEED: Final = {
    "plan": rates.SUSPENDED_WITH_PLAN,
    "support": rates.SUSPENDED_WITH_SUPPORT,
    "none": 1.0,
}


def _school_day(day: date) -> date:
    """The same day, or the next one on which schools are open, near enough."""
    if day.month == _AUGUST:
        day = date(day.year, 9, 4)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day
