"""Writes the police's quarterly returns of missing episodes, with their own ids and spellings."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, TextIO

from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.histories import Absence
from village.engine.synthetic.people import Child
from village.engine.synthetic.person_list import MADE_UP
from village.engine.synthetic.recording import POLICE, Written, postcode_on, write_down
from village.kernel.periods import Period

COLUMNS: Final = (
    "Police person ID", "Forenames", "Surname", "Date of birth", "Sex", "Ethnicity",
    "Home postcode", "Episode reference", "Missing from", "Returned", "Category", "Risk grade",
    "Found by", "Found where", "Looked after", "CSE flag", "CCE flag", "Council told on", MADE_UP,
)  # fmt: skip

SIXTEEN_AND_ONE: Final = {
    "WBRI": "W1", "WIRI": "W2", "WIRT": "W9", "WROM": "W9", "WOTH": "W9", "MWBC": "M1",
    "MWBA": "M2", "MWAS": "M3", "MOTH": "M9", "AIND": "A1", "APKN": "A2", "ABAN": "A3",
    "AOTH": "A9", "CHNE": "O1", "BCRB": "B1", "BAFR": "B2", "BOTH": "B9", "OOTH": "O9",
    "REFU": "N4", "NOBT": "NS",
}  # fmt: skip
"""The police's codes, which have none for Travellers. Source: Home Office, self-defined ethnicity
16+1 of 2001."""

ETHNICITY_KNOWN: Final = 0.86
LISTED_AFTER: Final = timedelta(days=9)
"""Ours: how often the child's own word on ethnicity is kept; when a quarter's list is made."""


class PoliceReturns:
    """Give it every child of the district; it writes each quarter's episodes to its own file.

    open_quarter: gives the text file of a quarter; whoever gave it closes it.
    """

    def __init__(self, district: District, *, open_quarter: Callable[[Period], TextIO]) -> None:
        self.episodes = 0
        self._seed = district.seed
        self._quarters = district.span.quarters
        self._files = [csv.writer(open_quarter(q), lineterminator="\r\n") for q in self._quarters]
        for file in self._files:
            file.writerow(COLUMNS)

    def add(self, child: Child) -> tuple[str, ...]:
        """Write the child's episodes; gives the ids under which the force knows the child."""
        if not child.absences:
            return ()
        dice = Dice(self._seed, 4, child.serial)
        people = [numbers.police_person(child.serial)]
        records = [write_down(dice, child, habit=POLICE)]
        ethnicity = SIXTEEN_AND_ONE[child.ethnicity] if dice.chance(ETHNICITY_KNOWN) else ""
        for number, absence in enumerate(child.absences, start=1):
            if number > 1 and len(people) == 1 and dice.chance(POLICE.known_twice):
                people.append(numbers.police_person(child.serial, again=1))
                records.append(write_down(dice, child, habit=POLICE))
            person = (people[-1], *_particulars(records[-1]), ethnicity)
            reference = numbers.police_episode(child.serial, number)
            self._write(dice, child, absence, before=person, reference=reference)
        return tuple(people)

    def _write(
        self, dice: Dice, child: Child, absence: Absence, *, before: tuple[str, ...], reference: str
    ) -> None:
        began = absence.missing_from.date()
        place = next((n for n, one in enumerate(self._quarters) if began in one), None)
        if place is None:
            return
        postcode = postcode_on(dice, child, began, habit=POLICE)
        made_on = self._quarters[place].last + LISTED_AFTER
        what = _episode(dice, absence, made_on=made_on)
        flags = [_flag(child.in_care), *(_flag(risk in child.exploited) for risk in ("cse", "cce"))]
        told = _told(dice, began)
        self._files[place].writerow((*before, postcode, reference, *what, *flags, told, "yes"))
        self.episodes += 1


def _particulars(record: Written) -> tuple[str, str, str, str]:
    return record.forenames, record.surname, f"{record.born:%d/%m/%Y}", record.sex


def _episode(dice: Dice, absence: Absence, *, made_on: date) -> tuple[str, ...]:
    """When, what and how; of one still missing when the list is made, only the beginning."""
    began = (_moment(absence.missing_from),)
    graded = (absence.category, absence.risk if dice.chance(0.985) else "")
    if absence.returned_at.date() > made_on:
        return *began, "", *graded, "", ""
    return *began, _moment(absence.returned_at), *graded, absence.found_by, absence.found_where


def _told(dice: Dice, began: date) -> str:
    luck = dice.share()
    if luck < 0.03:
        return ""
    return f"{began + timedelta(days=0 if luck < 0.6 else 1 if luck < 0.92 else 3):%d/%m/%Y}"


def _flag(said: bool) -> str:
    return "yes" if said else "no"


def _moment(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}"
