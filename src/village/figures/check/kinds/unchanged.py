"""“Unchanged over three years (17%, 17% and 22%)”: the numbers beside the word did change."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.arithmetic import as_printed
from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds.extremes import KIND
from village.figures.check.read import Read
from village.figures.claims import Unit

_SAME: Final = re.compile(
    r"\b(?:unchanged|did not change|has not changed|have not changed|the same in (?:each|every|all)"
    r"|identical in)\b",
    re.IGNORECASE,
)
_NEARLY: Final = re.compile(
    r"\b(?:almost|nearly|broadly|largely|virtually|little|then|until|since|before|after)\b", re.I
)
LITTLE: Final = {Unit.PERCENT: 1}
"""Points between which a percentage is still called unchanged."""


def found(read: Read) -> Iterator[Finding]:
    for series in read.ties.series:
        text = series.sentence.text
        if not _SAME.search(text) or _NEARLY.search(text):
            continue
        values = [point.value for point in series.points]
        first = series.points[0]
        if max(values) - min(values) <= LITTLE.get(first.unit, 0):
            continue
        told = ", ".join(map(as_printed, series.points))
        yield Finding(
            kind=KIND,
            verdict=Verdict.EXPLAIN,
            quote=series.sentence.quote,
            says=f"It is told as unchanged, and the numbers are {told}.",
            arithmetic=told,
            consistent="one number throughout, or another word",
            rests_on=tuple(point.key for point in series.points),
        )
