"""Finds abbreviations that are explained nowhere, never used, mistyped, or stand for two things."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from village.figures.check.abbreviations import KNOWN, SECTOR, Explained, explained, shorts
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read

KIND: Final = "abbreviation"
SHORTEST_SLIP: Final = 4
"""Letters: shorter ones with their letters exchanged are too often another body."""
TWO_LETTERS: Final = 2
Uses = dict[str, list[Quote]]


def found(read: Read) -> Iterator[Finding]:
    meanings: dict[str, list[Explained]] = {}
    for one in explained(read):
        meanings.setdefault(one.short, []).append(one)
    uses: Uses = {}
    for sentence in read.sentences:
        for short in shorts(sentence):
            uses.setdefault(short, []).append(sentence.quote)
    words = {word for s in read.sentences for word in re.findall(r"\b[a-z]+\b", s.text)}
    spoken = {short: quotes for short, quotes in uses.items() if short.lower() not in words}
    yield from _unexplained(spoken, meanings)
    yield from _clashing(meanings)
    yield from _unused(uses, meanings)


def _unexplained(uses: Uses, meanings: dict[str, list[Explained]]) -> Iterator[Finding]:
    for short, quotes in uses.items():
        if short in meanings or short in KNOWN:
            continue
        if meant := _meant(short, {*meanings, *SECTOR}):
            yield _tidy(quotes[0], f"“{short}” looks like a slip of “{meant}”.", meant)
        elif len(short) + len(quotes) > TWO_LETTERS + 1:
            says = f"“{short}” is used {_times(len(quotes))} and explained nowhere."
            yield _tidy(quotes[0], says, f"its words at the first use, then ({short})")


def _meant(short: str, known: set[str]) -> str:
    """A known abbreviation of the same letters in another order."""
    if len(short) < SHORTEST_SLIP or short in known:
        return ""
    return next((k for k in sorted(known) if Counter(k) == Counter(short)), "")


def _clashing(meanings: dict[str, list[Explained]]) -> Iterator[Finding]:
    for short, ways in meanings.items():
        first = ways[0]
        other = next((way for way in ways if not way.means_what(first)), None)
        if other:
            yield Finding(
                KIND,
                Verdict.EXPLAIN,
                other.quote,
                f"“{short}” stands for “{other.meaning}” here and for “{first.meaning}” elsewhere.",
                consistent="one meaning in the whole document",
                other=first.quote,
            )


def _unused(uses: Uses, meanings: dict[str, list[Explained]]) -> Iterator[Finding]:
    idle = [ways[0] for short, ways in meanings.items() if len(uses.get(short, ())) <= len(ways)]
    for one in (one for one in idle if not one.is_listed):
        yield _tidy(one.quote, f"“{one.short}” is explained and never used.", one.meaning)
    if listed := [one for one in idle if one.is_listed]:
        names = ", ".join(one.short for one in listed)
        says = f"The list explains what the document never uses: {names}."
        yield _tidy(listed[0].quote, says, "a list of what is used")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _tidy(quote: Quote, says: str, consistent: str) -> Finding:
    return Finding(KIND, Verdict.TIDY, quote, says, consistent=consistent)
