"""A peak, a high or a low that the series printed beside it has elsewhere."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from village.figures.check.arithmetic import as_printed
from village.figures.check.claiming import content
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence
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
_OF_ANYTHING: Final = content(
    "quarterly monthly yearly annual figures numbers totals breakdown split follows recorded"
    " categories category"
)
_LOW: Final = re.compile(r"\b(?:lowest|quietest)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    for series in read.ties.series:
        for one in read.sentences:
            if one.place.section != series.sentence.place.section or _OTHER_MEASURE.search(
                one.text
            ):
                continue
            high, low = _HIGH.search(one.text), _LOW.search(one.text)
            if bool(high) == bool(low) or not _is_of(series, one, read.ties.series):
                continue
            named = _named(series, one.text)
            best = _ends(series, is_high=bool(high))
            if named and not {label for label, _ in named} & {label for label, _ in best}:
                yield _finding(series, one, named[0], best[0], is_high=bool(high))


def _is_of(series: Series, one: Sentence, every: Sequence[Series]) -> bool:
    """Its own series, or the only one of its section, or the one that it names."""
    own = [some for some in every if some.sentence == one]
    if own:
        return own == [series]
    if not series.name and not _is_bare(series) and not _names_it(series, one):
        return False
    beside = [some for some in every if some.sentence.place.section == one.place.section]
    is_named = bool(series.name) and series.name.lower() in one.text.lower()
    return len(beside) == 1 or is_named


def _names_it(series: Series, one: Sentence) -> bool:
    """Whether a sentence has a word of what the series counts, or is its own."""
    labels = content(" ".join(series.labels))
    words = content(f"{series.name} {series.sentence.text}") - labels
    return series.sentence == one or bool(words & content(one.text))


def _is_bare(series: Series) -> bool:
    """“2020: 58; 2021: 52”, “the figures were 12 in May”: what is counted stands elsewhere."""
    said = content(series.sentence.text) - content(" ".join(series.labels))
    return said <= _OF_ANYTHING


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


def _finding(series: Series, one: Sentence, named: Point, best: Point, *, is_high: bool) -> Finding:
    """As a guess where the sentence may be about something else than the series."""
    word, is_sure = "highest" if is_high else "lowest", _names_it(series, one)
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT if is_sure else Verdict.EXPLAIN,
        quote=one.quote,
        says=f"The {word} of the series is {best[0]} ({as_printed(best[1])}), not {named[0]} "
        f"({as_printed(named[1])}).",
        arithmetic=", ".join(
            f"{label} {as_printed(point)}"
            for label, point in zip(series.labels, series.points, strict=True)
        ),
        consistent=f"{best[0]}, or another number for {named[0]}",
        other=series.sentence.quote,
        rests_on=tuple(point.key for point in series.points),
        is_guess=not is_sure,
    )
