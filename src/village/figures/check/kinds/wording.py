"""Words for shares that the number beside them does not bear out: majority, half, all, none."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence
from village.figures.check.ties import Share
from village.figures.claims import Claim, Unit

KIND = "words against a number"
_BRACKET: Final = (
    r"(?P<between>[^.;:()%]{0,60}?)\((?:or |about |around |at )?(?P<n>\d+(?:\.\d+)?)\s?%"
)
_MEANS: Final = (
    (r"\b(?:the |a )?(?:vast |great )?majority\b", 50.0, 100.0, "more than half"),
    (
        r"^Most (?!common|often|recent|likely|frequent|of all|import|notabl|serious|depriv)",
        50.0,
        100.0,
        "more than half",
    ),
    (r"\b(?:more than|over|just over) (?:a )?half\b", 50.0, 100.0, "more than half"),
    (r"\b(?:less than|fewer than|under|just under) (?:a )?half\b", 0.0, 50.0, "less than half"),
    (r"\b(?:minority)\b", 0.0, 50.0, "less than half"),
    (r"\b(?:less|fewer) than a quarter\b", 0.0, 25.0, "less than a quarter"),
    (r"\b(?:less|fewer) than a third\b", 0.0, 33.4, "less than a third"),
    (r"\b(?:more than|over) a quarter\b", 25.0, 100.0, "more than a quarter"),
    (r"\b(?:more than|over) a third\b", 33.3, 100.0, "more than a third"),
    (r"\b(?:almost|nearly|virtually) all\b", 80.0, 100.0, "almost all"),
    (r"(?<!than )(?<!over )(?<!under )\bhalf\b", 44.0, 56.0, "about half"),
    (r"(?<!than )(?<!over )(?<!under )\ba third\b", 29.0, 38.0, "about a third"),
    (r"\btwo[- ]thirds\b", 62.0, 71.0, "about two thirds"),
    (r"(?<!than )(?<!over )(?<!under )\ba quarter\b", 21.0, 29.0, "about a quarter"),
    (r"\bthree[- ]quarters\b", 71.0, 79.0, "about three quarters"),
    (r"\bone in two\b", 44.0, 56.0, "about half"),
    (r"\bone in three\b", 29.0, 38.0, "about a third"),
    (r"\bone in four\b", 21.0, 29.0, "about a quarter"),
    (
        r"(?<!than )(?<!over )(?<!under )(?:\ba fifth\b|\bone in five\b)",
        16.0,
        24.0,
        "about a fifth",
    ),
    (r"(?<!than )(?<!over )(?<!under )(?:\ba tenth\b|\bone in ten\b)", 7.0, 13.0, "about a tenth"),
    (r"^(?:All|Every)\b|\b(?:every one|all of them)\b", 99.5, 100.0, "all"),
    (r"\b(?:none)\b", 0.0, 0.5, "none"),
)
_PATTERNS: Final = tuple(
    (re.compile(f"(?:{words}){_BRACKET}", re.IGNORECASE), least, most, means)
    for words, least, most, means in _MEANS
)
_WORDS: Final = tuple(
    (re.compile(words, re.IGNORECASE), least, most, means) for words, least, most, means in _MEANS
)
_NEXT: Final = re.compile(r"[^.;:()%\d]{0,60}?(?:,|\s[-–—]|\()\s*")
_BRACKETED: Final = re.compile(r"[^.;:()\d]{0,40}\s\(")
_OF_THE: Final = re.compile(r"\s+of\s+(?:the\s+|our\s+|all\s+)?")
_OTHER: Final = re.compile(r"\b(?:and|but|while|with|of which|whom|compared)\b|,", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    for one in read.sentences:
        yield from _in_brackets(one)
    for said in read.said:
        yield from _of_a_count(said)
    for share in read.ties.shares:
        if share.part and share.of and share.of.value and not share.is_guess:
            yield from _beside_a_share(share, share.part, share.of)


def _beside_a_share(share: Share, part: Claim, of: Claim) -> Iterator[Finding]:
    """“Almost all of the practitioners, 58 of 97, felt safe”."""
    before = share.sentence.text[: part.start]
    percent = float(100 * part.value / of.value)
    for pattern, least, most, means in _WORDS:
        said = pattern.search(before)
        if not said or not _NEXT.fullmatch(before[said.end() :]) or least <= percent <= most:
            continue
        yield _against(share.sentence, of, part, means)


def _against(sentence: Sentence, of: Claim, part: Claim, means: str) -> Finding:
    percent = float(100 * part.value / of.value)
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=sentence.quote,
        says=f"The words say {means}; {part.text} of {of.text} is {percent:.0f}%.",
        arithmetic=f"{part.text} / {of.text} = {percent:.1f}%",
        consistent=f"words that {percent:.0f}% bears out",
        rests_on=(part.key, of.key),
    )


def _of_a_count(one: Claimed) -> Iterator[Finding]:
    """“Three quarters of the 36 plans (25) had been read”."""
    for place, (of, part) in enumerate(pairwise(one.claims)):
        text, at = one.sentence.text, one.at
        bracket = _BRACKETED.fullmatch(text[at[place].end : at[place + 1].start])
        alike = of.unit is part.unit is Unit.COUNT and not of.is_about and bool(of.value)
        if not bracket or not alike or text[at[place + 1].end : at[place + 1].end + 1] != ")":
            continue
        before = text[: at[place].start]
        percent = float(100 * part.value / of.value)
        for pattern, least, most, means in _WORDS:
            said = pattern.search(before)
            if said and _OF_THE.fullmatch(before[said.end() :]) and not least <= percent <= most:
                yield _against(one.sentence, of, part, means)


def _in_brackets(one: Sentence) -> Iterator[Finding]:
    for pattern, least, most, means in _PATTERNS:
        for match in pattern.finditer(one.text):
            percent = float(match["n"])
            if least <= percent <= most or _OTHER.search(match["between"]):
                continue
            yield Finding(
                kind=KIND,
                verdict=Verdict.EXPLAIN,
                quote=one.quote,
                says=f"The words say {means}; the number beside them is {match['n']}%.",
                arithmetic=f"{match['n']}% is not {means}",
                consistent=f"words that {match['n']}% bears out",
            )
