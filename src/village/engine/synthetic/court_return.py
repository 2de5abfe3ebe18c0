"""Tells what youth justice decides about children, and writes its quarterly cohort."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from village.engine.synthetic import agency_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.people import Child
from village.engine.synthetic.quarterly import (
    OpenQuarter,
    QuarterFiles,
    as_day,
    as_flag,
    particulars,
)
from village.engine.synthetic.recording import YOUTH_JUSTICE, postcode_on, write_down
from village.kernel.days import age_on

COLUMNS: Final = (
    "Youth justice ID", "NHS number", "Forenames", "Surname", "Date of birth", "Sex", "Ethnicity",
    "Postcode", "Decision reference", "Decided on", "Outcome", "First entry to the system",
    "Ended on", "Main offence", "Remanded to detention before the decision",
    "In suitable education, training or work at the decision",
)  # fmt: skip

_STREAM: Final = 33
_YEAR: Final = 365.25
_BEFORE: Final = timedelta(days=400)
_YOUNGEST: Final = min(rates.DECIDED)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it was made. first_entry: the first that is no diversion."""

    on: date
    outcome: str
    first_entry: bool
    ended: date
    offence: str
    remanded: bool


class CourtReturns:
    """Give it every child of the district; it writes each quarter's cohort to its own file."""

    def __init__(self, district: District, *, open_quarter: OpenQuarter) -> None:
        self._seed = district.seed
        self._files = QuarterFiles(district.span, COLUMNS, open_quarter=open_quarter)
        self._since = self._files.first - _BEFORE

    def add(self, child: Child) -> tuple[str, ...]:
        """Write the child's decisions; gives the ids under which the service knows the child."""
        old_enough = age_on(child.born, self._files.last) >= _YOUNGEST
        if not old_enough or child.grown_on < self._since:
            return ()
        dice = Dice(self._seed, _STREAM, child.serial)
        decisions = list(self._tell(dice, child))
        people: list[str] = []
        for number, decision in enumerate(decisions, start=1):
            again = bool(people) and dice.chance(YOUTH_JUSTICE.known_twice)
            person = numbers.person_of("YJ", child.serial, again=int(again))
            if self._write(dice, child, decision, person=person, number=number):
                people.append(person)
        return tuple(dict.fromkeys(people))

    def _tell(self, dice: Dice, child: Child) -> Iterator[Decision]:
        day = dice.day(self._since, self._files.last)
        if not child.is_child_on(day) or not dice.chance(self._often(child, day)):
            return
        entered, later = False, False
        while day <= min(self._files.last, child.grown_on):
            odds = rates.LATER_OUTCOME if later else rates.FIRST_OUTCOME
            one = _decision(dice, day, dice.draw(odds), entered=entered)
            yield one
            entered, later = entered or one.outcome != "diversion", True
            if not dice.chance(rates.DECIDED_AGAIN):
                return
            day += timedelta(days=20 + int(dice.wait(rates.DAYS_UNTIL_DECIDED_AGAIN)))

    def _often(self, child: Child, day: date) -> float:
        often = rates.DECIDED.get(age_on(child.born, day), 0.0)
        often *= rates.DECIDED_GIRL if child.girl else rates.DECIDED_BOY
        often *= rates.DECIDED_GROUP.get(child.ethnicity, 1.0)
        if child.is_known_on(day):
            often *= rates.DECIDED_IF_KNOWN
        if child.absences:
            often *= rates.DECIDED_IF_MISSING
        return often * (self._files.last - self._since).days / _YEAR

    def _write(self, dice: Dice, child: Child, one: Decision, *, person: str, number: int) -> bool:
        """Write the decision into every quarter in which it was open; False where into none."""
        places = self._files.open_in(one.on, one.ended)
        if not places:
            return False
        nhs = child.nhs_number if dice.chance(rates.COURT_HAS_NUMBER) else ""
        record = write_down(dice, child, habit=YOUTH_JUSTICE)
        ethnicity = child.ethnicity if dice.chance(0.97) else ""
        where = postcode_on(dice, child, one.on, habit=YOUTH_JUSTICE)
        reference = numbers.reference("YD", child.serial, number)
        who = (person, nhs, *particulars(record), ethnicity, where, reference)
        what = (as_day(one.on), one.outcome, as_flag(one.first_entry))
        studies = dice.chance(rates.IN_EDUCATION)
        for place in places:
            ended = as_day(one.ended, by=self._files.quarters[place].last)
            rest = (ended, one.offence, as_flag(one.remanded), as_flag(studies))
            self._files.write(place, (*who, *what, *rest))
        return True


def _decision(dice: Dice, day: date, outcome: str, *, entered: bool) -> Decision:
    length = int(rates.ORDER_DAYS[outcome] * (0.6 + 0.8 * dice.share()))
    return Decision(
        on=day,
        outcome=outcome,
        first_entry=outcome != "diversion" and not entered,
        ended=day + timedelta(days=length),
        offence=dice.draw(rates.OFFENCE),
        remanded=outcome in {"custody", "rehabilitation order"} and dice.chance(rates.REMANDED * 4),
    )
