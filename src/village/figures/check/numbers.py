"""Finds the numbers in a sentence, in digits and in words, and what each is a number of.

What only looks like a claim is left out: page and section references, ordinals, telephone numbers,
numbers that are part of a name (Tier 4, Year 6, S47), and years.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from village.figures.claims import Unit

_ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
OLDEST: Final = 25
"""Years of whoever a report on children calls by their age."""
LONGEST: Final = 15
"""Digits of a number that counts something."""
NEAR: Final = 200
"""Characters on either side of a number that say what it is."""
_TIMES: Final = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000,
                 "m": 1_000_000, "k": 1_000, "bn": 10**9, "billion": 10**9}  # fmt: skip
_SMALL = "|".join([*_TENS, *_ONES])
_WORDS: Final = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_ONES)[1:10])})|{_SMALL})"
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)

_NO_CLAIM: Final = re.compile(
    rf"""
    (?:https?://|www\.)\S+ | \S+@\S+
  | \b\d{{4}}-\d\d-\d\d(?:T[\d:.+Z-]*)? | (?<![\d:])\d{{1,2}}:\d\d(?::\d\d)?(?![\d:])
  | (?<!the\ )(?<!this\ )(?<!last\ )(?<!each\ )(?<!every\ )(?<!per\ )\b(?:year|week|day)s?
      \s+\d+(?:\s*(?:,|and|to|[-–])\s*\d+)*\b
  | \b(?:page|pages|p\.|pp\.|section|sections|table|figure|fig\.|chart|appendix|annex|chapter
        |paragraph|para|priority|objective|theme|step|stage|phase|tier|level|key\ stage|grade
        |band|part|version|recommendation|question|slide|item|principle|standard|no\.|number|room
        |category|strand|goal|outcome|cohort|schedule|regulation|article|group|ward|unit)
      s?\s+\d+(?:\.\d+)*(?:\s*(?:,|and|to|[-–])\s*\d+(?:\.\d+)*)*\b
  | \bquarters?\s+(?:[1-4](?![\d,.%]*\d|\s?%)|one|two|three|four)\b
  | \bper\s+(?:10,000|1,000|100,000)\b
  | \b[A-Za-z]+\d+[A-Za-z]*\b | \b\d+(?:st|nd|rd|th)\b | \b\d{{1,2}}[:.]\d{{2}}\s?(?:am|pm)\b
  | \b\d{{1,2}}\s?(?:am|pm)\b | \b0\d{{2,4}}[ \d]{{6,}}\d\b | \b\d+/7\b
  | \b(?:19|20)\d\d\s?[/–-]\s?(?:\d{{4}}|\d{{2}})\b
  | \b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?\s+(?:of\s+)?(?:{_MONTHS})\b(?:,?\s+\d{{4}})?
  | \b(?:{_MONTHS})\s+(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:,\s*\d{{4}})?\b(?![,.]\d|\s?%)
  | \b(?:{_MONTHS})\s+(?:19|20)\d\d\b | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b | \b\d+\.\d+\.\d+\b
  | \b(?:24|7)/(?:7|24)\b | \b(?:one\s+(?:of|another|to\s+one)|no\s+one|any\s?one|every\s?one
        |this\s+one|that\s+one|each\s+one|which\s+one|one[- ](?:off|stop|minute)|the\s+ones?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR: Final = re.compile(r"(?:19[5-9]\d|20[0-4]\d)")
_NUMBER: Final = re.compile(
    rf"(?P<pound>£\s?)?(?<![\w.])(?P<number>{_DIGITS}|\b{_WORDS}\b)"
    rf"(?:\s?(?P<times>dozen|hundred|thousand|million|billion|bn|k|m)\b)?"
    rf"(?P<percent>\s?%|\s+per\s?cent\b)?",
    re.IGNORECASE,
)
_DURATION: Final = re.compile(
    r"[\s-]+(?:calendar |working |school |consecutive )?"
    r"(hours?|days?|weeks?|months?|years?|minutes?)\b",
    re.IGNORECASE,
)
_AGE_AFTER: Final = re.compile(
    r"[\s-]*(?:years?|months?|weeks?)?[\s-]*(?:of age|olds?\b|and (?:under|over)\b)", re.IGNORECASE
)
_YEARS_AFTER: Final = re.compile(
    r"(?:\s?[-–]\s?(?:to\s)?|\sto\s)\d+[\s-]*(?:years?|year[- ]olds?)\b"
)
_PER: Final = re.compile(r"\s+per\s+(?:10,000|1,000|100,000|head)\b")
_AGE_BEFORE: Final = re.compile(
    r"\b(?:aged?|ages|under|over|between|age of)(?: rang(?:ed|ing))?"
    r"(?: (?:from|between|under|over|of))?"
    r"(?:\s+(?:\d+|" + _WORDS + r")\s*(?:,|and|to|or|[-–])+\s*)*\s*$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|over|under|more than"
    r"|fewer than|less than|up to|at least|some|circa|c\.|an estimated|just over|just under)"
    r"|[~<>≈])\s*$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s?(?:[-–]|\bto\b)\s?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number where it stands in a text: from start up to end. decimals: as printed."""

    start: int
    end: int
    text: str
    value: Fraction
    unit: Unit
    decimals: int = 0
    is_about: bool = False
    in_range: bool = False


def mentions(text: str) -> list[Mention]:
    """Every number that claims something, in order. A longer run of digits than LONGEST names a
    thing and counts none."""
    hidden = [(m.start(), m.end()) for m in _NO_CLAIM.finditer(text)]
    begins = [start for start, _ in hidden]
    found = [
        _mention(match, text)
        for match in _NUMBER.finditer(text)
        if not (at := bisect_left(begins, match.end())) or hidden[at - 1][1] <= match.start()
    ]
    return list(_with_ranges([one for one in found if one is not None], text))


def _mention(match: re.Match[str], text: str) -> Mention | None:
    digits, before = match["number"], text[max(0, match.start() - NEAR) : match.start()]
    if sum(map(str.isdigit, digits)) > LONGEST:
        return None
    value, after = _value(digits, match["times"]), text[match.end() : match.end() + NEAR]
    decimals = len(digits.partition(".")[2])
    unit = _unit(match, value, before, after)
    is_year = unit is Unit.COUNT and _YEAR.fullmatch(digits) and not match["times"]
    if is_year or after[:1] in {"/", "_"} or re.match(r"\.\d", after):
        return None
    if digits.lower() == "one" and unit is Unit.COUNT and not re.match(r"\s[a-z]", after):
        return None
    return Mention(
        match.start(), match.end(), match[0].strip(), value, unit, decimals,
        is_about=bool(_ABOUT.search(before)),
    )  # fmt: skip


def _value(digits: str, times: str | None) -> Fraction:
    word = digits.lower()
    if word[0].isdigit():
        value = Fraction(word.replace(",", ""))
    else:
        value = Fraction(sum(_TENS.get(one, _ONES.get(one, 0)) for one in re.split("[- ]", word)))
    return value * _TIMES[times.lower()] if times else value


def _unit(match: re.Match[str], value: Fraction, before: str, after: str) -> Unit:
    if match["percent"]:
        return Unit.PERCENT
    if match["pound"]:
        return Unit.MONEY
    if _is_age(value, before, after):
        return Unit.AGE
    if _DURATION.match(after):
        return Unit.DURATION
    return Unit.RATE if _PER.match(after) else Unit.COUNT


def _is_age(value: Fraction, before: str, after: str) -> bool:
    said = _AGE_AFTER.match(after) or _AGE_BEFORE.search(before) or _YEARS_AFTER.match(after)
    return bool(said) and value <= OLDEST


def _with_ranges(found: list[Mention], text: str) -> Iterator[Mention]:
    """Both ends of “240 to 480” are marked: neither is a number by itself."""
    ends = {
        place
        for place, (one, other) in enumerate(pairwise(found))
        if _BETWEEN.fullmatch(text[one.end : other.start])
    }
    for place, one in enumerate(found):
        ranged = place in ends or place - 1 in ends
        unit = found[place + 1].unit if place in ends and one.unit is Unit.COUNT else one.unit
        yield Mention(
            one.start, one.end, one.text, one.value, unit, one.decimals, one.is_about, ranged
        )


def in_words(text: str) -> int | None:
    """A whole number in digits or in words; None for anything else."""
    found = re.fullmatch(rf"{_DIGITS}|{_WORDS}", text.strip(), re.IGNORECASE)
    is_short = found and sum(map(str.isdigit, found[0])) <= LONGEST
    value = _value(found[0], None) if found and is_short else None
    return int(value) if value is not None and value.denominator == 1 else None
