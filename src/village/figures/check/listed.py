"""Ties lists that a sentence makes of one whole: “Of the 48, 21 …, 16 … and 13 …”, percentages."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from village.figures.check.claiming import Claimed, content
from village.figures.check.ties import Parts
from village.figures.claims import Claim, Unit

_OF_FIRST: Final = re.compile(r"(?:^|[.;:]\s)(?:out\s+)?of\s+(?:the\s+|these\s+|all\s+)?$", re.I)
_OF_WHICH: Final = re.compile(r"[^.;:()\d]{0,90},\s+of\s+(?:which|whom)\s+", re.IGNORECASE)
_LABEL_FIRST: Final = re.compile(r"[^.;:()\d]{0,60}?\([A-Za-z][A-Za-z’' -]{1,40}\s(?:£\s?)?")
_LABEL_NEXT: Final = re.compile(r",?\s(?:and\s)?[A-Za-z][A-Za-z’' -]{1,40}\s(?:£\s?)?")
_THESE: Final = re.compile(r"Of (?:these|those|the) (?P<what>[a-z][a-z ]{2,40}?),\s", re.I)
_THEN: Final = re.compile(r"[^.;:()\d]{0,60},\s*")
_NEXT: Final = re.compile(r"[^.;:()\d]{2,70}(?:,\s*(?:and\s+)?|\s+and\s+)", re.IGNORECASE)
_ITEM: Final = re.compile(r"(?:,|\band)\s+(?:and\s+)?$")
_ENDS: Final = re.compile(r"[^.;:()\d]{2,60}[.;]?\s*$")
_VERB: Final = re.compile(
    r"\b(?:was|were|had|has|have|are|is|said|told|felt|did|could|who|also|known)\b", re.IGNORECASE
)
_TWICE: Final = re.compile(
    r"more than one|multiple|several|at least|some of|as well|also|both of|including|overlap"
    r"|\b(?:known|needs?|disab\w+|concerns?|factors?|reasons?|girls?|boys?|fe?males?"
    r"|looked after)\b",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(r"\bof (?:them|these|those|whom|which)\b|\b(?:twice|again)\b", re.I)
_OF_SOME: Final = re.compile(
    r"\b(?:of which|of whom|includ\w+|such as|mainly|mostly|up to|for example|at least|from"
    r"|between|against|target|budget|last year)\b",
    re.IGNORECASE,
)
_OF_THE: Final = re.compile(r"\s+(?:\w+\s+)?(?:out\s+)?of\s+(?:the|these|those|our)\s+")
_FIRST_BRACKET: Final = re.compile(r"[^.;:()\d]{0,60}\b(?:from|in|by|to)\s[a-zA-Z’' -]{2,40}\s\(")
_NEXT_BRACKET: Final = re.compile(r"\)(?:,|\sand|,\sand)\s[a-zA-Z’' -]{2,40}\s\(")
_FIRST_HALF: Final = re.compile(r"\s(?:\w+\s)?in\sthe\sfirst\s(?:half|six\smonths)\b")
_SECOND_HALF: Final = re.compile(r"\s(?:\w+\s)?in\sthe\s(?:second|other|last)\b")
_PLACED: Final = frozenset({"at", "in", "by", "from", "to"})
_BY_COLON: Final = re.compile(r"[^.;:()—\d]{0,70}?\s?[—–:(]\s?")
_OF_OTHERS: Final = re.compile(r"\s+of\b(?!\s+(?:them|these|those)\b)", re.IGNORECASE)
_APART: Final = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"(?:un|not )?substantiated|unfounded|false|malicious",
        r"(?:(?:partly|partially|not) )?upheld|withdrawn",
        r"outstanding|good|require[sd]? improvement|inadequate",
        r"accepted|declined|refused|rejected|withdrawn|pending",
        r"fully met|partly met|not met",
        r"girls?|boys?|(?:young )?(?:wo)?men|(?:fe)?males?",
    )
)
BACK: Final = 3
"""Sentences of the paragraph in which “these” may be counted."""
LIST: Final = "the list behind it"
NEAR: Final = Fraction(1, 4)
"""Of the whole: a list that misses it by more was never meant to add up to it."""


def parts_listed(found: Sequence[Claimed]) -> Iterator[Parts]:
    for number, one in enumerate(found):
        for place in range(len(one.claims) - 2):
            yield from _labelled(one, place)
            yield from _of_which(one, place)
            yield from _percents(one, place)
        yield from _of_these(one, found[max(0, number - BACK) : number])
        yield from _of_both(one)
        yield from _bracketed(one)
        yield from _halves(one)
        if number:
            yield from _of_the_last(one, found[number - 1])


def _of_which(one: Claimed, place: int) -> Iterator[Parts]:
    """Short items without a verb of their own shut each other out: they are no more than all.

    Less is no fault, for the list need not name everybody. Items with verbs may overlap, which a
    list behind “of whom” has to say.
    """
    whole, text = one.claims[place], one.sentence.text
    between = text[one.at[place].end : one.at[place + 1].start]
    opens = _OF_FIRST.search(text[: one.at[place].start]) and _THEN.fullmatch(between)
    if whole.unit is not Unit.COUNT or not (opens or _OF_WHICH.fullmatch(between)):
        return
    items = _items(one, place + 1)
    parts, behind = tuple(claim for claim, _ in items), [words for _, words in items]
    are_apart = _are_apart(behind)
    may_overlap = not are_apart and (len(parts) < 3 or any(map(_VERB.search, behind[1:])))
    if may_overlap and (opens or len(parts) < 2 or any(map(_OF_THEM.search, behind))):
        return
    total = sum((part.value for part in parts), start=Fraction(0))
    is_list = are_apart or not _TWICE.search(text)
    if is_list and _is_over(total, whole) and max(part.value for part in parts) <= whole.value:
        is_guess = not (are_apart or may_overlap)
        yield Parts(
            whole, parts, LIST, is_whole=False, are_apart=not may_overlap, is_guess=is_guess
        )


def _bracketed(one: Claimed) -> Iterator[Parts]:
    """“The 95 contacts came from schools (40), police (33) and health (25)”: as a guess."""
    text, places = one.sentence.text, range(1, len(one.claims))
    ends = [one.at[n].end for n in range(len(one.at))]
    between = [text[ends[n - 1] : one.at[n].start] for n in places]
    shapes = [_FIRST_BRACKET, *[_NEXT_BRACKET] * (len(between) - 1)]
    if len(between) < 3 or not all(
        shape.fullmatch(some) for shape, some in zip(shapes, between, strict=True)
    ):
        return
    whole, parts = one.claims[0], one.claims[1:]
    alike = all(c.unit is Unit.COUNT and not c.is_about for c in one.claims)
    total = sum((part.value for part in parts), start=Fraction(0))
    if alike and _is_over(total, whole) and not _TWICE.search(text) and text[ends[-1]] == ")":
        yield Parts(whole, parts, "the numbers in brackets", is_whole=False, is_guess=True)


def _of_these(one: Claimed, before: Sequence[Claimed]) -> Iterator[Parts]:
    """“64 victims … Of these victims, 56 were male and 9 were female.”"""
    said = _THESE.match(one.sentence.text)
    if not said or len(one.claims) < 2 or said.end() > one.at[0].start:
        return
    words = content(said["what"])
    wholes = [
        claim
        for some in before
        if some.sentence.block == one.sentence.block
        for claim in some.claims
        if words and words <= content(claim.measure) and not claim.is_about
    ]
    items = _items(one, 0)
    total = sum((claim.value for claim, _ in items), start=Fraction(0))
    are_apart = len(items) > 1 and _are_apart([words for _, words in items])
    if are_apart and len(wholes) == 1 and _is_over(total, wholes[0]):
        parts = tuple(claim for claim, _ in items)
        yield Parts(wholes[0], parts, "those told of apart", is_whole=False)


def _items(one: Claimed, first: int) -> list[tuple[Claim, str]]:
    """Counts that each open an item of a list up to the sentence's end, with what follows each;
    none where anything else stands."""
    text = one.sentence.text
    opening = [
        n for n in range(first, len(one.at))
        if n == first or _ITEM.search(text[: one.at[n].start])
    ]  # fmt: skip
    ends = [*(one.at[n].start for n in opening[1:]), len(text)]
    found = [(one.claims[n], text[one.at[n].end : end])
             for n, end in zip(opening, ends, strict=True)]  # fmt: skip
    listed = all(_NEXT.fullmatch(words) for _, words in found[:-1])
    alike = all(claim.unit is Unit.COUNT and not claim.is_about for claim, _ in found)
    return found if listed and alike and _ENDS.fullmatch(found[-1][1]) else []


def _are_apart(behind: Sequence[str]) -> bool:
    """Whether each item is another one of answers that shut each other out."""
    for words in _APART:
        said = [match[0].lower() for text in behind if (match := words.search(text))]
        if len(said) == len(behind) == len(set(said)) > 1:
            return True
    return False


def _of_both(one: Claimed) -> Iterator[Parts]:
    """“Twelve of the 30 were boys and 19 were girls”: the whole is told behind the first part."""
    if len(one.claims) < 3 or not _OF_THE.fullmatch(
        one.sentence.text[one.at[0].end : one.at[1].start]
    ):
        return
    items = [(one.claims[0], ""), *_items(one, 2)]
    until = one.sentence.text[one.at[1].end : one.at[2].start]
    said = [until, *(words for _, words in items[1:])]
    parts, whole = tuple(claim for claim, _ in items), one.claims[1]
    total = sum((part.value for part in parts), start=Fraction(0))
    if len(parts) > 1 and _are_apart(said) and _is_over(total, whole):
        yield Parts(whole, parts, "those told of apart", is_whole=False)


def _halves(one: Claimed) -> Iterator[Parts]:
    """“66 in the year, 31 in the first half and 37 in the second”: two halves are the whole."""
    for place in range(len(one.claims) - 2):
        whole, parts = one.claims[place], one.claims[place + 1 : place + 3]
        ends = [one.at[n].end for n in (place, place + 1, place + 2)]
        text = one.sentence.text
        first, second = text[ends[1] : one.at[place + 2].start], text[ends[2] :]
        listed = _THEN.fullmatch(text[ends[0] : one.at[place + 1].start])
        alike = all(part.unit is whole.unit and not part.is_about for part in (whole, *parts))
        if listed and alike and _FIRST_HALF.match(first) and _SECOND_HALF.match(second):
            yield Parts(whole, tuple(parts), "the two halves")


def _of_the_last(one: Claimed, before: Claimed) -> Iterator[Parts]:
    """“78 were seen. Thirty were seen at home, 28 at school …”: no more than all."""
    wholes = [claim for claim in before.claims if claim.unit is Unit.COUNT]
    if one.sentence.block != before.sentence.block or len(wholes) != 1 or not one.claims:
        return
    if one.at[0].start or wholes[0].is_about or _TWICE.search(one.sentence.text):
        return
    items = _items(one, 0)
    said = [words.split()[0].lower() for _, words in items[1:] if words.split()]
    alike = len(items) > 2 and len(said) == len(items) - 1 and set(said) <= _PLACED
    total = sum((claim.value for claim, _ in items), start=Fraction(0))
    if alike and _is_over(total, wholes[0]):
        parts = tuple(claim for claim, _ in items)
        yield Parts(wholes[0], parts, LIST, is_whole=False, is_guess=True)


def _labelled(one: Claimed, place: int) -> Iterator[Parts]:
    """“£90,000 (staff £60,000, training £20,000, other £12,000)”: each label before its number.

    People may be under two labels, and a list may be of some: then it is only asked about.
    """
    whole, text = one.claims[place], one.sentence.text
    opened = _LABEL_FIRST.fullmatch(text[one.at[place].end : one.at[place + 1].start])
    until = text.find(")", one.at[place + 1].start)
    if not opened or until < 0 or whole.unit not in {Unit.COUNT, Unit.MONEY} or whole.is_about:
        return
    inside = [n for n in range(place + 1, len(one.at)) if one.at[n].start < until]
    between = [text[one.at[n].end : one.at[n + 1].start] for n in inside[:-1]]
    parts = tuple(one.claims[n] for n in inside)
    alike = all(part.unit is whole.unit and not part.is_about for part in parts)
    if len(parts) < 2 or not alike or not all(map(_LABEL_NEXT.fullmatch, between)):
        return
    total = sum((part.value for part in parts), start=Fraction(0))
    ends = one.at[inside[-1]].end == until
    if ends and _is_near(total, whole) and not _OF_SOME.search(opened[0]):
        is_sure = whole.unit is Unit.MONEY and total > whole.value
        yield Parts(whole, parts, "the numbers in brackets", is_guess=not is_sure)


def _percents(one: Claimed, place: int) -> Iterator[Parts]:
    """“62.4% were closed: 38.1% with advice, 17.5% by … and 9.8% with …”."""
    whole, text = one.claims[place], one.sentence.text
    between = text[one.at[place].end : one.at[place + 1].start]
    if whole.unit is not Unit.PERCENT or whole.is_about or not _BY_COLON.fullmatch(between):
        return
    in_brackets = between.rstrip().endswith("(")
    until = text.find(")", one.at[place + 1].start) if in_brackets else len(text)
    parts = tuple(claim for claim in one.claims[place + 1 :] if claim.start < until)
    alike = all(part.unit is Unit.PERCENT and not part.is_about for part in parts)
    of_others = any(_OF_OTHERS.match(text[at.end :]) for at in one.at[place + 1 :])
    if len(parts) < 2 or not alike or of_others or _TWICE.search(text):
        return
    total = sum((part.value for part in parts), start=Fraction(0))
    if all(part.value < whole.value for part in parts) and _is_near(total, whole):
        yield Parts(whole, parts, LIST, is_guess=True)


def _is_near(total: Fraction, whole: Claim) -> bool:
    return abs(total - whole.value) <= whole.value * NEAR


def _is_over(total: Fraction, whole: Claim) -> bool:
    """More than the whole, and not by so much that it must be another one's."""
    return whole.value < total <= whole.value * (1 + NEAR)
