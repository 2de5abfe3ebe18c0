"""Stages that grow: more came through a later one than the one before; or one is not said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from village.figures.check.arithmetic import as_printed
from village.figures.check.claiming import Claimed
from village.figures.check.columns import Grid, grids
from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.near import near
from village.figures.check.read import Read
from village.figures.check.stages import CHAINS, At, Chain, mentioned, named
from village.figures.claims import Claim, Unit

KIND: Final = "stages in order"
_EXPLAINED: Final = re.compile(
    r"\b(?:because|carried (?:over|forward)|backlog|more than (?:one|once)|several|siblings"
    r"|brothers|per (?:family|child)|each (?:family|child|referral|contact|conference)|left over"
    r"|(?:previous|last|earlier) (?:year|quarter)|started before|repeat|also|other sources?"
    r"|begun|before|already|under way|outside|directly|average|target|compared|elsewhere|as well"
    r"|without (?:a|an) )\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"^(?P<label>[A-Za-z][A-Za-z0-9 ()'’-]{2,60}?)\s?[:–—-]\s?$")
_THEN: Final = re.compile(
    r"\b(?:then|becomes?|leads? to|followed by|after that|next|goes? on to|in turn)\b|→|->|>", re.I
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b|\bQ[1-4]\b")
LEAST: Final = 3
"""Stages that a sentence must name to tell of their order."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A number of a stage."""

    at: At
    claim: Claim


def found(read: Read) -> Iterator[Finding]:
    tables = list(grids(read.document, read.said))
    paragraphs = [
        together for together in near(read.said)
        if not _EXPLAINED.search(" ".join(one.sentence.text for one in together))
    ]  # fmt: skip
    for chain in CHAINS:
        for together in paragraphs:
            yield from _in_words(together, chain)
        for grid in tables:
            yield from _in_rows(grid, chain)
            yield from _in_columns(grid, chain)
        yield from _unsaid(read, chain)


def _in_words(together: Sequence[Claimed], chain: Chain) -> Iterator[Finding]:
    text = " ".join(one.sentence.text for one in together)
    if not chain.where.search(text) or len(set(_YEAR.findall(text))) > 1:
        return
    told: dict[int, list[_Told]] = {}
    for one in together:
        for claim, words in _measures(one):
            if (at := named(words, chain)) and claim.unit is Unit.COUNT:
                told.setdefault(at.number, []).append(_Told(at, claim))
    yield from _grown(told, chain)


def _measures(one: Claimed) -> Iterator[tuple[Claim, str]]:
    """A number with what it counts: the words behind it, or the item's label before it."""
    for claim in one.claims:
        label = _LABEL.match(one.sentence.text[: claim.start])
        is_item = one.sentence.kind is BlockKind.ITEM and label is not None
        yield claim, label["label"] if is_item and label else claim.measure


def _grown(told: Mapping[int, Sequence[_Told]], chain: Chain) -> Iterator[Finding]:
    """Only where each stage has one number: two may be of two years or two groups."""
    if any(len({one.claim.value for one in every}) > 1 for every in told.values()):
        return
    whose = [one.at.whose for every in told.values() for one in every if one.at.whose]
    if whose and not frozenset.intersection(*whose):
        return
    for (_, before), (_, after) in pairwise(sorted((n, every[0]) for n, every in told.items())):
        about = before.claim.is_about or after.claim.is_about
        apart = after.at.which and after.at.which != before.at.which
        if after.claim.value > before.claim.value and not about and not apart:
            yield _finding(before, after, chain)


def _in_rows(grid: Grid, chain: Chain) -> Iterator[Finding]:
    """“| Contacts | 400 |” over “| Referrals | 450 |”, each column by itself."""
    stages = [(number, named(row[0], chain)) for number, row in enumerate(grid.block.rows)]
    rows = [(number, at) for number, at in stages[1:] if at]
    if len({at.number for _, at in rows}) < max(2, len(rows)):
        return
    for column in range(1, len(grid.head)):
        yield from _grown(_cells([(at, grid.cells[row][column]) for row, at in rows]), chain)


def _in_columns(grid: Grid, chain: Chain) -> Iterator[Finding]:
    """“| Area | Contacts | Referrals |”, each row by itself."""
    stages = [(number, named(name, chain)) for number, name in enumerate(grid.head)]
    columns = [(number, at) for number, at in stages[1:] if at]
    if len({at.number for _, at in columns}) < max(2, len(columns)):
        return
    for cells in grid.cells[1:]:
        yield from _grown(_cells([(at, cells[column]) for column, at in columns]), chain)


def _cells(cells: Sequence[tuple[At, Claim | None]]) -> dict[int, list[_Told]]:
    return {
        at.number: [_Told(At(at.number, frozenset()), claim)]
        for at, claim in cells
        if claim is not None and claim.unit is Unit.COUNT
    }


def _unsaid(read: Read, chain: Chain) -> Iterator[Finding]:
    """A sentence gives the order, numbers follow for some of it, and for one between them none."""
    for order in read.said:
        if order.claims or not _THEN.search(order.sentence.text):
            continue
        stages = list(mentioned(order.sentence.text, chain))
        if len(stages) < LEAST or stages != sorted(stages):
            continue
        section = order.sentence.place.section
        beside = [one for one in read.said if one.sentence.place.section == section]
        said = {at.number: claim for one in beside for claim, words in _measures(one)
                if (at := named(words, chain))}  # fmt: skip
        missing = [n for n in stages if n not in said and said and min(said) < n < max(said)]
        if len(said) > 1 and missing:
            names = " and ".join(chain.stages[number].name for number in missing)
            yield Finding(
                kind=KIND,
                verdict=Verdict.EXPLAIN,
                quote=order.sentence.quote,
                says=f"The stages are named here, and no number is given for: {names}.",
                consistent="a number for each stage, or a word on why there is none",
                rests_on=tuple(claim.key for claim in said.values()),
            )


def _finding(before: _Told, after: _Told, chain: Chain) -> Finding:
    first, last = (chain.stages[one.at.number].name for one in (before, after))
    one, other = before.claim, after.claim
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=Quote(other.quote, other.place),
        says=f"The later stage is the larger: {first} {as_printed(one)}, {last} "
        f"{as_printed(other)}.",
        arithmetic=f"{as_printed(other)} > {as_printed(one)}",
        consistent="no more at a later stage than at the one before, or a word on where the others "
        "came from",
        other=None if one.quote == other.quote else Quote(one.quote, one.place),
        rests_on=(one.key, other.key),
    )
