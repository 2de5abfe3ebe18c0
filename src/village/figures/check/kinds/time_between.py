"""How long it was from one day to another: “in May 2023 … in May 2025 after three years”."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds.period_length import KIND
from village.figures.check.numbers import in_words
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august",
                  "september", "october", "november", "december")  # fmt: skip
_DAY: Final = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)})"
    r",?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NUMBER: Final = r"(?P<number>\d{1,2}|[a-z]+(?:-[a-z]+)?)"
_LATER: Final = re.compile(
    rf"[,\s–-]+(?:just\s)?{_NUMBER}\s(?P<unit>week|month|year)s?\slater\b", re.IGNORECASE
)
_AFTER: Final = re.compile(
    rf",?\safter\s(?:serving\s)?{_NUMBER}\s(?P<unit>week|month|year)s?\b(?!\sof\b)", re.IGNORECASE
)
_LONG: Final = re.compile(
    rf"^(?:An?|The|Our|This)\s(?:[a-z]+\s)?{_NUMBER}[\s-](?P<unit>week|month|year)s?\s"
    r"[a-z -]{0,60}\b(?:opened|began|started|launched|ran|was\sopen)\s(?:on|in|from)\s$",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    r"\s(?:and\s(?:closed|ended|finished|concluded)\s(?:on|in)|to|until)\s", re.IGNORECASE
)
_HALF: Final = re.compile(
    r"\bhalf\b|\bquarter\b|\bover\b|\bnearly\b|\babout\b|\balmost\b", re.IGNORECASE
)
DAYS: Final = {"week": 7.0, "month": 30.44, "year": 365.25}
LOOSE: Final = {"week": 8, "month": 46, "year": 335}
"""Days that a length may miss its two ends: “two years” of nineteen months is loose talk."""


def found(read: Read) -> Iterator[Finding]:
    for one in read.sentences:
        days = list(_DAY.finditer(one.text))
        if len(days) != 2 or _HALF.search(one.text):
            continue
        behind, before = one.text[days[1].end() :], one.text[: days[0].start()]
        said = _LATER.match(behind) or _AFTER.match(behind)
        if not said and _UNTIL.fullmatch(one.text[days[0].end() : days[1].start()]):
            said = _LONG.match(before)
        if said:
            yield from _weighed(one, (days[0], days[1]), said)


def _weighed(
    one: Sentence, days: tuple[re.Match[str], re.Match[str]], said: re.Match[str]
) -> Iterator[Finding]:
    number, unit = in_words(said["number"]), said["unit"].lower()
    first, last = map(_date, days)
    if number is None or first is None or last is None or first >= last:
        return
    gap = (last - first).days
    if abs(gap - number * DAYS[unit]) <= LOOSE[unit]:
        return
    true = round(gap / DAYS[unit])
    words = f"{true} {unit}{'' if true == 1 else 's'}"
    yield Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=one.quote,
        says=f"{days[0][0]} to {days[1][0]} is about {words}, not {number}.",
        arithmetic=f"{days[0][0]} to {days[1][0]} = about {words}",
        consistent=f"about {words}, or other ends",
    )


def _date(found: re.Match[str]) -> date | None:
    """A month without a day stands for its middle."""
    month = _MONTHS.index(found["month"].lower()) + 1
    try:
        return date(int(found["year"]), month, int(found["day"] or 15))
    except ValueError:
        return None
