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
_HIGH: Final = re.compile(
    r"\b(?:peak(?:ed|ing)?|highest|busiest|(?:most|more) (?:common|often|frequent)(?:ly)?|commonest"
    r"|largest)\b",
    re.IGNORECASE,
)
_OTHER_MEASURE: Final = re.compile(
    r"\bknown\b|\bsecond\b|\bthird\b|\bone of\b|\bamong\b|%|\bper\b|\brate\b|\bincrease\b|\brise\b"
    r"|\bdrop\b|\bfall\b|\bsince\b|\bever\b",
    re.IGNORECASE,
)
_QUARTERS: Final = ("one", "two", "three", "four")
_LOW: Final = re.compile(r"\b(?:lowest|quietest)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    for series in read.ties.series:
        for one in read.sentences:
            if one.place.section != series.sentence.place.section or _OTHER_MEASURE.search(
                one.text
            ):
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
    """What the sentence names; of a series in the sentence itself, what stands by the word."""
    points = list(zip(series.labels, series.points, strict=True))
    near = _by_the_word(text) if text == series.sentence.text else [text]
    every = ([one for one in points if _names(one[0]).search(part)] for part in near)
    return next(filter(None, every), [])


def _by_the_word(text: str) -> list[str]:
    """“peaked in November”, else “in 2023-24 it was highest”, and not the list behind it."""
    found = _HIGH.search(text) or _LOW.search(text)
    if found is None:
        return [text]
    behind = re.split(r"[:;(]", text[found.start() :])[0]
    return [behind, text[: found.start()] + behind]


def _names(label: str) -> re.Pattern[str]:
    """A label and what else it is called: Q3 is quarter three."""
    quarter = re.fullmatch(r"Q([1-4])", label, re.IGNORECASE)
    ways = [re.escape(label)]
    if quarter:
        ways += [rf"quarter {quarter[1]}", f"quarter {_QUARTERS[int(quarter[1]) - 1]}"]
    return re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE)


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
