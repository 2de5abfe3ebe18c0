"""Finds a handful of children blown up into hundreds."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.whom import CHILDREN, NUMBER, counted

KIND: Final = "blown up"
_BLOWN: Final = re.compile(
    r"(?i)\b(?:(?:could|would|may|might|can) (?:\w+ly |then |therefore |also )*(?:represent|"
    r"equate|mean|"
    r"amount|translate|be equivalent|imply|suggest|be as many as|affect)|equates? to|equivalent to|"
    r"extrapolat\w+|scal(?:ed|ing) (?:up|this)|grossed up|projected (?:to|across)|if (?:this|"
    r"these) "
    r"(?:is|are|was|were) (?:typical|representative|repeated))\b"
)
_LARGE: Final = re.compile(
    r"(?<![\d.,£])(\d{1,3}(?:,\d{3})+|\d{2,})(?![\d.,]*\d)(?!\s?(?:%|per ?cent))"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?\b")
TINY: Final = 10
TIMES: Final = 5
"""So much larger than what was seen is not what was seen."""


def found(read: Read) -> Iterator[Finding]:
    """The few stand in the sentence itself or in the one before."""
    for before, sentence in zip((None, *read.sentences), read.sentences, strict=False):
        blown = _BLOWN.search(sentence.text)
        if not blown:
            continue
        large = _large(sentence.text[blown.end() :])
        near = [sentence.text[: blown.start()]]
        if before is not None and before.block == sentence.block:
            near.append(before.text)
        few = next((n for text in near if (n := _few(text))), 0)
        if few and large >= few * TIMES and large > TINY:
            yield Finding(
                KIND,
                Verdict.EXPLAIN,
                sentence.quote,
                f"{few} seen are too few to stand for {large:,}.",
                arithmetic=f"{large:,} / {few} = {large / few:,.0f} times what was seen",
                consistent="what was seen, out of how many, and no estimate",
            )


def _large(text: str) -> int:
    numbers = _LARGE.findall(_YEAR.sub(" ", text))
    return max((int(number.replace(",", "")) for number in numbers), default=0)


def _few(text: str) -> int:
    """The first count of people up to ten in the text, 0 where there is none."""
    for match in re.finditer(rf"(?i)(?<![\d.,£-]){NUMBER} (?:\w+ ){{0,2}}?{CHILDREN}\b", text):
        if (count := counted(match[1])) and count <= TINY:
            return count
    return 0
