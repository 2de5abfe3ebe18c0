"""What is said of a pair of records: one child, two children, or a person must look."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from village.engine.linkage import comparisons as how
from village.engine.linkage.model import Pair, chance
from village.engine.linkage.prepare import Prepared


class Verdict(StrEnum):
    """SAME and DIFFERENT are sure enough to stand; LOOK waits for a person."""

    SAME = "same"
    DIFFERENT = "different"
    LOOK = "look"


class Why(StrEnum):
    """Why a pair was judged so, in words for the person who looks."""

    WEIGHT = "The records agree in more than chance explains."
    LITTLE = "Too little agrees."
    UNSURE = "What agrees could be one child or two."
    NUMBERS = "Their NHS numbers differ by more than one slip."
    NAMES = "Their first names agree in no way, and no number says that they are one child."
    NAMESAKES = (
        "Another address, and another birthday, middle name or pupil number: perhaps namesakes."
    )
    BIRTHDAYS = "They agree in all but the date of birth, of which no two parts are the same."
    TWINS = (
        "Same family and birthday, and first names that are alike, neither plainly a slip of the"
        " other: twins, or one child."
    )
    UNNAMED = "Same family and birthday, and one has no first name: the child, or its twin."
    TOGETHER = (
        "They agree, and what each is with already does not: one agency would have the child twice,"
        " or names, birthdays or numbers would differ."
    )


MOST_FALSE: Final = 0.001
"""The highest share of false links that a run may expect by its own model."""

SLIP_OF: Final = 50
"""A name that is alike another and fifty times rarer is taken for a slip of it."""

MISSING: Final = -1
"""The level of a field that one of the two does not have."""

LEAST_CHANCE: Final = 0.98
LOOK_FROM: Final = 0.02
"""No link is made below the first probability; nobody is asked to look below the second."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what was said of it."""

    pair: Pair
    verdict: Verdict
    why: Why


def threshold(pairs: Iterable[Pair]) -> float:
    """The lowest weight at which the links of this run are expected to be right often enough.

    It is found anew for every run: in a larger place more strangers look alike.
    """
    likely = sorted(pair.weight for pair in pairs if pair.chance >= LEAST_CHANCE)[::-1]
    found, expected = float("inf"), 0.0
    for links, weight in enumerate(likely, start=1):
        expected += 1 - chance(weight)
        if expected <= MOST_FALSE * links:
            found = weight
    return found


def judge(pairs: Sequence[Pair], people: Sequence[Prepared]) -> list[Judged]:
    """Every pair with its verdict, in the order given."""
    named = {person.unique_id: person.given or "" for person in people}
    birthdays = _birthdays(people)
    vetoed = {id(pair): why for pair in pairs if (why := veto(pair))}
    least = threshold(pair for pair in pairs if id(pair) not in vetoed)

    def verdict(pair: Pair) -> Judged:
        if why := vetoed.get(id(pair)):
            return Judged(pair, Verdict.DIFFERENT, why)
        twins = _twins(pair)
        if twins and not (_may_slip(pair) and _slip(pair, named, birthdays)):
            return Judged(pair, Verdict.LOOK, twins)
        if pair.weight >= least:
            doubt = _doubt(pair)
            return Judged(pair, Verdict.LOOK if doubt else Verdict.SAME, doubt or Why.WEIGHT)
        if pair.chance >= LOOK_FROM:
            return Judged(pair, Verdict.LOOK, Why.UNSURE)
        return Judged(pair, Verdict.DIFFERENT, Why.LITTLE)

    return [verdict(pair) for pair in pairs]


def veto(pair: Pair) -> Why | None:
    """What no weight outweighs: it keeps twins apart, who share all but first name and number."""
    if pair.nhs == 0:
        return Why.NUMBERS
    if pair.forename == 0 and not pair.numbered:
        return Why.NAMES
    return None


def _doubt(pair: Pair) -> Why | None:
    """What makes a person look at a pair that its weight would join."""
    if namesakes(pair):
        return Why.NAMESAKES
    return Why.BIRTHDAYS if pair.born == 0 and not pair.numbered else None


def namesakes(pair: Pair) -> bool:
    """Another postcode beside another birthday, middle name or pupil number: two of one name?"""
    elsewhere = pair.postcode == 0 and not pair.numbered
    other_day = 0 <= pair.born < how.SAME_BORN
    return elsewhere and (other_day or 0 in (pair.middle, pair.upn))


def _twins(pair: Pair) -> Why | None:
    """Same family and birthday, no number that settles it, and a first name that does not either.

    It is missing, or near the other one, or elsewhere in the name of a child of the other sex.
    """
    family = pair.surname >= how.SHARED_SURNAME or pair.postcode == how.SAME_POSTCODE
    if not family or pair.born != how.SAME_BORN or pair.numbered:
        return None
    if pair.forename == MISSING:
        return Why.UNNAMED
    moved = pair.forename == how.MOVED_GIVEN and pair.sex == 0
    near = pair.forename in (how.NEAR_GIVEN, how.LIKE_GIVEN)
    return Why.TWINS if near or moved else None


def _may_slip(pair: Pair) -> bool:
    """Whether two first names that differ may be one name, written wrongly."""
    return pair.forename != MISSING and pair.sex != 0


def _birthdays(people: Iterable[Prepared]) -> Mapping[str, int]:
    """On how many days somebody was born who bears a first name."""
    born: dict[str, set[date | None]] = defaultdict(set)
    for person in people:
        born[person.given or ""].add(person.born)
    return {name: len(days) for name, days in born.items()}


def _slip(pair: Pair, named: Mapping[str, str], birthdays: Mapping[str, int]) -> bool:
    """Whether one first name is plainly a slip of the other.

    Far fewer bear it; or nobody else does, and it is one finger's slip within the word, for names
    that are both given, such as Amelia and Amelie, mostly differ at an end.
    """
    one, other = named[pair.left], named[pair.right]
    fewer, more = sorted((birthdays[one], birthdays[other]))
    within = pair.forename == how.NEAR_GIVEN and (one[0], one[-1]) == (other[0], other[-1])
    return fewer * SLIP_OF <= more or (fewer == 1 and within)
