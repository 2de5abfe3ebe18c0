"""Writes the missing team's return interviews, which agree with the police's list only mostly."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TextIO

from village.engine.synthetic import agency_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.histories import Absence
from village.engine.synthetic.people import Child
from village.engine.synthetic.police_return import LISTED_AFTER
from village.engine.synthetic.quarterly import (
    OpenQuarter,
    QuarterFiles,
    as_day,
    as_flag,
    as_moment,
)

COLUMNS: Final = (
    "Interview reference", "Child ID", "Date of birth", "Sex", "Ethnicity",
    "Police episode reference", "Missing from", "Returned", "Council told of the return",
    "Interview offered", "Outcome", "Interview held", "Held by", "Looked after",
    "Placed here by another council", "Told of harm or risk",
)  # fmt: skip
EPISODES: Final = ("child", "police_reference", "interview", "known_to")

_STREAM: Final = 40


@dataclass(frozen=True, slots=True)
class _Told:
    """An absence as the council was told of it. number: which of the child's in the police's list,
    0 for one that the police never heard of."""

    number: int
    left: datetime
    back: datetime
    reference: str


class InterviewReturns:
    """Give it every child of the district once its absences are told.

    truth: gets a row for each episode: which interview is of which, and who alone knows of it.
    """

    def __init__(self, district: District, *, open_quarter: OpenQuarter, truth: TextIO) -> None:
        self._seed = district.seed
        self._files = QuarterFiles(district.span, COLUMNS, open_quarter=open_quarter)
        self._truth = csv.writer(truth, lineterminator="\n")
        self._truth.writerow(EPISODES)

    def add(self, child: Child) -> tuple[str, ...]:
        """Write the child's returns; gives the id by which the council then knows the child."""
        if not child.absences:
            return ()
        dice = Dice(self._seed, _STREAM, child.serial)
        ethnicity = child.ethnicity if dice.chance(0.95) else ""
        who = (child.la_child_id, as_day(child.born), child.sex, ethnicity)
        wrote = 0
        for told in self._heard(dice, child):
            if (place := self._files.place(told.back.date())) is None:
                continue
            wrote += 1
            interview = numbers.reference("RI", child.serial, wrote)
            self._files.write(place, (interview, *who, *self._row(dice, child, told, place)))
            if told.number:
                self._note(child, interview, of=told.number, known_to="both")
            else:
                self._note(child, interview, of=0, known_to="council")
        return (child.la_child_id,) if wrote else ()

    def _heard(self, dice: Dice, child: Child) -> Iterator[_Told]:
        """What the council came to know of, now and then by itself."""
        for number, absence in enumerate(child.absences, start=1):
            if dice.chance(rates.COUNCIL_KNOWS_EPISODE):
                yield _as_heard(dice, child, absence, number=number)
            else:
                self._note(child, "", of=number, known_to="police")
            if dice.chance(rates.COUNCIL_ALONE_KNOWS * (3 if child.in_care else 1)):
                left = absence.returned_at + timedelta(hours=dice.between(9, 40))
                back = left + timedelta(minutes=dice.between(90, 600))
                yield _Told(0, _skipping(left), _skipping(back), "")

    def _note(self, child: Child, interview: str, *, of: int, known_to: str) -> None:
        reference = numbers.police_episode(child.serial, of) if of else ""
        self._truth.writerow((child.serial, reference, interview, known_to))

    def _row(self, dice: Dice, child: Child, told: _Told, place: int) -> tuple[str, ...]:
        made_on = self._files.quarters[place].last + LISTED_AFTER
        outcome = dice.draw(rates.INTERVIEW)
        held = told.back + timedelta(hours=dice.draw(rates.INTERVIEW_HOURS) + dice.between(-4, 9))
        waits = outcome == "held" and held.date() > made_on
        offered = told.back.date() + timedelta(days=dice.draw(rates.OFFERED_DAYS))
        if outcome == "held":
            offered = min(offered, held.date())
        spoke = outcome == "held" and not waits
        return (
            told.reference, as_moment(told.left), as_moment(told.back), _heard_on(dice, told),
            "" if outcome == "not offered" else as_day(offered, by=made_on),
            "waiting" if waits else outcome,
            as_moment(_skipping(held)) if spoke else "",
            dice.draw(rates.INTERVIEWER) if spoke else "",
            as_flag(child.in_care), as_flag(child.in_care and dice.chance(0.2)),
            as_flag(dice.chance(0.21)) if spoke else "",
        )  # fmt: skip


def _as_heard(dice: Dice, child: Child, absence: Absence, *, number: int) -> _Told:
    """As the police have it, or as a carer told it: to the quarter of an hour, and later."""
    left, back = absence.missing_from, absence.returned_at
    if not dice.chance(rates.TIME_AS_POLICE):
        left = _skipping(_rounded(left) + timedelta(minutes=15 * dice.between(-8, 8)))
        later = timedelta(minutes=15 * dice.between(0, 24))
        back = _skipping(max(_rounded(back) + later, left + timedelta(minutes=30)))
    return _Told(number, left, back, _reference(dice, child, number))


def _reference(dice: Dice, child: Child, number: int) -> str:
    true = numbers.police_episode(child.serial, number)
    match dice.draw(rates.REFERENCE):
        case "right":
            return true
        case "mistyped":
            return numbers.slipped(dice, true, share=1.0)
        case "of another" if len(child.absences) > 1:
            return numbers.police_episode(child.serial, number % len(child.absences) + 1)
    return ""


def _heard_on(dice: Dice, told: _Told) -> str:
    days: tuple[int, ...] = (0, 0, 0, 1, 1, 2)
    day: date = told.back.date() + timedelta(days=dice.pick(days))
    return as_day(day) if dice.chance(0.93) else ""


def _rounded(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15)


def _skipping(moment: datetime) -> datetime:
    """Never in the hour that clocks jump over in March."""
    return moment + timedelta(hours=1) if moment.hour == 1 else moment
