"""The ways in which public statistics write a period."""

import re
from dataclasses import dataclass

from village.engine.errors import Unreadable

_STATUS = re.compile(r"\s*\((?P<status>[^()]+)\)$")
_YEAR = re.compile(r"(?P<first>\d{4})")
_PAIR = re.compile(r"(?P<first>\d{4})[/-]?(?P<last>\d{2})")
_SPAN_OF_PAIRS = re.compile(r"(?P<first>\d{4})/\d{2}-\d{2}/(?P<last>\d{2})")


@dataclass(frozen=True, slots=True)
class PublicPeriod:
    """A period as published.

    text: the publisher's own words. kind: "Reporting year", "Academic year" and so on, where the
    file says so. first, last: the years it begins and ends in. status: "Rev", "prov" and the
    like, where the publisher marks a figure as not final or as revised.
    """

    text: str
    kind: str
    first: int
    last: int
    status: str = ""

    @property
    def label(self) -> str:
        """As people write it: 2025, 2023/24, 2021/22 to 2023/24."""
        if self.first == self.last:
            return str(self.last)
        if self.last == self.first + 1:
            return f"{self.first}/{self.last % 100:02}"
        return f"{self.first} to {self.last}"


def period_of(text: str, *, where: str, kind: str = "") -> PublicPeriod:
    """Read 2025, "2025 (Rev)", 202425, 2023/24, 2023-24, 2014-16 or 2021/22-23/24.

    A status in brackets is kept apart. Raises Unreadable for anything else (one file has a
    period "0").
    """
    status = _STATUS.search(text)
    bare = text[: status.start()] if status else text
    for shape in (_SPAN_OF_PAIRS, _YEAR, _PAIR):
        if found := shape.fullmatch(bare):
            first = int(found["first"])
            last = _ending(first, found.groupdict().get("last"))
            return PublicPeriod(text, kind, first, last, status["status"] if status else "")
    raise Unreadable(
        "The period is written in a way that is not known.",
        where=where,
        mend="Known are 2025, 202425, 2023/24, 2014-16 and 2021/22-23/24, with (Rev) behind.",
    )


def _ending(first: int, two_digits: str | None) -> int:
    if two_digits is None:
        return first
    last = first // 100 * 100 + int(two_digits)
    return last if last > first else last + 100
