"""Makes claims of the numbers in sentences: what each counts, of whom, and when."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from village.figures.check.numbers import Mention, mentions
from village.figures.check.sentences import Sentence
from village.figures.claims import Claim, Corrections

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_STOPS: Final = re.compile(r"[.;:()\[\]|,–—]|\s(?:and|or|but|with|while|compared|of which)\s")
_PERIOD: Final = re.compile(
    r"\b(?:Q[1-4]|quarter (?:one|two|three|four|[1-4])|(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{4})?|last year|this year|previous year)\b"
)
_PEOPLE: Final = """child children girl girls boy boys pupil pupils student students young people
person family families victim victims sibling siblings baby babies adult adults parent parents"""
PEOPLE: Final = frozenset(_PEOPLE.split())
_LITTLE: Final = """a an the of in on at to for from by with and or that which who were was are is
be been had has have their these those this its it as all both each further other new"""
LITTLE: Final = frozenset(_LITTLE.split())
LONGEST: Final = 8
"""Words of a measure."""
MOST: Final = 60
"""Numbers of one sentence that are read: no sentence that somebody wrote has more."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A sentence with its claims, in the order of its text. at: where each begins and ends."""

    sentence: Sentence
    claims: tuple[Claim, ...]
    at: tuple[Mention, ...]


def claimed(sentences: Sequence[Sentence], corrections: Corrections) -> tuple[Claimed, ...]:
    """Every sentence with what its numbers claim. corrections: by a claim's key, by its field."""
    seen: Counter[str] = Counter()
    return tuple(_of(one, corrections, seen) for one in sentences)


def _of(sentence: Sentence, corrections: Corrections, seen: Counter[str]) -> Claimed:
    found = mentions(sentence.text)[:MOST]
    claims = tuple(_claim(sentence, place, found, seen) for place in range(len(found)))
    return Claimed(sentence, tuple(corrected(one, corrections) for one in claims), tuple(found))


def _claim(sentence: Sentence, place: int, found: Sequence[Mention], seen: Counter[str]) -> Claim:
    one = found[place]
    until = found[place + 1].start if place + 1 < len(found) else len(sentence.text)
    words = measure_words(sentence.text[one.end : until])
    return Claim(
        key=_key(sentence.text, one, seen),
        value=one.value, unit=one.unit, text=one.text, quote=sentence.quote.text,
        place=sentence.place, start=one.start, decimals=one.decimals,
        measure=" ".join(words), population=next((w for w in words if w.lower() in PEOPLE), ""),
        period=" ".join(_PERIOD.findall(sentence.text)), is_about=one.is_about or one.in_range,
        guessed=frozenset({"measure", "population", "period"}),
    )  # fmt: skip


def _key(text: str, one: Mention, seen: Counter[str]) -> str:
    """The same for the same number of the same sentence in the document's next version."""
    said = f"{' '.join(text.split()).lower()}\n{one.start}\n{one.text}"
    mark = hashlib.sha256(said.encode()).hexdigest()[:12]
    seen[mark] += 1
    return mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"


def measure_words(after: str) -> list[str]:
    """What is counted, in the words behind a number, up to where something else begins."""
    until = _STOPS.search(after)
    return _WORD.findall(after[: until.start()] if until else after)[:LONGEST]


def content(words: str) -> frozenset[str]:
    """The words that carry meaning, without endings: to see if two measures are one."""
    return frozenset(stem(word) for word in _WORD.findall(words.lower()) if word not in LITTLE)


def stem(word: str) -> str:
    return re.sub(r"(?:ies|ied|ing|ed|es|s|e|y)$", "", word) if len(word) > 4 else word


def corrected(claim: Claim, corrections: Corrections) -> Claim:
    """The claim as a person says it is. An empty n says that there is none."""
    said = corrections.get(claim.key, {})
    if not said:
        return claim
    return replace(
        claim,
        n=(int(said["n"]) if said["n"] else None) if "n" in said else claim.n,
        value=Fraction(said["value"].replace(",", "")) if "value" in said else claim.value,
        measure=said.get("measure", claim.measure),
        population=said.get("population", claim.population),
        period=said.get("period", claim.period),
        parent=said.get("parent", claim.parent),
        guessed=claim.guessed - said.keys(),
    )


def every_claim(found: Sequence[Claimed]) -> Iterator[Claim]:
    return (claim for one in found for claim in one.claims)
