"""Ties what is left to what it is left of: “the remaining six”, “the other 27”, “leaves £9,150”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from village.figures.check.arithmetic import drift
from village.figures.check.claiming import LITTLE, Claimed, content
from village.figures.check.lexicon import words
from village.figures.check.near import near
from village.figures.check.ties import Parts
from village.figures.claims import Claim, Unit

_OTHERS: Final = re.compile(
    r"(?:^|[,;]\s|\band\s)(?:and\s|while\s|with\s)?the\s(?:remaining\s|other\s|remainder,?\s|rest,?\s|balance\sof\s)\(?(?:£\s?)?$",
    re.IGNORECASE,
)
_LEAVES: Final = re.compile(
    r"(?:,\s(?:which\s)?(?:leaving|leaves|left)|\band\s(?:this\s)?(?:left|leaves)"
    r"|^this\s(?:left|leaves))\s(?:us\swith\s)?(?:a\stotal\sof\s)?(?:£\s?)?$",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but|spent|used|met|covered|contributed|paid(?:\sout)?)\s"
    r"|\bof\sthe\s\d+\s[\w ]{2,30}\s)"
    r"(?:only\s|while\s|just\s)?(?:a\sfurther\s|another\s)?(?:£\s?)?$",
    re.IGNORECASE,
)
_ALL_BUT: Final = re.compile(r"^All but $", re.IGNORECASE)
_IN_ALL: Final = re.compile(r"[^.;:()\d]{0,80}(?:\d{4})?,\s(?:a total of|in all)\s", re.IGNORECASE)
_THAT_IS: Final = re.compile(
    r"[^.;:()\d]{0,80}(?:,\s(?:that is|or|in all|a total of)\s|\s\()", re.IGNORECASE
)
_OF_ALL: Final = re.compile(r"(?:Out )?of (?:the |these |our |all )?", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\s(?:out )?of (?:the |our |all |these )?", re.IGNORECASE)
_WITHIN: Final = re.compile(
    r"\bof (?:whom|which)\b|\bincluding\b|\bamong\b|\beach\b|\bper\b|\baverage\b", re.IGNORECASE
)
_OF_THE: Final = re.compile(r"\s+of\s+(?:the|these|those)\s+(?P<what>[a-z][a-z -]*)", re.IGNORECASE)
_GONE: Final = re.compile(
    r"\s(?:\w+\s){0,3}?(?:was|were|withdr\w+|declined|left|dropped|moved|did not|spent"
    r"|(?:of|from) (?:it|this|that|these|them)|could not|had|has|have|closed|went|came|refused"
    r"|died|later|then)\b",
    re.IGNORECASE,
)
_GONE_OF: Final = re.compile(
    r"\s(?:\w+\s){0,3}?(?:have|had|has|were|was)\s(?:now\s|since\s|been\s|already\s)*\w+",
    re.IGNORECASE,
)
_VERBS: Final = words(
    "came went sent said left took gave made got felt told chose began did could would still did"
    " never withdrew spoke wrote fell rose lost kept met saw stood cannot could"
)
ADDABLE: Final = (Unit.COUNT, Unit.MONEY)
NEAR: Final = Fraction(3, 10)
"""Of the whole: what misses it by more belongs to another whole."""
BACK: Final = 4
"""Sentences of the paragraph in which the whole may stand."""


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left, the sentence it stands in, and those before it in the paragraph."""

    one: Claimed
    place: int
    before: Sequence[Claimed]

    @property
    def claim(self) -> Claim:
        return self.one.claims[self.place]

    @property
    def earlier(self) -> list[Claim]:
        """Numbers of its unit, before it in its own sentence."""
        return [claim for claim in self.one.claims[: self.place] if _alike(claim, self.claim)]


def parts_left(found: Sequence[Claimed]) -> Iterator[Parts]:
    for together in near(found):
        yield from _left_in(together)


def _left_in(found: Sequence[Claimed]) -> Iterator[Parts]:
    for number, one in enumerate(found):
        before = found[max(0, number - BACK) : number]
        for place, claim in enumerate(one.claims):
            said = one.sentence.text[: one.at[place].start]
            if claim.unit not in ADDABLE or claim.is_about or _WITHIN.search(one.sentence.text):
                continue
            left = _Left(one, place, before)
            if _OTHERS.search(said):
                yield from _told(*_of_others(left), left)
            elif _LEAVES.search(said):
                yield from _told(*_of_what_leaves(left), left)
            elif place in {1, 2} and _ALL_BUT.search(one.sentence.text[: one.at[0].start]):
                yield from _told(*_of_all_but(left), left)


def _alike(claim: Claim, other: Claim) -> bool:
    return claim.unit is other.unit


def _told(whole: Claim | None, parts: Sequence[Claim], left: _Left) -> Iterator[Parts]:
    every = (*parts, left.claim)
    if whole is None or not parts or any(one.is_about for one in (whole, *parts)):
        return
    if not _are_of(left.claim, whole):
        return
    gap = abs(sum((one.value for one in every), start=Fraction(0)) - whole.value)
    is_far = gap > whole.value * NEAR or any(one.value >= whole.value for one in every)
    if not is_far and (gap <= drift(every, whole) or not _add_up_else(parts, left)):
        yield Parts(whole, every, "with what is left")


def _are_of(claim: Claim, whole: Claim) -> bool:
    """Whether what is left is of what the whole counts: “the other 12 schools” of 60 families is
    not."""
    first = claim.measure.split(" ", 1)[0].lower()
    is_verb = (
        first in {"without", "still", "yet", "outstanding", "unaccounted"}
        or first in LITTLE
        or first in _VERBS
        or first.endswith("ed")
    )
    return (
        is_verb or not first or not whole.measure or bool(content(first) & content(whole.measure))
    )


def _add_up_else(parts: Sequence[Claim], left: _Left) -> bool:
    """Whether another number near it, less some of the rest, leaves it: then that was meant."""
    beside = [claim for some in (*left.before, left.one) for claim in some.claims]
    values = [(c.value, c in parts) for c in beside if _alike(c, left.claim) and c != left.claim][
        :8
    ]
    for whole, is_part in values:
        others = [value for value, _ in values if value < whole]
        for many in (1, 2, 3):
            less = combinations(others, many)
            if not is_part and any(whole - sum(some) == left.claim.value for some in less):
                return True
    return False


def _of_others(left: _Left) -> tuple[Claim | None, Sequence[Claim]]:
    """The parts stand before it in its sentence, or one in the sentence before."""
    text = left.one.sentence.text
    parts = left.earlier
    if parts and not all(_BEGINS.search(text[: claim.start]) for claim in parts[1:]):
        return None, ()
    if not parts and (told := _of_the_last(left)):
        return told
    if parts and re.fullmatch(
        r"(?:out )?of (?:the |these |our |all )?", text[: parts[0].start], re.I
    ):
        return parts[0], parts[1:]
    if parts:
        return (
            (_alone(left.before[-1:], parts[0]), parts)
            if _BEGINS.search(text[: parts[0].start])
            else (None, ())
        )
    return _named(left)


def _of_the_last(left: _Left) -> tuple[Claim, Sequence[Claim]] | None:
    """“Of the 52 actions, 37 are done. The remaining 13 …”, “19 of the 30 were …”."""
    last = left.before[-1] if left.before else None
    said = [claim for claim in last.claims if _alike(claim, left.claim)] if last else []
    if last is None or len(said) != 2 or any(claim.is_about for claim in said):
        return None
    if _OF_ALL.fullmatch(last.sentence.text[: said[0].start]):
        return said[0], said[1:]
    return (said[1], said[:1]) if _OUT_OF.fullmatch(_gap(last, *said)) else None


def _alone(before: Sequence[Claimed], like: Claim) -> Claim | None:
    """The one number of the sentence before."""
    said = [claim for one in before for claim in one.claims if _alike(claim, like)]
    return said[0] if len(said) == 1 else None


def _named(left: _Left) -> tuple[Claim | None, Sequence[Claim]]:
    """“54 records … Twenty-nine of the records were … The other 27 were …”."""
    part = _alone(left.before[-1:], left.claim)
    if part is None or not (what := _OF_THE.match(_behind(left.before[-1], part))):
        return None, ()
    said = content(" ".join(what["what"].split()[:2]))
    wholes = [
        claim
        for some in left.before[:-1]
        for claim in some.claims
        if _alike(claim, part) and said & content(claim.measure)
    ]
    return (wholes[0], (part,)) if len(wholes) == 1 else (None, ())


def _of_what_leaves(left: _Left) -> tuple[Claim | None, Sequence[Claim]]:
    """The whole, and what went: both before it, in its sentence or the one before."""
    here = left.earlier
    if len(here) == 2 and _OUT_OF.fullmatch(_gap(left.one, *here)):
        return (here[1], here[:1]) if _GONE_OF.match(_behind(left.one, here[1])) else (None, ())
    gone = here[1:] if len(here) > 1 else here
    whole = here[0] if len(here) > 1 else _alone(left.before[-1:], left.claim)
    went = [_GONE.match(_behind(left.one, claim)) for claim in gone]
    return (whole, gone) if gone and all(went) else (None, ())


def _of_all_but(left: _Left) -> tuple[Claim | None, Sequence[Claim]]:
    """“There are 128 schools. All but nine replied, a total of 119”."""
    here = left.earlier
    if len(here) == 2 and _OUT_OF.fullmatch(_gap(left.one, *here)):
        told = _THAT_IS.fullmatch(_gap(left.one, here[1], left.claim))
        return (here[1], here[:1]) if told else (None, ())
    said = len(here) == 1 and _IN_ALL.fullmatch(_gap(left.one, here[0], left.claim))
    return (_alone(left.before[-1:], left.claim), here) if said else (None, ())


def _gap(one: Claimed, claim: Claim, other: Claim) -> str:
    return one.sentence.text[claim.start + len(claim.text) : other.start]


def _behind(one: Claimed, claim: Claim) -> str:
    return one.sentence.text[claim.start + len(claim.text) :]
