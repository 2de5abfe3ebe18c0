"""Ties a number to what it is a share of: “x out of y (p%)”, “x of the y”, “x (p%)”, “p% of y”."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from village.figures.check.claiming import Claimed
from village.figures.check.ties import Share
from village.figures.claims import Claim, Unit

_OUT_OF: Final = re.compile(
    r"\s*(?:[a-z’'-]+\s+){0,2}?(?:out\s+of|of)\s+(?:the|these|those|all|a\s+total\s+of|a\s+sample\s+of)?"
    r"\s*(?:the\s+)?",
    re.IGNORECASE,
)
_ONE_IN: Final = re.compile(r"\bone in (?:every )?$", re.IGNORECASE)
_OPENS: Final = re.compile(r"[^.;:()\d]{0,80}\(\s*(?:or\s+|i\.e\.\s+|=\s*)?", re.IGNORECASE)
_PERCENT_OPENS: Final = re.compile(r"\s*(?:of\s+[a-z ’'-]{1,60})?\(\s*(?:n\s*=\s*)?", re.IGNORECASE)
_PERCENT_OF: Final = re.compile(r"\s+of\s+(?:the|these|those|all)?\s*(?:the\s+)?", re.IGNORECASE)
_APART: Final = re.compile(
    r"[^.;:()\d]{0,60}?(?:,|\s[-–—])\s*(?:or|that is|equal to|which is|i\.e\."
    r"|(?:a|the) (?:proportion|share|rate) of)?\s*",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"\s*(?:[,.;)]|$|of\b|[-–—])")
_INTO: Final = re.compile(r"[^.;()\d]{0,60}?(?:,\s*|\s[-–—]\s*|\(\s*)")
_INTO_PERCENT: Final = re.compile(
    r"[^.;:()\d]{0,60}?(?:,\s|\s\(|\s[-–—]\s|\sor\s)(?:which\sis\s|or\s|that\sis\s)?", re.IGNORECASE
)
_OF_TOTAL: Final = re.compile(
    r"\sof\s(?:the|our|a|its)\s(?:total|whole|full|overall|combined)\s[a-z -]{0,40}\bof\s(?:£\s?)?",
    re.IGNORECASE,
)
_OF_FIRST: Final = re.compile(
    r"(?:^|[,;]\s)(?:(?:out\s+)?of|among(?:st)?)\s+(?:the\s+|these\s+|all\s+)?$", re.IGNORECASE
)
_THEN: Final = re.compile(
    r"[^.;:()\d]{0,60}(?:\s(?:in|by|since|during)\s(?:[A-Z]\w+\s)?20\d\d(?:\s?[/–-]\s?\d{2,4})?)?"
    r",\s*(?:only\s+|just\s+)?"
)


def shares_of(one: Claimed) -> Iterator[Share]:
    """Every share that a sentence says in so many words."""
    taken: set[str] = set()
    for place, claim in enumerate(one.claims):
        found = next(filter(None, (way(one, place) for way in _WAYS)), None)
        if found is None or claim.key in taken:
            continue
        taken |= {part.key for part in (found.percent, found.part, found.of) if part}
        yield found


def _between(one: Claimed, place: int) -> str:
    return one.sentence.text[one.at[place].end : one.at[place + 1].start]


def _is(one: Claimed, place: int, *units: Unit) -> bool:
    return (
        place < len(one.claims)
        and one.claims[place].unit in units
        and (not one.at[place].in_range and not one.at[place].is_about)
    )


def _out_of(one: Claimed, place: int) -> Share | None:
    """“93 out of 98 children had agreement (95%)”, and the same without the percentage."""
    alike = any(_is(one, place, u) and _is(one, place + 1, u) for u in (Unit.COUNT, Unit.MONEY))
    if not alike or not _OUT_OF.fullmatch(_between(one, place)):
        return None
    part, of = one.claims[place], one.claims[place + 1]
    plain = re.fullmatch(r"\s*(?:[a-z’'-]+\s+)*of\s+", _between(one, place), re.IGNORECASE)
    if of.text.lower() == "one" and part.value > 1:
        return None  # “two percentages out of one table”
    if part.value > of.value and plain and " out of" not in _between(one, place).lower():
        return None
    return Share(one.sentence, _percent_behind(one, place + 1), part, of)


def _percent_behind(one: Claimed, place: int) -> Claim | None:
    """In brackets, or apart by a comma or a dash."""
    if not _is(one, place + 1, Unit.PERCENT):
        return None
    between = _between(one, place)
    behind = one.sentence.text[one.at[place + 1].end :]
    apart = _APART.fullmatch(between) and _ENDS.match(behind)
    return one.claims[place + 1] if apart or _OPENS.fullmatch(between) else None


def _beside(one: Claimed, place: int) -> Share | None:
    """“25 children (44%)”: of whom is not said."""
    if not _is(one, place, Unit.COUNT) or not _is(one, place + 1, Unit.PERCENT):
        return None
    said = one.sentence.text[: one.at[place].start]
    if not _OPENS.fullmatch(_between(one, place)) or _ONE_IN.search(said):
        return None
    return Share(one.sentence, one.claims[place + 1], one.claims[place], None)


def _of_first(one: Claimed, place: int) -> Share | None:
    """“Of the 29 plans, 11 (38%) were” and “of the 24 cases, 55% were”."""
    before = one.sentence.text[: one.at[place].start]
    if not _is(one, place, Unit.COUNT) or not _OF_FIRST.search(before):
        return None
    if place + 1 >= len(one.claims) or not _THEN.fullmatch(_between(one, place)):
        return None
    if _is(one, place + 1, Unit.PERCENT):
        return Share(one.sentence, one.claims[place + 1], None, one.claims[place])
    if not _is(one, place + 1, Unit.COUNT) or " of " in _behind(one, place + 1)[:30]:
        return None
    percent = _percent_behind(one, place + 1)
    return Share(one.sentence, percent, one.claims[place + 1], one.claims[place])


def _behind(one: Claimed, place: int) -> str:
    return one.sentence.text[one.at[place].end :]


def _percent_and_both(one: Claimed, place: int) -> Share | None:
    """“14% of conferences, 27 of 135, were late”."""
    if not _is(one, place, Unit.PERCENT) or not _is(one, place + 1, Unit.COUNT, Unit.MONEY):
        return None
    behind = _out_of(one, place + 1) if _INTO.fullmatch(_between(one, place)) else None
    if behind is None or not _ENDS.match(_behind(one, place + 2)):
        return None
    return Share(one.sentence, one.claims[place], behind.part, behind.of)


def _percent_first(one: Claimed, place: int) -> Share | None:
    """“56% (124)”, “56% (124 of 220)” and “87% of 335 children”."""
    if not _is(one, place, Unit.PERCENT) or not _is(one, place + 1, Unit.COUNT):
        return None
    between, percent = _between(one, place), one.claims[place]
    if _PERCENT_OF.fullmatch(between):
        return Share(one.sentence, percent, None, one.claims[place + 1])
    if not _PERCENT_OPENS.fullmatch(between):
        return None
    behind = _out_of(one, place + 1)
    of = behind.of if behind else None
    return Share(one.sentence, percent, one.claims[place + 1], of)


def _percent_of_whole(one: Claimed, place: int) -> Share | None:
    """“We spent £46,200 on it, 40% of the total budget of £154,000”."""
    if not _is(one, place, Unit.COUNT, Unit.MONEY) or not _is(one, place + 1, Unit.PERCENT):
        return None
    unit = one.claims[place].unit
    if not _is(one, place + 2, unit) or not _INTO_PERCENT.fullmatch(_between(one, place)):
        return None
    if not _OF_TOTAL.fullmatch(_between(one, place + 1)):
        return None
    return Share(one.sentence, one.claims[place + 1], one.claims[place], one.claims[place + 2])


_WAYS: Final = (_percent_of_whole, _percent_and_both, _out_of, _of_first, _beside, _percent_first)


_TELLS_OF_LAST: Final = re.compile(
    r"^(?:This|That|These|Those)\b.{0,60}\b(?:rate|percentage|proportion|share|figure|level)\b",
    re.IGNORECASE,
)


def over_two(found: Sequence[Claimed]) -> Iterator[Share]:
    """“93 of 98 children agreed. This rate (95%) shows …”: said in two sentences, one behind the
    other, with one share in the first and one percentage in the second."""
    for one, behind in pairwise(found):
        told = [share for share in shares_of(one) if share.of and not share.percent]
        if one.sentence.block == behind.sentence.block and len(told) == 1 and _tells(behind):
            yield Share(behind.sentence, behind.claims[0], told[0].part, told[0].of)


def _tells(behind: Claimed) -> bool:
    """One percentage and no other number, of what the sentence before said."""
    percents = [one for one in behind.claims if one.unit is Unit.PERCENT and not one.is_about]
    alone = len(percents) == len(behind.claims) == 1
    return alone and _TELLS_OF_LAST.match(behind.sentence.text) is not None


def with_bases(found: Sequence[Share], sentences: Sequence[Claimed]) -> Iterator[Share]:
    """Shares with the whole guessed where one number alone can be it: said before, in the same
    sentence, and of the same people."""
    before = {id(one.sentence): one for one in sentences}
    for share in found:
        base = None if share.of else _base(share, before[id(share.sentence)])
        if base is None:
            yield share
        else:
            yield Share(share.sentence, share.percent, share.part, base, is_guess=True)


def _base(share: Share, one: Claimed) -> Claim | None:
    if share.part is None:
        return None
    earlier = [
        claim
        for claim, at in zip(one.claims, one.at, strict=True)
        if claim.unit is Unit.COUNT and at.start < share.part.start and not claim.is_about
        and claim.value >= share.part.value and claim.population
    ]  # fmt: skip
    return earlier[0] if len({claim.value for claim in earlier}) == 1 else None
