"""Finds one person, body or service that goes by two names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from village.figures.check.findings import Finding, Verdict
from village.figures.check.lexicon import words
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

KIND: Final = "two names"
_WORD: Final = r"[A-Z][a-z]+(?:[’'-][A-Za-z]+)*"
_NAME: Final = re.compile(
    rf"(?<![\w’']){_WORD}(?: (?:and |of |for |& )?{_WORD})+(?: (?:team|service|panel|subgroup))?\b"
)
_SMALL: Final = frozenset({"and", "of", "for", "&", "the"})
_BODY: Final = words(
    "Service Services Team Board Panel Group Subgroup Partnership Trust Hub Unit Programme Project"
    " Council Committee Agency Centre School Academy Hospital Framework Protocol Toolkit Strategy"
    " Initiative Pilot Meeting Forum"
)
_SAME: Final = (
    {"offending", "justice"},
    {"violence", "abuse"},
    {"centre", "center"},
    {"programme", "program"},
    {"taskforce", "task-force"},
    {"initiative", "programme", "project"},
)
_LOST: Final = re.compile(rf"\b(?:death|murder|killing|loss) of ({_WORD} {_WORD})\b")
_HIS: Final = re.compile(r"\b([A-Z][a-z]+)[’']s (?:death|murder|killing)\b")
_LEAD: Final = re.compile(r"^(?:The|Our|This|That|In|At|For|Of|And|From|With|Each|An?) ")
BODY: Final = 3
"""Words of which the name of a body mostly consists."""
SLIP: Final = 2
LONGEST_SLIP: Final = 7
"""Letters from which a word may be two slips away and still be the same one."""
SHORTEST: Final = 4
NEAR: Final = 6
"""Sentences within which a death is told of one child."""


@dataclass(frozen=True, slots=True)
class Name:
    words: tuple[str, ...]
    sentence: Sentence

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def weighty(self) -> tuple[str, ...]:
        return tuple(_bare(word) for word in self.words if word not in _SMALL)


def found(read: Read) -> Iterator[Finding]:
    names = _names(read.sentences)
    by_shape: dict[tuple[int, str], list[Name]] = {}
    for name in names.values():
        for word in {*name.weighty}:
            by_shape.setdefault((len(name.weighty), word), []).append(name)
    seen: set[frozenset[str]] = set()
    for alike in by_shape.values():
        for one, other in combinations(alike, 2):
            pair = frozenset({" ".join(one.weighty), " ".join(other.weighty)})
            if pair not in seen and _are_one(one, other):
                yield _finding(other, one)
            seen.add(pair)
    yield from _lost(read.sentences)


def _names(sentences: tuple[Sentence, ...]) -> dict[str, Name]:
    """Each name at its first place."""
    names: dict[str, Name] = {}
    for sentence in sentences:
        for match in _NAME.finditer(sentence.text):
            words = re.sub(r"[’']s$", "", _LEAD.sub("", match[0])).split()
            for part in (words, _body(words), *_listed(words)):
                name = Name(tuple(part), sentence)
                names.setdefault(name.text, name)
    return names


def _listed(words: list[str]) -> list[list[str]]:
    """Two people in a row, each with more than one name."""
    if "and" not in words:
        return []
    at = words.index("and")
    return [part for part in (words[:at], words[at + 1 :]) if len(part) > 1]


def _body(words: list[str]) -> list[str]:
    """The body that a longer run of capitals ends with or names on its way."""
    ends = [n for n, word in enumerate(words) if word.capitalize() in _BODY and n >= BODY - 1]
    return words[ends[0] - BODY + 1 : ends[0] + 1] if ends else words


def _are_one(one: Name, other: Name) -> bool:
    mine, theirs = one.weighty, other.weighty
    is_body = any(word.capitalize() in _BODY for word in (*one.words, *other.words))
    if mine == theirs:
        return False
    if sorted(mine) == sorted(theirs):
        return is_body
    unlike = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(unlike) != 1:
        return False
    a, b = unlike[0]
    return (is_body and any({a, b} <= same for same in _SAME)) or _is_slip(a, b)


def _is_slip(a: str, b: str) -> bool:
    """Whether two words are one with a letter or two amiss. Not two forms of one English word."""
    if min(len(a), len(b)) < SHORTEST - 1 or max(len(a), len(b)) < SHORTEST or a[0] != b[0]:
        return False
    if _stem(a) == _stem(b):
        return False
    most = SLIP if min(len(a), len(b)) >= LONGEST_SLIP else 1
    return _distance(a, b) <= most


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|ied|ing|ers?|ors?|ed|es|s|y|e|al|ment)$", "", word)


def _distance(a: str, b: str) -> int:
    """How many letters to put in, take out or change."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, start=1):
            cost = min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
            before, row[j] = row[j], cost
    return row[-1]


def _bare(word: str) -> str:
    """Without capitals, genitive or the plural's s."""
    return re.sub(r"(?:[’']s?|s|s[’'])$", "", re.sub(r"ies$", "y", word.lower()))


def _finding(name: Name, other: Name) -> Finding:
    return Finding(
        KIND,
        Verdict.EXPLAIN,
        name.sentence.quote,
        f"“{name.text}” here and “{other.text}” elsewhere look like one.",
        consistent="one name, or a word on how the two differ",
        other=other.sentence.quote,
    )


def _lost(sentences: tuple[Sentence, ...]) -> Iterator[Finding]:
    """A death told under one name and, a little later, under another that nobody bears."""
    for number, sentence in enumerate(sentences):
        for full in _LOST.finditer(sentence.text):
            for later in sentences[number : number + NEAR]:
                his = _HIS.search(later.text)
                if his and his[1] not in full[1] and later.place.section == sentence.place.section:
                    name = Name((his[1],), later)
                    yield _finding(name, Name((full[1],), sentence))
