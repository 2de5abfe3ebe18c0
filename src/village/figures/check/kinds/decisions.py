"""Decisions of yes and no that do not come to those about whom they were to be made."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from village.figures.check.arithmetic import as_printed, shown
from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND: Final = "stages in order"
_DECISION: Final = re.compile(
    r"\s(?P<way>positive|negative)\s(?P<stage>[A-Z][\w -]*?)(?:\s\((?P<short>[A-Z]{2,5})\))?"
    r"\s(?:decisions?|outcomes?|conclusions?)\b",
    re.IGNORECASE,
)
Stage = dict[str, tuple[Claim, Claimed]]


def found(read: Read) -> Iterator[Finding]:
    """Of the positive ones of a stage, each has a yes or a no at the next stage of its section."""
    sections: dict[str, dict[str, Stage]] = {}
    for one in read.said:
        stages = sections.setdefault(one.sentence.place.section, {})
        for claim, stage, way in _decisions(one):
            stages.setdefault(stage, {}).setdefault(way, (claim, one))
    for stages in sections.values():
        told = [ways for ways in stages.values() if "positive" in ways]
        for before, after in pairwise(told):
            if "negative" in after:
                yield from _weighed(before, after)


def _decisions(one: Claimed) -> Iterator[tuple[Claim, str, str]]:
    """“50 positive Reasonable Grounds (RG) decisions”: the number, RG, positive."""
    for claim in one.claims:
        said = _DECISION.match(one.sentence.text[claim.start + len(claim.text) :])
        if said and claim.unit is Unit.COUNT and not claim.is_about:
            short = said["short"] or said["stage"]
            yield claim, short.upper(), said["way"].lower()


def _weighed(before: Stage, after: Stage) -> Iterator[Finding]:
    came, _ = before["positive"]
    yes, one = after["positive"]
    no, _ = after["negative"]
    gap = came.value - yes.value - no.value
    if not gap:
        return
    said = f"{shown(gap)} without one" if gap > 0 else f"{shown(-gap)} more than went on"
    yield Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=one.sentence.quote,
        says=f"{as_printed(came)} went on to this decision, and {as_printed(yes)} yes and "
        f"{as_printed(no)} no are told: {said}.",
        arithmetic=f"{as_printed(yes)} + {as_printed(no)} = {shown(yes.value + no.value)} of "
        f"{as_printed(came)}",
        consistent="a decision for each, or how many still wait for theirs",
        other=Quote(came.quote, came.place),
        rests_on=(came.key, yes.key, no.key),
    )
