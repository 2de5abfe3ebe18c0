"""Writes the child health register: nearly every child, nearly every NHS number."""

import csv
from datetime import date, timedelta
from typing import Final, TextIO

from village.engine.synthetic import agency_rates as rates
from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.people import Child
from village.engine.synthetic.quarterly import MADE_UP, as_day
from village.engine.synthetic.recording import HEALTH, postcode_on, write_down

COLUMNS: Final = (
    "Patient ID", "NHS number", "Forenames", "Surname", "Other names", "Date of birth", "Sex",
    "Ethnicity", "Postcode", "Practice code", "Registered from", MADE_UP,
)  # fmt: skip

NHS_CATEGORY: Final = {
    "WBRI": "A", "WIRI": "B", "WIRT": "C", "WROM": "C", "WOTH": "C", "MWBC": "D", "MWBA": "E",
    "MWAS": "F", "MOTH": "G", "AIND": "H", "APKN": "J", "ABAN": "K", "AOTH": "L", "CHNE": "R",
    "BCRB": "M", "BAFR": "N", "BOTH": "P", "OOTH": "S", "REFU": "Z", "NOBT": "Z",
}  # fmt: skip
"""The NHS's letters, none for Travellers. Source: NHS Data Dictionary, ETHNIC CATEGORY."""

_STREAM: Final = 31
_NAMELESS: Final = timedelta(days=42)
"""Until about so old, some are written down as a baby of their mother."""


class HealthRegister:
    """Give it every child of the district; it lists those who are registered on its day."""

    def __init__(self, out: TextIO, district: District) -> None:
        self.rows = 0
        self._seed = district.seed
        self._on = district.span.listed_on
        self._rows = csv.writer(out, lineterminator="\r\n")
        self._rows.writerow(COLUMNS)

    def add(self, child: Child) -> tuple[str, ...]:
        """Write the child's row; gives the ids under which the register knows the child."""
        if not child.is_child_on(self._on):
            return ()
        dice = Dice(self._seed, _STREAM, child.serial)
        if not dice.chance(rates.REGISTERED):
            return ()
        has_number = dice.chance(rates.REGISTER_HAS_NUMBER)
        number = numbers.slipped(dice, child.nhs_number, share=rates.NUMBER_SLIP)
        ids = [numbers.person_of("HR", child.serial)]
        self._write(dice, child, patient=ids[0], number=number if has_number else "")
        if dice.chance(HEALTH.known_twice):
            ids.append(numbers.person_of("HR", child.serial, again=1))
            self._write(dice, child, patient=ids[1], number="")
        return tuple(ids)

    def _write(self, dice: Dice, child: Child, *, patient: str, number: str) -> None:
        known = write_down(dice, child, habit=HEALTH)
        born = known.born if known.born <= self._on else child.born
        nameless = child.born > self._on - _NAMELESS and dice.chance(0.4)
        self._rows.writerow(
            (
                patient, number, "BABY" if nameless else known.forenames, known.surname,
                known.former, as_day(born), known.sex, category(dice, child),
                postcode_on(dice, child, self._on, habit=HEALTH), _practice(dice),
                as_day(self._registered(dice, child, born)), "yes",
            )
        )  # fmt: skip
        self.rows += 1

    def _registered(self, dice: Dice, child: Child, born: date) -> date:
        """Some weeks after coming to the present address, or after birth."""
        came = max(child.address_on(self._on).since, born)
        return min(came + timedelta(days=dice.between(0, 60)), self._on)


def category(dice: Dice, child: Child) -> str:
    """The ethnic category that the health service wrote down; empty where nobody asked."""
    return NHS_CATEGORY[child.ethnicity] if dice.chance(0.9) else ""


def _practice(dice: Dice) -> str:
    return f"MU{dice.between(1, 34):04d}"
