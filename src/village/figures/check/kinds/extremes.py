"""A peak, a high or a low that the series printed beside it has elsewhere."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from village.figures.check.arithmetic import as_printed
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Series
from village.figures.claims import Claim

KIND = "words against a series"
_HIGH: Final = re.compile(r"\b(?:peak(?:ed|ing)?|highest|busiest)\b", re.IGNORECASE)
_LOW: Final = re.compile(r"\b(?:lowest|quietest)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    for series in read.ties.series:
        for one in read.sentences:
            if one.place.section != series.sentence.place.section or one is series.sentence:
                continue
            high, low = _HIGH.search(one.text), _LOW.search(one.text)
            if bool(high) == bool(low) or not _is_of(series, one.text, read.ties.series):
                continue
            named = _named(series, one.text)
            best = _ends(series, is_high=bool(high))
            if named and not {label for label, _ in named} & {label for label, _ in best}:
                yield _finding(series, one.quote, named[0], best[0], is_high=bool(high))


def _is_of(series: Series, text: str, every: Sequence[Series]) -> bool:
    """The only series of its section, or the one that the sentence names."""
    beside = [one for one in every if one.sentence.place.section == series.sentence.place.section]
    return len(beside) == 1 or series.name.lower() in text.lower()


Point = tuple[str, Claim]


def _named(series: Series, text: str) -> list[Point]:
    points = zip(series.labels, series.points, strict=True)
    return [
        (label, point) for label, point in points
        if re.search(rf"\b{re.escape(label)}\b", text, re.IGNORECASE)
    ]  # fmt: skip


def _ends(series: Series, *, is_high: bool) -> list[Point]:
    values = [point.value for point in series.points]
    end = max(values) if is_high else min(values)
    return [
        (label, point)
        for label, point in zip(series.labels, series.points, strict=True)
        if point.value == end
    ]


def _finding(series: Series, said: Quote, named: Point, best: Point, *, is_high: bool) -> Finding:
    word = "highest" if is_high else "lowest"
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=said,
        says=f"The {word} of the series is {best[0]} ({as_printed(best[1])}), not {named[0]} "
        f"({as_printed(named[1])}).",
        arithmetic=", ".join(
            f"{label} {as_printed(point)}"
            for label, point in zip(series.labels, series.points, strict=True)
        ),
        consistent=f"{best[0]}, or another number for {named[0]}",
        other=series.sentence.quote,
        rests_on=tuple(point.key for point in series.points),
    )
