"""What a person decided of two records: dated, reversible, and replayed on every rebuild."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Decided(StrEnum):
    """UNDONE takes back what was said of the pair before."""

    SAME = "same"
    DIFFERENT = "different"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Decision:
    """one, other: the records' keys, in any order. by: a ref, never a name."""

    one: str
    other: str
    said: Decided
    by: str
    at: datetime
    why: str

    @property
    def pair(self) -> tuple[str, str]:
        """The keys in order."""
        return (min(self.one, self.other), max(self.one, self.other))


def standing(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The last word on each pair, the latest pair first; what was undone is as never said."""
    last: dict[tuple[str, str], Decision] = {}
    for one in sorted(decisions, key=lambda one: (one.at, one.pair, one.said)):
        last[one.pair] = one
    latest = sorted(last.values(), key=lambda one: (one.at, one.pair), reverse=True)
    return {one.pair: one for one in latest if one.said is not Decided.UNDONE}
