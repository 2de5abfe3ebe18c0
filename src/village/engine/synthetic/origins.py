"""Which cultures the families of each ethnic group in the district come from."""

from collections.abc import Mapping

from village.engine.synthetic.cultures import CULTURES
from village.engine.synthetic.dice import Dice, Odds
from village.engine.synthetic.naming import Lineage, lineage

_ANY = Odds(dict.fromkeys(CULTURES, 1.0))

_EUROPE = {
    "polish": 16.0,
    "romanian": 8.0,
    "albanian": 7.0,
    "italian": 9.0,
    "french": 7.0,
    "portuguese": 8.0,
    "turkish and kurdish": 24.0,
    "greek": 6.0,
    "latin american": 10.0,
}
_AFRICA = {
    "somali": 34.0,
    "west african": 28.0,
    "eritrean and ethiopian": 16.0,
    "congolese": 11.0,
    "ghanaian": 11.0,
}
_SOUTH_ASIA = {"indian": 3.0, "bangladeshi": 3.0, "pakistani": 1.0}
_ELSEWHERE = {
    "arab": 30.0,
    "turkish and kurdish": 30.0,
    "latin american": 15.0,
    "afghan": 9.0,
    "iranian": 6.0,
    "vietnamese": 6.0,
    "filipino": 4.0,
}

_OF: Mapping[str, Odds[str]] = {
    "WBRI": Odds({"british": 1}),
    "WIRI": Odds({"irish": 1}),
    "WIRT": Odds({"irish": 1}),
    "WROM": Odds({"romanian": 1}),
    "WOTH": Odds(_EUROPE),
    "AIND": Odds({"indian": 1}),
    "APKN": Odds({"pakistani": 1}),
    "ABAN": Odds({"bangladeshi": 1}),
    "AOTH": Odds({"vietnamese": 2, "afghan": 2, "filipino": 1, "indian": 1}),
    "CHNE": Odds({"chinese": 1}),
    "BCRB": Odds({"caribbean": 1}),
    "BAFR": Odds(_AFRICA),
    "BOTH": Odds({"caribbean": 2, "congolese": 1, "ghanaian": 1}),
    "OOTH": Odds(_ELSEWHERE),
}
_BOTH_SIDES: Mapping[str, tuple[Odds[str], Odds[str]]] = {
    "MWBC": (Odds({"british": 4, "irish": 1}), Odds({"caribbean": 1})),
    "MWBA": (Odds({"british": 3, **_EUROPE}), Odds(_AFRICA)),
    "MWAS": (Odds({"british": 8, "italian": 1, "french": 1}), Odds(_SOUTH_ASIA)),
    "MOTH": (Odds({"british": 3, **_EUROPE}), Odds(_ELSEWHERE)),
}


def parents(dice: Dice, *, ethnicity: str) -> tuple[str, Lineage]:
    """The culture that a child is named in, and the names that come down to it."""
    sides = _BOTH_SIDES.get(ethnicity)
    if sides is None:
        culture = dice.draw(_OF.get(ethnicity, _ANY))
        return culture, lineage(dice, culture=culture, mothers_culture=culture)
    one, other = dice.draw(sides[0]), dice.draw(sides[1])
    mother, father = (one, other) if dice.chance(0.6) else (other, one)
    named = father if dice.chance(0.6) else mother
    return named, lineage(dice, culture=named, mothers_culture=mother)
