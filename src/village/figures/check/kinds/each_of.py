"""“Fell in each quarter”, “rose in every area”: in the series or table beside it one did not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from village.figures.check.arithmetic import as_printed
from village.figures.check.claiming import Claimed, content
from village.figures.check.columns import Grid, grids
from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Series
from village.figures.claims import Claim, Unit

KIND: Final = "words against a series"
_UP: Final = r"rose|risen|increased|improved|grew|grown|climbed|(?:went|gone|come|came|was|were) up"
_DOWN: Final = r"fell|fallen|decreased|dropped|declined|(?:went|gone|come|came|was|were) down"
_EACH: Final = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?:(?!\band\b)[^.,;:()\d]){{0,40}}?\s"
    r"(?:each|every|all)\s(?:(?:one\s)?of\s)?(?:the\s|our\s)?(?:(?:two|three|four|five|six)\s)?"
    r"(?P<what>[a-z]+)(?!\s(?:before|that|until|but|except))\b",
    re.IGNORECASE,
)
_RUNNING: Final = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?:(?!\band\b)[^.,;:()\d]){{0,40}}?\s"
    r"(?:(?:for\s)?(?:two|three|four|five|six|\d)\s(?P<what>quarter|month|year|term)s\s(?:running"
    r"|in a row|in succession)|(?P<steady>steadily|consistently)"
    r"|(?P<on>quarter|month|year|term)\s(?:on|by|after)\s(?P=on))\b",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"\b(?:each|every|all)\s(?:(?:one\s)?of\s)?(?:the\s|our\s)?(?:(?:two|three|four|five|six)\s)?"
    r"(?P<what>[a-z]+)\s(?:(?:saw|had|recorded|reported|showed)\s(?:an?\s)?"
    r"(?:(?P<up>rise|increase|growth|improvement)|(?P<down>fall|drop|decrease|reduction|decline))"
    rf"|(?:(?P<up2>{_UP})|(?P<down2>{_DOWN})))\b(?!\s(?:by|of|its|their|the|our|how)\b)",
    re.IGNORECASE,
)
_TIMES: Final = {
    "term": re.compile(r"(?:Autumn|Spring|Summer|Winter|Term).*", re.IGNORECASE),
    "quarter": re.compile(r"(?:Q|Quarter\s)[1-4]", re.IGNORECASE),
    "month": re.compile(r"[A-Z][a-z]{2,8}\.?(?:\s(?:20)?\d\d)?"),
    "year": re.compile(r"(?:19|20)\d\d.*"),
}
_NOT_ALL: Final = re.compile(
    r"\b(?:except|apart from|other than|bar|save for|but (?:one|two|for|not)|almost|nearly|not"
    r"|most|excluding|average|combined|together|forecast|expected|target|would|will|should)\b",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(r"[^.;()\d]{0,50}?[:(—–]\s*[^.;()\d]{0,25}")
_TOTAL: Final = re.compile(r"\W*(?:(?:grand |over)?(?:total|all|average)\b|england\b)", re.I)
_FIRST_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
LEAST: Final = 3
"""Points of a series, rows of a table."""
Point = tuple[str, Claim]


@dataclass(frozen=True, slots=True)
class _Said:
    """what: “quarter”, “area”. way: 1 up, -1 down. end: of the words in the sentence. is_sure:
    not “improved”, which less may be too."""

    what: str
    way: int
    end: int
    is_sure: bool


def found(read: Read) -> Iterator[Finding]:
    tables = list(grids(read.document, read.said))
    for one in read.said:
        said = None if one.sentence.kind is BlockKind.TABLE else _said(one.sentence.text)
        if said is None or _NOT_ALL.search(one.sentence.text):
            continue
        if said.what in _TIMES:
            yield from _in_time(one, said, read)
            continue
        for grid in tables:
            if grid.lines[0].place.section == one.sentence.place.section:
                yield from _in_rows(one, grid, said)


def _said(text: str) -> _Said | None:
    """The first way of saying that each of them went up or down."""
    if found := _EACH.search(text):
        return _named(found, found["what"], is_up=bool(found["up"]))
    if found := _RUNNING.search(text):
        what = found["what"] or found["on"] or "quarter"
        return _named(found, what, is_up=bool(found["up"]), is_round=bool(found["steady"]))
    if found := _SUBJECT.search(text):
        return _named(found, found["what"], is_up=bool(found["up"] or found["up2"]))
    return None


def _named(found: re.Match[str], what: str, *, is_up: bool, is_round: bool = False) -> _Said:
    is_sure = not is_round and "improve" not in found[0].lower()
    time = what.lower().rstrip("s")
    return _Said(time if time in _TIMES else what, 1 if is_up else -1, found.end(), is_sure)


def _in_time(one: Claimed, said: _Said, read: Read) -> Iterator[Finding]:
    listed = _listed(one, said.end)
    if not listed and one.sentence.text[said.end :].lstrip().startswith("since"):
        return
    series = None if listed else _beside(one, said.what, read)
    points, where = listed, None
    if series is not None:
        points = list(zip(series.labels, series.points, strict=True))
        where = series.sentence.quote
        is_named = bool(content(series.name) & content(one.sentence.text))
        said = replace(said, is_sure=said.is_sure and is_named)
    for (_, before), (label, point) in pairwise(points):
        if _turns(before, point, way=said.way):
            yield _finding(one, (before, point), points, where, label=label, said=said)
            return


def _turns(before: Claim, point: Claim, *, way: int) -> bool:
    """Two percentages that are printed alike may still have moved."""
    gap = (point.value - before.value) * way
    return gap < 0 or (gap == 0 and point.unit is Unit.COUNT)


def _listed(one: Claimed, start: int) -> list[Point]:
    """“(88, 81, 84 and then 70)” behind the words: a list and nothing else."""
    behind = [claim for claim in one.claims if claim.start >= start]
    alike = len({claim.unit for claim in behind}) == 1 and not any(c.is_about for c in behind)
    if len(behind) < LEAST or not alike:
        return []
    opened = _OPENS.fullmatch(one.sentence.text[start : behind[0].start])
    return [(as_printed(claim), claim) for claim in behind] if opened else []


def _beside(one: Claimed, what: str, read: Read) -> Series | None:
    """The one series of such periods in the section, or the one that the sentence names."""
    labels = _TIMES[what]
    near = [
        series for series in read.ties.series
        if series.sentence.place.section == one.sentence.place.section
        and all(labels.fullmatch(label) for label in series.labels)
    ]  # fmt: skip
    words = content(one.sentence.text)
    named = [series for series in near if series.name and content(series.name) <= words]
    meant = named if len(near) > 1 else near
    return meant[0] if len(meant) == 1 else None


def _in_rows(one: Claimed, grid: Grid, said: _Said) -> Iterator[Finding]:
    """“Rose in every area”, over a table of areas with two periods."""
    years = [(found[0], n) for n, name in enumerate(grid.head)
             if n and (found := _FIRST_YEAR.search(name))]  # fmt: skip
    if len(years) != 2 or len(grid.head) > 4 or not content(said.what) & content(grid.head[0]):
        return
    (_, first), (_, last) = sorted(years)
    rows = [(row[0], cells[first], cells[last]) for row, cells
            in zip(grid.block.rows[1:], grid.cells[1:], strict=True)
            if not _TOTAL.match(row[0])]  # fmt: skip
    if len(rows) < LEAST or years[0][0] == years[1][0]:
        return
    for name, before, point in rows:
        if before and point and before.unit is point.unit and _turns(before, point, way=said.way):
            pair = [("", before), ("", point)]
            quote = Quote(point.quote, point.place)
            yield _finding(one, (before, point), pair, quote, label=name, said=said)
            return


def _finding(
    one: Claimed,
    pair: tuple[Claim, Claim],
    points: Sequence[Point],
    where: Quote | None,
    *,
    label: str,
    said: _Said,
) -> Finding:
    before, point = pair
    word = "rose" if said.way > 0 else "fell"
    named = [as_printed(p) if name in {"", as_printed(p)} else f"{name} {as_printed(p)}"
             for name, p in points]  # fmt: skip
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT if said.is_sure else Verdict.EXPLAIN,
        quote=one.sentence.quote,
        says=f"Not each of them {word}: {as_printed(before)} became {as_printed(point)}"
        f"{f' ({label})' if label != as_printed(point) else ''}.",
        arithmetic=", ".join(named),
        consistent="words that leave this one out, or another number",
        other=where,
        rests_on=tuple(claim.key for _, claim in points),
        is_guess=not said.is_sure,
    )
