"""Draws the district's families, one after another, each from a seed of its own."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from village.engine.synthetic import numbers, rates
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.naming import Lineage, Name, name_child
from village.engine.synthetic.origins import parents
from village.engine.synthetic.people import Address, Child, Household
from village.engine.synthetic.span import Span

_YEAR = 365.25
_BEFORE_FIRST = 6
"""Years before the first birth that matters in which families begin."""


class Families:
    """Numbers run on from child to child, so families come in order and only once."""

    def __init__(self, *, seed: int, span: Span) -> None:
        self._seed = seed
        self._span = span
        self._latest = span.as_at + timedelta(days=rates.UNBORN_FROM_DAYS)
        self._serial = count(1)
        self._nhs = (found for n in count(1) if (found := numbers.nhs_number(n)))

    def __iter__(self) -> Iterator[Household]:
        return (self._household(number) for number in count())

    def _household(self, number: int) -> Household:
        dice = Dice(self._seed, 0, number)
        district = dice.between(0, len(rates.AREA_RISK) - 1)
        risk = dice.draw(rates.RISK) * rates.AREA_RISK[district]
        births = self._births(dice)
        if not births:
            return Household(number, district, risk, ())
        home = _Home(dice, number, district, self._addresses(dice, number, district))
        return Household(number, district, risk, tuple(self._children(home, births)))

    def _births(self, dice: Dice) -> list[date]:
        """Days on which the mother gave or will give birth, of those that matter."""
        since = self._span.first_birth - timedelta(days=_BEFORE_FIRST * 365)
        born = dice.day(since, self._latest)
        days = []
        for _ in range(dice.draw(rates.FAMILY_SIZE)):
            days.append(born)
            born += timedelta(days=470 + int(dice.wait(1.9 * _YEAR)))
        return [day for day in days if self._span.first_birth <= day <= self._latest]

    def _addresses(self, dice: Dice, number: int, district: int) -> tuple[Address, ...]:
        """From the present back: the last one is open."""
        until: date | None = None
        since = self._span.as_at
        lived: list[Address] = []
        while until is None or until > self._span.first_birth:
            since -= timedelta(days=60 + int(dice.wait(rates.YEARS_AT_AN_ADDRESS * _YEAR)))
            near = district if dice.chance(0.6) else dice.between(0, len(rates.AREA_RISK) - 1)
            postcode = numbers.postcode(dice, household=number, district=near)
            lived.append(Address(postcode, since, until))
            until = since - timedelta(days=1)
            if since < self._span.first_referral and dice.chance(rates.MOVED_IN_FROM_ELSEWHERE):
                lived.append(Address(numbers.postcode_elsewhere(dice), date(1990, 1, 1), until))
                break
        return tuple(reversed(lived))

    def _children(self, home: "_Home", births: list[date]) -> Iterator[Child]:
        for place, born in enumerate(births):
            if place and home.dice.chance(rates.HALF_SIBLING):
                home.new_father()
            together = _born_together(home.dice)
            due = born + timedelta(days=home.dice.between(-9, 16) + 21 * (together - 1))
            first_is_girl = not home.dice.chance(rates.BOYS)
            alike = together > 1 and home.dice.chance(rates.IDENTICAL_TWINS)
            for twin in range(together):
                same = twin == 0 or alike
                girl = first_is_girl if same else not home.dice.chance(rates.BOYS)
                yield self._child(home, born=born, due=due, births=together, girl=girl)

    def _child(self, home: "_Home", *, born: date, due: date, births: int, girl: bool) -> Child:
        dice, serial = home.dice, next(self._serial)
        name = name_child(dice, line=home.line, girl=girl, taken=home.given)
        upn, former = _pupil_numbers(dice, serial=serial, born=born)
        return Child(
            serial=serial,
            household=home.number,
            la_child_id=numbers.la_child_id(serial),
            upn=upn,
            former_upn=former,
            nhs_number=next(self._nhs, ""),
            name=name,
            former_family=_former_family(dice, home=home, name=name),
            girl=girl,
            born=born,
            due=due,
            births=births,
            ethnicity=home.ethnicity,
            culture=home.culture,
            disabilities=_disabilities(dice),
            addresses=_since_birth(home.addresses, born),
        )


class _Home:
    """What the children of one mother share, until another father comes."""

    def __init__(
        self, dice: Dice, number: int, district: int, addresses: tuple[Address, ...]
    ) -> None:
        self.dice = dice
        self.number = number
        self.addresses = addresses
        self.given: set[str] = set()
        self.ethnicity = dice.draw(rates.ETHNICITY)
        self.culture, self.line = parents(dice, ethnicity=self.ethnicity)

    def new_father(self) -> None:
        """A half-sibling's line, sometimes of another ethnic group."""
        if self.dice.chance(0.4):
            self.ethnicity = self.dice.draw(rates.ETHNICITY)
        self.culture, self.line = parents(self.dice, ethnicity=self.ethnicity)


def _born_together(dice: Dice) -> int:
    if not dice.chance(rates.MULTIPLE_BIRTHS):
        return 1
    return 3 if dice.chance(rates.TRIPLETS) else 2


def _pupil_numbers(dice: Dice, *, serial: int, born: date) -> tuple[str, str]:
    """The number that school gives, or none; and the one before it, of a few."""
    council = dice.pick(numbers.UPN_COUNCILS)
    luck = dice.share()
    if luck < 0.02:
        return "", ""
    upn = numbers.upn(serial, year=born.year + 4, council=council, temporary=luck < 0.03)
    if luck > 0.98:
        return upn, numbers.upn(serial + 5_000_000, year=born.year + 4, council=council)
    return upn, ""


def _former_family(dice: Dice, *, home: _Home, name: Name) -> str:
    line: Lineage = home.line
    if not dice.chance(rates.FAMILY_NAME_CHANGED) or line.mothers == name.family:
        return ""
    return line.mothers


def _disabilities(dice: Dice) -> tuple[str, ...]:
    """None for most; of the rest a third have two."""
    if not dice.chance(rates.DISABLED):
        return ()
    found = {dice.draw(rates.DISABILITIES)}
    if dice.chance(1 / 3):
        found.add(dice.draw(rates.DISABILITIES))
    return tuple(sorted(found))


def _since_birth(addresses: tuple[Address, ...], born: date) -> tuple[Address, ...]:
    return tuple(
        Address(one.postcode, max(one.since, born), one.until)
        for one in addresses
        if one.until is None or one.until >= born
    )
