"""How good a linkage is where nobody knows the truth, and how many children it counts too many."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from village.engine.linkage.comparisons import SAME_NUMBER
from village.engine.linkage.linked import Linked
from village.engine.linkage.model import Pair
from village.engine.linkage.records import PersonRecord
from village.engine.linkage.verdicts import Verdict, veto
from village.figures.intervals import wilson


@dataclass(frozen=True, slots=True)
class Rate:
    """Found pairs of all pairs, with limits at 95 %."""

    found: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.found / self.of

    @property
    def limits(self) -> tuple[float, float]:
        """Wilson's, with a probability of 95 %."""
        interval = wilson(self.found, self.of)
        return (interval.lower, interval.upper) if interval else (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Estimates:
    """precision, recall: expected by the model itself, which trusts its own assumptions.

    by_number: of pairs that equal NHS numbers say are one child, how many would have been linked
    by all else; None where no two records share a number. children: how many were found; expected:
    how many there would be if links that are likely missed were made and false ones were not.
    """

    links: int
    precision: float
    recall: float
    by_number: Rate | None
    children: int
    expected: float

    @property
    def head_count_bias(self) -> float:
        """By what share the head count is too high; below 0 it is too low."""
        return self.children / self.expected - 1 if self.expected else 0.0


def estimate(linked: Linked) -> Estimates:
    """Expect what the model expects of each pair, and try those with equal NHS numbers."""
    child_of = linked.child_of
    pairs = [one.pair for one in linked.judged]
    made = [pair for pair in pairs if child_of[pair.left] == child_of[pair.right]]
    right = sum(pair.chance for pair in made)
    missed = sum(_missed(linked, child_of))
    return Estimates(
        links=len(made),
        precision=right / len(made) if made else 1.0,
        recall=right / (right + missed) if made else 1.0,
        by_number=by_number(linked, lambda _pair: "all").get("all"),
        children=len(linked.children),
        expected=len(linked.children) - missed + (len(made) - right),
    )


def _missed(linked: Linked, child_of: Mapping[str, int]) -> Iterable[float]:
    """The chance of one child for every two that were left apart, by the best of their pairs.

    What a veto left apart counts as two children: the model cannot weigh twins.
    """
    best: dict[tuple[int, int], float] = defaultdict(float)
    for one in linked.judged:
        left, right = sorted((child_of[one.pair.left], child_of[one.pair.right]))
        if left != right and not veto(one.pair):
            best[left, right] = max(best[left, right], one.pair.chance)
    return best.values()


def by_number(linked: Linked, group_of: Callable[[Pair], str]) -> Mapping[str, Rate]:
    """Of pairs with equal NHS numbers, by group, those that would be linked without any number."""
    same = (one.pair.weight for one in linked.judged if one.verdict is Verdict.SAME)
    least = min(same, default=0.0)
    found: dict[str, int] = defaultdict(int)
    of: dict[str, int] = defaultdict(int)
    for pair in (one.pair for one in linked.judged if one.pair.nhs == SAME_NUMBER):
        group = group_of(pair)
        of[group] += 1
        found[group] += _without(pair, least)
    return {group: Rate(found[group], of[group]) for group in sorted(of)}


def _without(pair: Pair, least: float) -> bool:
    return pair.seen and pair.blind >= least and 0 not in (pair.forename, pair.born)


def by_agencies(linked: Linked, records: Iterable[PersonRecord]) -> Mapping[str, Rate]:
    """The same between every two agencies, named in order."""
    agency = {record.key: record.agency for record in records}
    return by_number(
        linked, lambda pair: " and ".join(sorted((agency[pair.left], agency[pair.right])))
    )
