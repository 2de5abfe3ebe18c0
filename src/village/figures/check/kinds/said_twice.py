"""A percentage in a sentence and another one in a table's row that says the same."""

from collections.abc import Iterator
from typing import Final

from village.figures.check.claiming import Claimed, content
from village.figures.check.columns import Grid, grids
from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds.one_value import ALIKE, ENOUGH, KIND
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

_OWN: Final = frozenset({"i", "my", "me", "we", "our", "us"})
ROUNDED: Final = 1
"""Points by which two roundings of one share may differ."""


def found(read: Read) -> Iterator[Finding]:
    """Only where both say of how many, and of as many: else they may be of two groups."""
    said = [one for one in read.said if one.sentence.kind is not BlockKind.TABLE]
    prose = [(one, percent, n) for one in said for percent, n in _alone(one)]
    for grid in grids(read.document, read.said):
        bases = {claim.value for head in grid.heads for claim in head if claim.unit is Unit.COUNT}
        for one, percent, n in prose:
            if n.value in bases:
                yield from _against(grid, one, percent)


def _alone(one: Claimed) -> Iterator[tuple[Claim, Claim]]:
    """A sentence's one percentage and its one count."""
    percents = [c for c in one.claims if c.unit is Unit.PERCENT and not c.is_about]
    counts = [c for c in one.claims if c.unit is Unit.COUNT and not c.is_about]
    if len(percents) == len(counts) == 1:
        yield percents[0], counts[0]


def _against(grid: Grid, one: Claimed, percent: Claim) -> Iterator[Finding]:
    words = content(one.sentence.text)
    for row, sentence, cells in zip(grid.block.rows, grid.lines, grid.cells, strict=True):
        label, told = content(row[0]) - _OWN, [c for c in cells if c and c.unit is Unit.PERCENT]
        common = len(label & words)
        if len(told) != 1 or common < ENOUGH or common < ALIKE * len(label):
            continue
        if abs(told[0].value - percent.value) > ROUNDED:
            yield Finding(
                kind=KIND,
                verdict=Verdict.EXPLAIN,
                quote=one.sentence.quote,
                says=f"{percent.text} here, {told[0].text} in the table's row “{row[0]}”.",
                arithmetic=f"{percent.text} is not {told[0].text}",
                consistent="one of the two in both places, or words that tell the measures apart",
                other=sentence.quote,
                rests_on=(percent.key, told[0].key),
                is_guess=True,
            )
