"""A rise that falls, a fall that rises, and a change that is not the percentage beside it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from village.figures.check.arithmetic import as_printed, fits_change, is_percent_of, rounded
from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND = "change"
_UP: Final = re.compile(
    r"\b(?:rose|risen|rising|rises|increas\w+|grew|grown|growing|climb\w+|doubled|went up|up)\b",
    re.IGNORECASE,
)
_DOWN: Final = re.compile(
    r"\b(?:fell|fallen|falling|decreas\w+|reduc\w+|dropp\w+|declin\w+|halved|went down|down)\b",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"\bfrom\s+(?:a\s+(?:high|low|total)\s+of\s+)?(?:about\s+|around\s+)?$", re.IGNORECASE
)
_TO: Final = re.compile(
    r"(?:\s+(?!to\b)[a-z’'-]+){0,4}(?:\s+\((?:[^()]*)\))?(?:\s+in\s+[\w/ –-]{1,25}?)?,?\s+to\s+"
    r"(?:a\s+(?:high|low|total)\s+of\s+)?",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"[^.;:()%\d]{0,40}\(?\s*(?:an?\s+|up\s+|down\s+|by\s+)?(?:\w+\s+)?(?:of\s+)?", re.IGNORECASE
)
_CHANGED: Final = re.compile(r"\s*(?:\)|increase|rise|decrease|reduction|fall|drop|higher|lower)")


_BACK: Final = re.compile(
    r"[^.;:()\d]{0,60}?,?\s(?:an?\s)?(?P<way>rise|increase|growth|jump|fall|drop|decrease|reduction"
    r"|up|down)\s(?:on|from)\s(?:the\s|last year’s\s|a\s)?",
    re.IGNORECASE,
)
_RATIO: Final = (
    (re.compile(r"\bdoubl(?:ed|ing)\b", re.IGNORECASE), Fraction(2)),
    (re.compile(r"\bhalv(?:ed|ing)\b", re.IGNORECASE), Fraction(1, 2)),
    (re.compile(r"\b(?:trebl|tripl)(?:ed|ing)\b", re.IGNORECASE), Fraction(3)),
)
_FROM_APART: Final = re.compile(r",\sfrom\s$", re.IGNORECASE)
_MORE_THAN: Final = re.compile(r"\bmore than $", re.IGNORECASE)
ROUGHLY = Fraction(15, 100)
"""How far from its ratio a change may lie that is called doubled or halved."""
_POINTS: Final = re.compile(r"\s(?:percentage\s)?points?\b")
_OF_CHANGE: Final = re.compile(
    r"\s?(?:increase|rise|growth|fall|drop|decrease|reduction)\b[^.;:()\d]{0,60}?,?\sfrom\s", re.I
)


def found(read: Read) -> Iterator[Finding]:
    for one in read.said:
        for place in range(len(one.claims) - 1):
            if _is_change(one, place):
                yield from _of_change(one, place)
                yield from _of_ratio(one, place)
            yield from _told_backwards(one, place)


def _told_backwards(one: Claimed, place: int) -> Iterator[Finding]:
    """“387 children, a rise from 412”."""
    last, first = one.claims[place], one.claims[place + 1]
    back = _BACK.fullmatch(one.sentence.text[one.at[place].end : one.at[place + 1].start])
    if not back or last.unit is not first.unit or last.is_about or first.is_about:
        return
    way = 1 if back["way"].lower() in {"rise", "increase", "growth", "jump", "up"} else -1
    if (last.value - first.value) * way < 0:
        yield _against(one, first, last, way)


def _of_ratio(one: Claimed, place: int) -> Iterator[Finding]:
    """“doubled, going from 34 to 51”."""
    first, last = one.claims[place], one.claims[place + 1]
    clause = _clause(one.sentence.text, one.at[place].start)
    for word, ratio in _RATIO:
        said = word.search(clause)
        if not said or not first.value:
            continue
        times, is_more = last.value / first.value, _MORE_THAN.search(clause[: said.start()])
        falls_short = times < ratio if ratio > 1 else times > ratio
        if falls_short if is_more else abs(times - ratio) > ratio * ROUGHLY:
            yield _not_so(one, (first, last), f"{is_more[0] if is_more else ''}{said[0]}")


def _not_so(one: Claimed, claims: tuple[Claim, Claim], said: str) -> Finding:
    first, last = claims
    times = f"{float(last.value / first.value):.2f}"
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says=f"From {as_printed(first)} to {as_printed(last)} is not {said}.",
        arithmetic=f"{as_printed(last)} / {as_printed(first)} = {times}",
        consistent="another word, or other numbers",
        rests_on=(first.key, last.key),
    )


def _is_change(one: Claimed, place: int) -> bool:
    """“from 40 to 52”, two numbers of one unit and neither of them about."""
    text, at = one.sentence.text, one.at
    first, last = one.claims[place], one.claims[place + 1]
    if first.unit is not last.unit or first.unit in {Unit.AGE, Unit.DURATION}:
        return False
    between = text[at[place].end : at[place + 1].start]
    return bool(_FROM.search(text[: at[place].start]) and _TO.fullmatch(between))


def _of_change(one: Claimed, place: int) -> Iterator[Finding]:
    first, last = one.claims[place], one.claims[place + 1]
    way = way_of(one.sentence.text, one.at[place].start)
    if way and (last.value - first.value) * way < 0:
        yield _against(one, first, last, way)
    elif percent := _percent(one, place + 1) or _percent_before(one, place):
        yield from _of_percent(one, first, last, percent)


def way_of(text: str, until: int) -> int:
    """1 for up, -1 for down, by the nearest word before in the same clause; 0 where none says."""
    said = _FROM_APART.sub(" from ", text[:until])
    clause = re.split(r"[.;:,]|\b(?:while|whereas|but|although)\b", said)[-1]
    ups, downs = ([m.start() for m in one.finditer(clause)] for one in (_UP, _DOWN))
    if bool(ups) == bool(downs):
        return 0
    return 1 if ups else -1


def _clause(text: str, until: int) -> str:
    """What is said up to here, since the last stop."""
    return re.split(r"[.;:]|\b(?:while|whereas|but|although)\b", text[:until])[-1]


def _against(one: Claimed, first: Claim, last: Claim, way: int) -> Finding:
    said, true = ("a rise", "less") if way > 0 else ("a fall", "more")
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says=f"It is told as {said}, and {as_printed(last)} is {true} than {as_printed(first)}.",
        arithmetic=f"{as_printed(first)} -> {as_printed(last)}",
        consistent="the two numbers the other way round, or another word",
        rests_on=(first.key, last.key),
    )


def _percent(one: Claimed, place: int) -> Claim | None:
    """“… to 52 (a 30% increase)” or “… to 52, up 30%”."""
    if place + 1 >= len(one.claims) or one.claims[place + 1].unit is not Unit.PERCENT:
        return None
    if one.claims[place].unit is Unit.PERCENT or one.claims[place + 1].is_about:
        return None
    text, at = one.sentence.text, one.at
    between, behind = text[at[place].end : at[place + 1].start], text[at[place + 1].end :]
    beside = _BY.fullmatch(between) and ("(" in between or _UP.search(between)
                                         or _DOWN.search(between))  # fmt: skip
    return one.claims[place + 1] if beside and _CHANGED.match(behind) else None


def _percent_before(one: Claimed, place: int) -> Claim | None:
    """“a 25% increase in contacts, from 160 to 184”."""
    if not place or one.claims[place - 1].unit is not Unit.PERCENT:
        return None
    between = one.sentence.text[one.at[place - 1].end : one.at[place].start]
    percent = one.claims[place - 1]
    return percent if _OF_CHANGE.fullmatch(between) and not percent.is_about else None


def _of_percent(one: Claimed, first: Claim, last: Claim, percent: Claim) -> Iterator[Finding]:
    change = abs(last.value - first.value)
    if not first.value or fits_change(first, last, percent):
        return
    if last.value and is_percent_of(percent, last.value, first.value):
        return  # “down from 40 to 30 (75%)”: what is left, not the change
    yield Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.sentence.quote,
        says=f"From {as_printed(first)} to {as_printed(last)} is no change of {percent.text}.",
        arithmetic=f"({as_printed(last)} - {as_printed(first)}) / {as_printed(first)} = "
        f"{rounded(change, first.value, percent.decimals + 1)}",
        consistent=rounded(change, first.value, percent.decimals),
        rests_on=(first.key, last.key, percent.key),
    )
