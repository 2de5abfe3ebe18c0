"""One measure over periods: the rows or columns of a table with periods along its head or side."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from village.figures.check.cells import claims_of
from village.figures.check.claiming import Claimed
from village.figures.check.document import Block, BlockKind, Document
from village.figures.check.ties import Series
from village.figures.claims import Claim, Unit

_PERIOD: Final = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?(?:\s+(?:20)?\d\d)?"
    r"|(?:Q|Quarter\s)[1-4](?:\s+20\d\d(?:[/–-]\d\d)?)?|20\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?"
    r"|(?:Autumn|Spring|Summer|Winter)(?:\sterm)?(?:\s20\d\d)?|(?:Term|Week|Month|Year)\s\d\d?)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(rf"\b({_PERIOD.pattern})()(?:\s|:\s|\s\()$", re.IGNORECASE)
_LABEL_BEHIND: Final = re.compile(
    rf"(?:\s?\((?:in\s)?({_PERIOD.pattern})\)|\sin\s({_PERIOD.pattern})\b)", re.IGNORECASE
)
_FIRST_KIND: Final = re.compile(
    r"(?:\b(?:was|were|is|are|follows)|:)\s?:?\s?((?:[A-Za-z’'-]+\s){1,4})\(?$"
)
_KIND: Final = re.compile(r"^\)?(?:[,;]\s?(?:and\s)?|\sand\s)((?:[A-Za-z’'-]+\s){1,4})\(?$")
_NO_CATEGORY: Final = re.compile(
    r"\W*(?:(?:grand |over)?(?:total|all)\b|others?\b|not (?:known|recorded|stated)|unknown"
    r"|none\b)",
    re.IGNORECASE,
)
LEAST = 3
"""Points of a series."""


def series_of(document: Document, found: Sequence[Claimed]) -> Iterator[Series]:
    """Every row or column of a table whose head or side is periods alone."""
    rows: dict[int, list[Claimed]] = {}
    for one in found:
        if one.sentence.kind is BlockKind.TABLE:
            rows.setdefault(one.sentence.block, []).append(one)
    for number, body in rows.items():
        block = document.blocks[number]
        if len(body) == len(block.rows):
            yield from _along(block, body)
            yield from _down(block, body)
            yield from _categories(block, body)
    for one in found:
        if one.sentence.kind is not BlockKind.TABLE:
            yield from _in_sentence(one)


def _in_sentence(one: Claimed) -> Iterator[Series]:
    """“September 1,210, October 1,480, November 1,655”, “288 (2019-20), 297 (2020-21)”."""
    text, labels = one.sentence.text, []
    for place, at in enumerate(one.at):
        before = text[one.at[place - 1].end if place else 0 : at.start]
        label = _LABEL.search(before) or _LABEL_BEHIND.match(text[at.end :])
        if label and one.claims[place].unit in {Unit.COUNT, Unit.PERCENT}:
            labels.append((label[1] or label[2], one.claims[place]))
    points = [claim for _, claim in labels]
    if len({point.unit for point in points}) > 1 or len(labels) < LEAST:
        yield from _kinds_in_sentence(one)
    elif points == list(one.claims[-len(labels) :]):
        names = tuple(name for name, _ in labels)
        yield Series("", names, tuple(points), one.sentence)


def _kinds_in_sentence(one: Claimed) -> Iterator[Series]:
    """“The breakdown was neglect 38%, emotional abuse 44%, physical abuse 12% and …”."""
    text, found = one.sentence.text, []
    for place, at in enumerate(one.at):
        before = text[one.at[place - 1].end if place else 0 : at.start]
        kind = (_KIND if place else _FIRST_KIND).search(before)
        if not kind or one.claims[place].unit is not Unit.PERCENT or at.is_about:
            return
        found.append((kind[1].strip(), one.claims[place]))
    if len(found) >= LEAST:
        names = tuple(name for name, _ in found)
        yield Series("", names, tuple(claim for _, claim in found), one.sentence)


def _categories(block: Block, body: Sequence[Claimed]) -> Iterator[Series]:
    """A table of one column of counts, whose rows are no periods: which is the most is plain."""
    lines = [
        (row, one)
        for row, one in zip(block.rows[1:], body[1:], strict=True)
        if not _NO_CATEGORY.match(row[0])
    ]
    labels = [row[0] for row, _ in lines]
    if len(block.rows[0]) == 2 and len(lines) >= LEAST and not _are_periods(labels):
        points = [claims_of(row, one)[1] for row, one in lines]
        yield from _made(block.rows[0][1], labels, points, body[0])


def _are_periods(labels: Sequence[str]) -> bool:
    return len(labels) >= LEAST and all(_PERIOD.fullmatch(label.strip()) for label in labels)


def _along(block: Block, body: Sequence[Claimed]) -> Iterator[Series]:
    labels = block.rows[0][1:]
    if not _are_periods(labels):
        return
    for row, one in zip(block.rows[1:], body[1:], strict=True):
        yield from _made(row[0], labels, claims_of(row, one)[1:], one)


def _down(block: Block, body: Sequence[Claimed]) -> Iterator[Series]:
    lines = [
        (row, one) for row, one in zip(block.rows[1:], body[1:], strict=True)
        if not re.match(r"\W*(?:grand |over)?(?:total|all)\b", row[0], re.IGNORECASE)
    ]  # fmt: skip
    labels = [row[0] for row, _ in lines]
    if not _are_periods(labels):
        return
    cells = [claims_of(row, one) for row, one in lines]
    for column, title in enumerate(block.rows[0][1:], start=1):
        yield from _made(title, labels, [row[column] for row in cells], body[0])


def _made(
    name: str, labels: Sequence[str], points: Sequence[Claim | None], one: Claimed
) -> Iterator[Series]:
    whole = tuple(point for point in points if point is not None)
    if len(whole) == len(labels):
        yield Series(name.strip(), tuple(label.strip() for label in labels), whole, one.sentence)
