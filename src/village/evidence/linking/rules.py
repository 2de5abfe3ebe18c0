"""What two records of children agree in, how sure that makes us, and why a pair is decided."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Protocol
from unicodedata import normalize

SCOPE: Final = "links"


class Said(StrEnum):
    """What a linker says of a pair; undone takes back what was said before."""

    SAME = "same"
    DIFFERENT = "different"
    UNDONE = "undone"


SAID_IN_WORDS: Mapping[str, str] = {
    Said.SAME: "same child",
    Said.DIFFERENT: "two children",
    Said.UNDONE: "taken back",
}


class Why(StrEnum):
    """What told the linker: chosen from a list, so that no name can stand in it."""

    RECORDS = "records"
    EARLIER = "earlier"
    SLIP = "slip"
    SIBLINGS = "siblings"
    NAMESAKES = "namesakes"
    AGENCY = "agency"
    MISTAKE = "mistake"
    AGAIN = "again"


WHY_IN_WORDS: Mapping[str, str] = {
    Why.RECORDS: "What the two records say",
    Why.EARLIER: "An earlier name or address explains what differs",
    Why.SLIP: "What differs is a slip of whoever wrote it",
    Why.SIBLINGS: "They are brothers or sisters, twins among them",
    Why.NAMESAKES: "They are two children of one name",
    Why.AGENCY: "An agency looked it up",
    Why.MISTAKE: "It was decided by mistake",
    Why.AGAIN: "The records must be looked at again",
}
FITS: Mapping[Said, tuple[Why, ...]] = {
    Said.SAME: (Why.RECORDS, Why.EARLIER, Why.SLIP, Why.AGENCY),
    Said.DIFFERENT: (Why.RECORDS, Why.SIBLINGS, Why.NAMESAKES, Why.AGENCY),
    Said.UNDONE: (Why.MISTAKE, Why.AGENCY, Why.AGAIN),
}
"""The reasons that go with what is said."""


class Record(Protocol):
    """A child as one agency knows it."""

    @property
    def forenames(self) -> str: ...
    @property
    def surname(self) -> str: ...
    @property
    def other_names(self) -> tuple[str, ...]: ...
    @property
    def born(self) -> date | None: ...
    @property
    def sex(self) -> str: ...
    @property
    def postcodes(self) -> tuple[str, ...]: ...
    @property
    def nhs_number(self) -> str: ...
    @property
    def upns(self) -> tuple[str, ...]: ...


class Agrees(StrEnum):
    """How one field of two records stands, in the words of its tag."""

    WHOLLY = "agrees"
    PARTLY = "in part"
    NOT = "differs"
    ONE_SIDED = "one side only"
    NOWHERE = "not known"


TONES: Mapping[str, str] = {
    Agrees.WHOLLY: "good",
    Agrees.PARTLY: "warn",
    Agrees.NOT: "bad",
    Agrees.ONE_SIDED: "quiet",
    Agrees.NOWHERE: "quiet",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two records. detail: which part agrees or differs; "" where the tag says all."""

    field: str
    left: str
    right: str
    agrees: Agrees
    detail: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.agrees]


Compared = tuple[Agrees, str]
Judge = Callable[[str, str], Compared]


def compared(left: Record, right: Record) -> tuple[Line, ...]:
    """Two records field by field, in the order in which a person reads them."""
    born = _in_words(left.born), _in_words(right.born)
    return (
        _line("First names", left.forenames, right.forenames, _names),
        _line("Surname", left.surname, right.surname, _names),
        _other_names(left, right),
        Line("Date of birth", *born, *_birthdays(left.born, right.born)),
        _line("Sex", left.sex, right.sex, _plainly),
        _some("Postcodes, the latest last", left.postcodes, right.postcodes, _postcodes),
        _line("NHS number", left.nhs_number, right.nhs_number, _numbers),
        _some("Pupil numbers (UPN)", left.upns, right.upns, _shared),
    )


def _line(field: str, left: str, right: str, judge: Judge) -> Line:
    if not (left and right):
        one = Agrees.ONE_SIDED if left or right else Agrees.NOWHERE
        return Line(field, left, right, one)
    return Line(field, left, right, *judge(left, right))


Several = tuple[str, ...]


def _some(
    field: str, left: Several, right: Several, judge: Callable[[Several, Several], Compared]
) -> Line:
    """A field of which a record may have more than one."""
    said = ", ".join(left), ", ".join(right)
    if not (left and right):
        return _line(field, *said, _plainly)
    return Line(field, *said, *judge(left, right))


def folded(text: str) -> str:
    """Letters and digits alone, small and without accents: how a name or number is compared."""
    apart = normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


def _plainly(left: str, right: str) -> Compared:
    return (Agrees.WHOLLY if folded(left) == folded(right) else Agrees.NOT), ""


def _names(left: str, right: str) -> Compared:
    if folded(left) == folded(right):
        return Agrees.WHOLLY, "" if left == right else "but for how it is written"
    ours, theirs = set(left.casefold().split()), set(right.casefold().split())
    if shared := len(ours & theirs):
        return Agrees.PARTLY, f"{shared} of {len(ours | theirs)} names are the same"
    apart = slips(folded(left), folded(right))
    if apart <= max(1, min(len(left), len(right)) // 3):
        return Agrees.PARTLY, f"{_counted(apart, 'slip')} apart"
    return Agrees.NOT, ""


def _other_names(left: Record, right: Record) -> Line:
    """Other names may stand on the other side as the name of today."""
    ours, theirs = set(map(folded, left.other_names)), set(map(folded, right.other_names))
    there = theirs | {folded(right.surname), folded(right.forenames)}
    here = ours | {folded(left.surname), folded(left.forenames)}
    found = _some("Other and earlier names", left.other_names, right.other_names, _shared)
    if found.agrees is Agrees.WHOLLY or not ((ours & there) | (theirs & here)) - {""}:
        return found
    return replace(found, agrees=Agrees.PARTLY, detail="a name of one side is one of the other’s")


def _shared(left: Several, right: Several) -> Compared:
    ours, theirs = set(map(folded, left)), set(map(folded, right))
    if ours == theirs:
        return Agrees.WHOLLY, ""
    return (Agrees.PARTLY, "one is the same on both sides") if ours & theirs else (Agrees.NOT, "")


def _postcodes(left: Several, right: Several) -> Compared:
    agrees, detail = _shared(left, right)
    near = {folded(one)[:-3] for one in left} & {folded(one)[:-3] for one in right}
    if agrees is Agrees.NOT and near - {""}:
        return Agrees.PARTLY, "the first half is the same, the second differs"
    return agrees, detail


def _numbers(left: str, right: str) -> Compared:
    apart = slips(folded(left), folded(right))
    if apart in (1, 2):
        return Agrees.PARTLY, f"{_counted(apart, 'slip')} apart"
    return (Agrees.NOT if apart else Agrees.WHOLLY), ""


def _birthdays(left: date | None, right: date | None) -> Compared:
    if left is None or right is None:
        return (Agrees.ONE_SIDED if left or right else Agrees.NOWHERE), ""
    if left == right:
        return Agrees.WHOLLY, ""
    if (left.year, left.day, left.month) == (right.year, right.month, right.day):
        return Agrees.PARTLY, "day and month are changed over"
    parts = ("day", "month", "year")
    same = [part for part in parts if getattr(left, part) == getattr(right, part)]
    other = [part for part in parts if part not in same]
    if not same:
        return Agrees.NOT, "day, month and year"
    return Agrees.PARTLY, f"{_listed(same)} the same, {_listed(other)} not"


def capital(name: str) -> str:
    """An agency's name as the head of a column: Youth justice."""
    return name[:1].upper() + name[1:].replace("-", " ")


def _listed(parts: Iterable[str]) -> str:
    return " and ".join(parts)


def _in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def slips(one: str, other: str) -> int:
    """How many signs must be put in, left out, changed or swapped to make one of the other."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row, older = row, [i], before
        for j, b in enumerate(other, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if min(i, j) > 1 and (a, one[i - 2]) == (other[j - 2], b):
                least = min(least, older[j - 2] + 1)
            row.append(least)
        before = last
    return row[-1]


def chance(weight: float) -> float:
    """The probability, from 0 to 1, of odds of 2 to the weight."""
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, weight)))


def odds(weight: float) -> str:
    """Of how many pairs that agree alike how many are one child, by the reckoning alone."""
    of_a_hundred = round(chance(weight) * 100)
    if of_a_hundred < 1:
        return "fewer than 1 in 100"
    if of_a_hundred > 99:
        return "more than 99 in 100"
    return f"about {of_a_hundred} in 100"


def sureness(weight: float) -> str:
    """The same as a sentence, with what it is worth."""
    told = odds(weight)
    return (
        f"Of pairs that agree like this, {told} are one child by the reckoning. "
        "It weighs each field by itself, so it cannot tell twins from one child."
    )
