"""The claims of a table's cells."""

from collections.abc import Sequence

from village.figures.check.claiming import Claimed
from village.figures.claims import Claim


def claims_of(row: Sequence[str], one: Claimed) -> list[Claim | None]:
    """For each cell the claim of a cell that is one number and no more, else None."""
    found: list[Claim | None] = []
    start = 0
    for cell in row:
        inside = [
            claim for claim, at in zip(one.claims, one.at, strict=True)
            if start <= at.start < start + len(cell)
            and cell.strip().rstrip("*†") == one.sentence.text[at.start : at.end].strip()
        ]  # fmt: skip
        found.append(inside[0] if len(inside) == 1 else None)
        start += len(cell) + len(" | ")
    return found
