"""Names children as their families would: order, fathers' names and endings by culture."""

from dataclasses import dataclass
from typing import Final

from village.engine.synthetic.cultures import CULTURES, Culture, Way
from village.engine.synthetic.dice import Dice

_SIKH: Final = frozenset({"Dhillon", "Gill", "Sandhu", "Grewal"})


@dataclass(frozen=True, slots=True)
class Name:
    """A full name as the family would write it on an English form."""

    forenames: tuple[str, ...]
    family: str

    @property
    def given(self) -> str:
        return self.forenames[0]

    @property
    def middle(self) -> str:
        return " ".join(self.forenames[1:])


@dataclass(frozen=True, slots=True)
class Lineage:
    """What the children of one mother and father take from them."""

    culture: Culture
    family: str
    mothers: str
    father: str
    grandfather: str


def lineage(dice: Dice, *, culture: str, mothers_culture: str) -> Lineage:
    """Draw the names of the parents' side."""
    ours = CULTURES[culture]
    family = dice.pick(ours.families)
    theirs = [name for name in CULTURES[mothers_culture].families if name != family]
    return Lineage(
        culture=ours,
        family=family,
        mothers=_of_woman(dice.pick(theirs)),
        father=dice.pick(ours.boys),
        grandfather=dice.pick(ours.families),
    )


def name_child(dice: Dice, *, line: Lineage, girl: bool, taken: set[str]) -> Name:
    """Name a child; `taken` holds the siblings' given names and gains this child's."""
    names = line.culture.girls if girl else line.culture.boys
    given = dice.pick(names)
    while given in taken and len(taken) < len(names) // 2:
        given = dice.pick(names)
    taken.add(given)
    own = [given]
    if dice.chance(line.culture.middle) and (middle := dice.pick(names)) != given:
        own.append(middle)
    forenames, family = _whole(dice, line=line, girl=girl, own=own)
    return Name(tuple(forenames), family)


def _whole(dice: Dice, *, line: Lineage, girl: bool, own: list[str]) -> tuple[list[str], str]:
    family = line.family
    match line.culture.way:
        case Way.THREE_PART:
            own, family = [own[0], line.father], line.grandfather
        case Way.FATHER:
            family = line.father
        case Way.OWN_LAST:
            family = dice.pick(line.culture.own_girls if girl else line.culture.families)
        case Way.TWO_FAMILIES:
            family = f"{family} {line.mothers}"
        case Way.BY_SEX:
            family = family.replace("#", "a" if girl else "i")
        case Way.FAITH if family in _SIKH:
            own, family = _of_faith(dice, family=family, girl=girl, own=own)
        case Way.FAMILY_LAST if dice.chance(line.culture.barrelled):
            family = f"{line.mothers}-{family}"
    return own, family


def _of_faith(dice: Dice, *, family: str, girl: bool, own: list[str]) -> tuple[list[str], str]:
    """Kaur or Singh in place of the family's name, or before it."""
    word = "Kaur" if girl else "Singh"
    return (own, word) if dice.chance(0.4) else ([own[0], word], family)


def _of_woman(family: str) -> str:
    return family.replace("#", "a")
