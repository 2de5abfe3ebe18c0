"""A change told across a break: the count changed, and the text compares before with after."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from village.figures.check.arithmetic import as_printed, shown
from village.figures.check.claiming import content
from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.kinds.no_base import told_of_change
from village.figures.check.lexicon import words
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence
from village.figures.check.ties import Series
from village.figures.claims import Claim

KIND: Final = "change across a break"
_COUNTED: Final = r"(?:counted|recorded|defined|measured|collected|coded|reported)"
_BREAK: Final = re.compile(
    r"\b(?:definitions?|counting rules?|criteria|recording (?:practices?|rules?|methods?)"
    r"|methodology|way (?:in which )?[\w ]{2,40}(?:is|are|was|were) " + _COUNTED + r")\b"
    r"[^.;]{0,60}\b(?:changed|was changed|were changed|has changed|have changed|was widened"
    r"|was narrowed|was revised|were revised|was amended)\b"
    r"|\b(?:a |the )?(?:new|changed|different|revised|wider|narrower) (?:definition|counting rule"
    r"|method of counting|recording practice|case management system|recording system|case system"
    r"|data system|information system|IT system|system for recording)\b"
    rf"|\b(?:is|are|was|were|been) (?:now )?{_COUNTED} (?:differently|in (?:a new|another) way)\b"
    r"|\bchange (?:of|in|to) (?:the )?(?:definition|recording|counting|(?:case )?system)\b"
    r"|\bbreak in (?:the |this )?series\b",
    re.IGNORECASE,
)
_CAVEAT: Final = re.compile(
    r"\b(?:not|no longer|never) (?:directly |strictly |fully )?(?:be )?compar(?:able|ed)\b"
    r"|\bcannot (?:\w+ )?(?:be )?compared?\b|\bcan ?not be set beside\b|\bnot like for like\b",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"\b(?:because|since|due to|owing to|reflects?|explained by|explains|result of|part(?:ly)? "
    r"(?:of|by|because)|may be|some of (?:this|the)|caution|with care|like for like|same "
    r"(?:definition|basis|rules?)|old (?:definition|basis|rules?)|re-?calculated|adjusted"
    r"|comparable|compared on|not compar\w+|cannot be compared|true (?:rise|fall|change))\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"\b(?:rose|risen|increased|grew|climbed|fell|fallen|decreased|dropped|declined|halved|doubled"
    r"|went (?:up|down)|(?:up|down) (?:by|from)|an? (?:\d+(?:\.\d+)?% |sharp |marked |large )?"
    r"(?:rise|increase|fall|drop|decrease|reduction) (?:of|from|in|on))\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b((?:19|20)\d\d)(?:\s?[/–-]\s?(\d\d)(?:\d\d)?)?\b")
_COMMON: Final = words(
    "definition counting rule recording system case management new changed change year years april"
    " january september october march which that this than from were was with they them count"
    " counted recorded data number numbers more less fewer since last quarter now what have has"
    " introduced moved way differently series break comparable compared children child"
)
FALLS: Final = 3
"""Points of a series before which nothing is said of where it goes."""


@dataclass(frozen=True, slots=True)
class _Break:
    sentence: Sentence
    about: frozenset[str]
    years: frozenset[int]


def found(read: Read) -> Iterator[Finding]:
    breaks = [_break(one) for one in read.sentences if _declares(one)]
    for number, one in enumerate(read.sentences):
        if not breaks or not _tells(one):
            continue
        near = [s for s in read.sentences[max(0, number - 1) : number + 2] if s.block == one.block]
        if _OWNED.search(one.text) or any(_CAVEAT.search(s.text) or _owns(s) for s in near):
            continue
        across = next((some for some in breaks if _is_across(one, some)), None)
        if across is not None:
            yield _finding(one, across)
    yield from _other_starts(read)


def _declares(one: Sentence) -> bool:
    return bool(_BREAK.search(one.text) or _CAVEAT.search(one.text))


def _break(one: Sentence) -> _Break:
    about = {word for word in content(one.text) if word not in _COMMON and len(word) > 3}
    return _Break(one, frozenset(about), _years(one.text))


def _years(text: str) -> frozenset[int]:
    """Calendar years that a text names; 2022-23 is both."""
    years = set()
    for found in _YEAR.finditer(text):
        first = int(found[1])
        years |= {first, first - first % 100 + int(found[2])} if found[2] else {first}
    return frozenset(years)


def _tells(one: Sentence) -> bool:
    if one.kind in {BlockKind.HEADING, BlockKind.TABLE} or _declares(one):
        return False
    return bool(told_of_change(one) or (_TOLD.search(one.text) and re.search(r"\d", one.text)))


def _owns(one: Sentence) -> bool:
    """Whether a sentence beside it says what the change is worth: “This fall is due to …”."""
    return bool(re.match(r"(?:This|That|These|It|The (?:rise|fall|increase|drop))\b", one.text)
                and _OWNED.search(one.text))  # fmt: skip


def _is_across(one: Sentence, some: _Break) -> bool:
    """Of the same thing, and not all of it before the break or behind it."""
    is_near = one.place.section == some.sentence.place.section
    years = _years(one.text)
    is_dated = len(years) > 1 and some.years
    if is_dated and not min(years) <= max(some.years) <= max(years):
        return False
    return is_near and bool(some.about & content(one.text))


def _finding(one: Sentence, some: _Break) -> Finding:
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=one.quote,
        says="A change is told of what was counted in two ways: the two are not of one series.",
        consistent="the change by one way of counting, or no word of a change",
        other=some.sentence.quote,
    )


def _other_starts(read: Read) -> Iterator[Finding]:
    """A second series starts from nought where the first one falls: together they did not."""
    for falls, starts in permutations(read.ties.series, 2):
        if falls.labels != starts.labels or len(falls.points) <= FALLS:
            continue
        if falls.sentence.place.section != starts.sentence.place.section:
            continue
        begins = _begins(starts.points)
        if begins and _falls_and_does_not(falls.points, starts.points, begins):
            yield _of_two(falls, starts, begins)


def _begins(points: Sequence[Claim]) -> int:
    """Where a series that begins with nought leaves it for good; 0 for any other."""
    begins = next((n for n, point in enumerate(points) if point.value), 0)
    return begins if all(point.value for point in points[begins:]) else 0


def _falls_and_does_not(falls: Sequence[Claim], starts: Sequence[Claim], begins: int) -> bool:
    before, after = falls[:begins], falls[begins:]
    both = [one.value + other.value for one, other in zip(falls, starts, strict=True)][begins:]
    lower = max(one.value for one in after) < min(one.value for one in before)
    return lower and min(both) >= before[-1].value


def _of_two(falls: Series, starts: Series, begins: int) -> Finding:
    pairs = list(zip(falls.points, starts.points, strict=True))
    both = ", ".join(shown(one.value + other.value) for one, other in pairs)
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=falls.sentence.quote,
        says=f"It falls from {falls.labels[begins]} on, when another count begins; both together "
        "do not fall.",
        arithmetic=f"{', '.join(as_printed(one) for one in falls.points)}; both: {both}",
        consistent="both counts side by side, with a word on what moved from one to the other",
        other=Quote(starts.sentence.quote.text, starts.sentence.place),
        rests_on=tuple(claim.key for pair in pairs for claim in pair),
    )
