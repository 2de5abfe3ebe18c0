"""The plain sentences about a figure that rests on links between agencies' records."""

from collections.abc import Sequence
from dataclasses import dataclass

from village.figures.figure import Unit
from village.figures.linkage import Moves, Nearer, Share
from village.figures.words import rounded

AGENCIES = {
    "council": "the council",
    "police": "the police",
    "health": "health services",
    "education": "the education service",
    "youth-justice": "the youth justice service",
    "voluntary": "the voluntary sector",
}
FEW_IN = 1_000


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure linkage is between the agencies of a figure.

    found: tried without any number of the child's, on those whom equal NHS numbers show to be one;
    None where that could not be tried. everywhere: it was tried over all agencies, because too few
    records of these share a number. precision: expected share of links that are right. too_many:
    the share by which the head count of the whole is too high, below 0 too low.
    """

    agencies: tuple[str, ...]
    found: Share | None
    everywhere: bool
    precision: float
    too_many: float


def agency_words(agency: str) -> str:
    """An agency as it is called in a sentence."""
    return AGENCIES.get(agency, agency.replace("-", " "))


def listed(words: Sequence[str]) -> str:
    """One, one and another, or several with commas."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def linkage_sentence(sure: Sure, moves: Moves, near: Nearer | None, *, unit: Unit) -> str:
    """Say how sure the links behind a figure are, and which way the missed ones move it."""
    agencies = listed([agency_words(one) for one in sure.agencies])
    said = [f"This rests on knowing the same child in the records of {agencies}."]
    said += [_found(sure), _moved(sure, moves), _near(near, unit=unit), _heads(sure.too_many)]
    return " ".join(filter(None, said))


def _found(sure: Sure) -> str:
    wrong = _wrong(sure.precision)
    if sure.found is None:
        return f"How many of the links are found could not be tried in this version; {wrong}."
    tried = sure.found
    share, low, high = (_hundred(one) for one in (tried.share, tried.low, tried.high))
    found = (
        f"by name, birthday and address alone, linkage finds {_nearly(share)} of 100 links between "
        f"{'them' if not sure.everywhere else 'those that do'} ({low} to {high}, 95% interval)"
    )
    if sure.everywhere:
        none = "Their records share no number by which that could be tried;"
        return f"{none} {found}; {wrong}."
    return f"B{found[1:]}; {wrong}."


def _hundred(share: float) -> str:
    """Of 100, to one decimal; never a false 100."""
    shown = f"{round(100 * share, 1):g}"
    return "over 99.9" if shown == "100" and share < 1 else shown


def _nearly(hundred: str) -> str:
    return hundred if hundred.startswith("over") else f"about {hundred}"


def _wrong(precision: float) -> str:
    wrong = (1 - precision) * FEW_IN
    if wrong < 1:
        return f"fewer than 1 in {FEW_IN:,} links is expected to be wrong"
    return f"about {wrong:.0f} in {FEW_IN:,} links are expected to be wrong"


def _moved(sure: Sure, moves: Moves) -> str:
    about = _about(sure.found)
    if moves is Moves.TOO_LOW:
        return (
            f"A child whose link is missed is not counted, so the figure comes out too low{about}."
        )
    if moves is Moves.TOO_HIGH:
        return (
            "A child whose link is missed is taken for one whom the others do not know, so the "
            "figure comes out too high."
        )
    if moves is Moves.LITTLE:
        return (
            "A child whose link is missed is left out of the part and of the whole alike, so the "
            f"figure moves little, while both numbers come out too low{about}."
        )
    return "Missed links can move the figure either way."


def _about(found: Share | None) -> str:
    if found is None or found.share <= 0:
        return ""
    missed = 100 * (1 - found.share)
    return f" by about {missed:.0f} in 100" if missed >= 1 else " by less than 1 in 100"


def _near(near: Nearer | None, *, unit: Unit) -> str:
    if near is None:
        return ""
    value, lower, upper = (rounded(one, unit=unit) for one in (near.value, near.lower, near.upper))
    due = 100 * near.due
    share = f"{due:.0f}%" if due >= 1 else "less than 1%"
    return (
        f"With every link found it would be about {value}, anywhere from {lower} to {upper}; "
        f"linkage is {share} of that uncertainty."
    )


def _heads(too_many: float) -> str:
    percent = rounded(100 * abs(too_many), unit=Unit.PERCENT)
    if percent == "0.0%":
        return ""
    way = "many" if too_many > 0 else "few"
    return f"All agencies together count about {percent} too {way} children."
