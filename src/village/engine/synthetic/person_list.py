"""Writes the council's person list: whom its social care knows, at which addresses."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Final, TextIO

from village.engine.synthetic import numbers
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.people import Child
from village.engine.synthetic.recording import COUNCIL, Written, write_down

MADE_UP: Final = "Made-up data"
COLUMNS: Final = (
    "Child ID", "UPN", "NHS number", "Forenames", "Surname", "Other names", "Date of birth",
    "Expected date of birth", "Sex", "Postcode", "Lived there from", "Lived there until", MADE_UP,
)  # fmt: skip

NHS_NUMBER_KNOWN: Final = 0.6
NUMBER_SLIP: Final = 0.003
"""Ours: how often the council has the number, and how often a figure of a number is wrong."""

_SECOND_RECORD: Final = 3_000_000


class PersonList:
    """Give it every child of the district; it lists those known to social care on its day.

    A row is one child at one address, the latest last; days are written day/month/year.
    """

    def __init__(self, out: TextIO, district: District, *, on: date | None = None) -> None:
        self.children = 0
        self.rows = 0
        self._seed = district.seed
        self._since = district.span.first_return
        self._on = on or district.span.listed_on
        self._rows = csv.writer(out, lineterminator="\r\n")
        self._rows.writerow(COLUMNS)

    def add(self, child: Child, *, known: bool = False) -> tuple[str, ...]:
        """Write the child's rows; gives the ids under which the council knows the child.

        known: its missing team knows the child, whatever social care does.
        """
        if not known and not self._is_known(child):
            return ()
        dice = Dice(self._seed, 3, child.serial)
        ids = [child.la_child_id]
        self._write(dice, child, child_id=child.la_child_id, first=True)
        if dice.chance(COUNCIL.known_twice) and child.born <= self._on:
            ids.append(numbers.la_child_id(child.serial + _SECOND_RECORD))
            self._write(dice, child, child_id=ids[1], first=False)
        self.children += len(ids)
        return tuple(ids)

    def _is_known(self, child: Child) -> bool:
        return any(
            one.referred <= self._on and (one.closed or one.referred) >= self._since
            for one in child.episodes
        )

    def _write(self, dice: Dice, child: Child, *, child_id: str, first: bool) -> None:
        """A second record of the same child has no numbers and only the present address."""
        known = write_down(dice, child, habit=COUNCIL)
        upn, nhs = self._numbers(dice, child) if first else ("", "")
        names = _names(child, known, born=child.born <= self._on)
        dates = self._dates(child, known)
        here = (child.address_on(self._on).postcode, "", "")
        places = list(self._addresses(dice, child)) if first else [here]
        if child.born > self._on:
            places = [here]
        for place in places or [("", "", "")]:
            self._rows.writerow((child_id, upn, nhs, *names, *dates, *place, "yes"))
            self.rows += 1

    def _numbers(self, dice: Dice, child: Child) -> tuple[str, str]:
        at_school = child.born <= date(self._on.year - 5 + (self._on.month > 8), 8, 31)
        upn = child.upn if at_school else ""
        knows = child.born <= self._on and dice.chance(NHS_NUMBER_KNOWN)
        nhs = child.nhs_number if knows else ""
        return (
            numbers.slipped(dice, upn, share=NUMBER_SLIP),
            numbers.slipped(dice, nhs, share=NUMBER_SLIP),
        )

    def _addresses(self, dice: Dice, child: Child) -> Iterator[tuple[str, str, str]]:
        """Postcode, from and until of those of the last years that the council was told of."""
        if dice.chance(COUNCIL.no_address):
            return
        told = [one for one in child.addresses if one.since <= self._on]
        if len(told) > 1 and dice.chance(COUNCIL.old_address):
            told.pop()
        for one in told[-3:]:
            until = _day(one.until) if one.until and one is not told[-1] else ""
            yield one.postcode, _day(one.since), until

    def _dates(self, child: Child, known: Written) -> tuple[str, str, str]:
        if child.born > self._on:
            return "", _day(child.due), "U"
        born = known.born if known.born <= self._on else child.born
        return _day(born), "", known.sex


def _names(child: Child, known: Written, *, born: bool) -> tuple[str, str, str]:
    if not born:
        return "Unborn", child.name.family, ""
    return known.forenames, known.surname, known.former


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
