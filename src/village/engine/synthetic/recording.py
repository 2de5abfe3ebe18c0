"""Writes a child's particulars down as a busy agency would: mostly right."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from village.engine.synthetic.cultures import CULTURES, Way
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.people import Child
from village.engine.synthetic.spellings import ALSO_WRITTEN, NEXT_KEYS, PLAIN_LETTERS, SHORT


@dataclass(frozen=True, slots=True)
class Habit:
    """How often an agency writes something otherwise than the family would. All are assumptions."""

    typo: float
    other_spelling: float
    short_name: float
    accents_lost: float
    middle_lost: float
    parts_lost: float
    swapped: float
    joined: float
    capitals: bool
    day_month: float
    day_slip: float
    first_of_january: float
    other_sex: float
    old_address: float
    no_address: float
    known_twice: float


COUNCIL = Habit(
    typo=0.012,
    other_spelling=0.06,
    short_name=0.03,
    accents_lost=0.5,
    middle_lost=0.3,
    parts_lost=0.2,
    swapped=0.06,
    joined=0.25,
    capitals=False,
    day_month=0.003,
    day_slip=0.004,
    first_of_january=0.003,
    other_sex=0.001,
    old_address=0.08,
    no_address=0.01,
    known_twice=0.01,
)
POLICE = Habit(
    typo=0.035,
    other_spelling=0.16,
    short_name=0.1,
    accents_lost=1.0,
    middle_lost=0.7,
    parts_lost=0.45,
    swapped=0.16,
    joined=0.5,
    capitals=True,
    day_month=0.012,
    day_slip=0.012,
    first_of_january=0.008,
    other_sex=0.004,
    old_address=0.16,
    no_address=0.05,
    known_twice=0.12,
)

HEALTH = Habit(
    typo=0.008,
    other_spelling=0.07,
    short_name=0.015,
    accents_lost=0.95,
    middle_lost=0.25,
    parts_lost=0.22,
    swapped=0.08,
    joined=0.3,
    capitals=True,
    day_month=0.002,
    day_slip=0.002,
    first_of_january=0.006,
    other_sex=0.001,
    old_address=0.14,
    no_address=0.004,
    known_twice=0.006,
)
SCHOOL = Habit(
    typo=0.009,
    other_spelling=0.05,
    short_name=0.05,
    accents_lost=0.7,
    middle_lost=0.4,
    parts_lost=0.25,
    swapped=0.04,
    joined=0.25,
    capitals=False,
    day_month=0.002,
    day_slip=0.003,
    first_of_january=0.002,
    other_sex=0.001,
    old_address=0.07,
    no_address=0.006,
    known_twice=0.008,
)
YOUTH_JUSTICE = Habit(
    typo=0.02,
    other_spelling=0.1,
    short_name=0.07,
    accents_lost=0.9,
    middle_lost=0.55,
    parts_lost=0.35,
    swapped=0.1,
    joined=0.4,
    capitals=False,
    day_month=0.006,
    day_slip=0.007,
    first_of_january=0.003,
    other_sex=0.002,
    old_address=0.13,
    no_address=0.03,
    known_twice=0.03,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A child as one record has it. former: the name before, where the agency knows the new one."""

    forenames: str
    surname: str
    former: str
    born: date
    sex: str


def write_down(dice: Dice, child: Child, *, habit: Habit) -> Written:
    """One record of a child; another throw of the dice gives another record."""
    forenames, surname, former = _names(dice, child, habit=habit)
    sex = child.sex
    if dice.chance(habit.other_sex):
        sex = "M" if child.girl else "F"
    born = _birth(dice, child.born, habit=habit)
    return Written(forenames, surname, former, born=born, sex=sex)


def postcode_on(dice: Dice, child: Child, day: date, *, habit: Habit) -> str:
    """Where the agency thinks that the child lives; empty where it does not know."""
    if dice.chance(habit.no_address):
        return ""
    address = child.address_on(day)
    if dice.chance(habit.old_address):
        address = child.address_on(address.since - timedelta(days=1))
    return address.postcode


def _names(dice: Dice, child: Child, *, habit: Habit) -> tuple[str, str, str]:
    given = _one_name(dice, child.name.given, habit=habit)
    if given == child.name.given and dice.chance(habit.short_name):
        given = SHORT.get(given, given)
    middle, family = _shape(dice, child, habit=habit)
    former = ""
    if child.former_family:
        known = not dice.chance(habit.parts_lost)
        family, former = (family, child.former_family) if known else (child.former_family, "")
    forenames = f"{given} {middle}".strip()
    surname = _one_name(dice, family, habit=habit)
    odd_order = CULTURES[child.culture].way in {Way.FAMILY_FIRST, Way.THREE_PART}
    if dice.chance(habit.swapped if odd_order else habit.swapped / 20):
        forenames, surname = surname, forenames
    if dice.chance(habit.accents_lost):
        forenames, surname, former = (_unaccented(text) for text in (forenames, surname, former))
    return forenames, surname.upper() if habit.capitals else surname, former


def _shape(dice: Dice, child: Child, *, habit: Habit) -> tuple[str, str]:
    """Middle and family name, after what the form had no room for is lost."""
    middle, family = child.name.middle, child.name.family
    way = CULTURES[child.culture].way
    lost = dice.chance(habit.parts_lost)
    if way is Way.THREE_PART and lost:
        return ("", middle) if dice.chance(0.5) else ("", f"{middle} {family}")
    if way is Way.TWO_FAMILIES and lost:
        return middle, dice.pick(family.split(" ", 1))
    if "-" in family and lost:
        return middle, dice.pick((family.replace("-", " "), *family.split("-", 1)))
    return ("" if dice.chance(habit.middle_lost) else middle), family


def _one_name(dice: Dice, name: str, *, habit: Habit) -> str:
    spellings = ALSO_WRITTEN.get(name)
    if spellings and dice.chance(habit.other_spelling):
        return dice.pick(spellings)
    if dice.chance(habit.typo):
        return _mistyped(dice, name)
    if ("'" in name or "-" in name) and dice.chance(habit.joined):
        sign = "'" if "'" in name else "-"
        return name.replace(sign, dice.pick(("", " ")))
    return name


def _mistyped(dice: Dice, name: str) -> str:
    """One slip of a finger after the first letter."""
    if len(name) < 3:
        return name
    at = dice.between(1, len(name) - 2)
    before, sign, after = name[:at], name[at], name[at + 1 :]
    match dice.between(0, 3):
        case 0:
            return before + after
        case 1:
            return before + sign + sign + after
        case 2:
            return before + after[0] + sign + after[1:]
    return before + dice.pick(NEXT_KEYS.get(sign.lower(), sign)) + after


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(PLAIN_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _birth(dice: Dice, born: date, *, habit: Habit) -> date:
    luck = dice.share()
    if luck < habit.first_of_january:
        return date(born.year, 1, 1)
    luck -= habit.first_of_january
    if luck < habit.day_month and born.day <= 12:
        return date(born.year, born.day, born.month)
    luck -= habit.day_month
    if 0 <= luck < habit.day_slip:
        return date(born.year, born.month, dice.between(1, 28))
    return born
