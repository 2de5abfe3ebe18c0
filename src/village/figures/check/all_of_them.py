"""Ties a list to the sentence before it that says how many there were: “46 came from four sources.
The trust made 19, …”."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from village.figures.check.claiming import Claimed
from village.figures.check.ties import Parts
from village.figures.claims import Claim, Unit

_KINDS: Final = re.compile(
    r"\s(?:\w+\s)?(?:sources?|categories|kinds|groups|outcomes|agencies|routes|ways|reasons|areas"
    r"|localities|types|bands|sectors|parts)\b",
    re.IGNORECASE,
)
_EVERY: Final = re.compile(
    r"\b(?:every one of the|each of the|all of the|one (?:main |single |primary )?\w+ (?:is|was)"
    r" recorded for (?:each|every) (?:one )?of the)\s$",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    r"\b(?:of whom|of which|including|among|each|per|average|more than one|some of|compared"
    r"|up from|down from|last year|previous)\b",
    re.IGNORECASE,
)
_MADE_UP: Final = re.compile(r"[^.;:()\d]{0,40}\smade up (?:the|all|all the|all of the)\s", re.I)
_AND: Final = re.compile(
    r"[^.;:()\d]{0,40}?(?:,\s|\sand\s|,\sand\s)[^.;:()\d]{0,40}?", re.IGNORECASE
)
FEWEST: Final = 3


def parts_of_all(found: Sequence[Claimed]) -> Iterator[Parts]:
    for before, one in pairwise([None, *found]):
        if one is None:
            continue
        yield from _made_up(one)
        if before is not None and before.sentence.block == one.sentence.block:
            yield from _told_before(before, one)


def _told_before(before: Claimed, one: Claimed) -> Iterator[Parts]:
    """Only where the sentence before says that all are told: how many kinds, or every one."""
    parts = one.claims
    alike = all(part.unit is Unit.COUNT and not part.is_about for part in parts)
    if len(parts) < FEWEST or not alike or _WITHIN.search(one.sentence.text):
        return
    whole = _whole(before, len(parts))
    if whole and not whole.is_about and max(part.value for part in parts) < whole.value:
        yield Parts(whole, parts, "the sentence behind it", is_guess=True)


def _whole(before: Claimed, many: int) -> Claim | None:
    counts = [claim for claim in before.claims if claim.unit is Unit.COUNT]
    text = before.sentence.text
    kinds = [c for c in counts if _KINDS.match(text[c.start + len(c.text) :]) and c.value == many]
    others = [claim for claim in counts if claim not in kinds]
    if len(others) != 1:
        return None
    return others[0] if kinds or _EVERY.search(text[: others[0].start]) else None


def _made_up(one: Claimed) -> Iterator[Parts]:
    """“Eight boys and seven girls made up the sixteen children”."""
    for place in range(2, len(one.claims)):
        whole, parts = one.claims[place], one.claims[:place]
        between = [one.sentence.text[one.at[n].end : one.at[n + 1].start] for n in range(place)]
        counts = all(c.unit is Unit.COUNT and not c.is_about for c in (whole, *parts))
        listed = all(_AND.fullmatch(some) for some in between[:-1])
        if counts and listed and _MADE_UP.fullmatch(between[-1]):
            yield Parts(whole, tuple(parts), "what it is made up of")
