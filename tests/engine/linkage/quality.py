"""Holds a linkage against the truth of a made-up district: what was missed, what is false."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from tests.engine.linkage.districts import Child, Known
from village.engine.linkage.linked import Linked

Pair = tuple[str, str]


@dataclass
class Score:
    """true: pairs that are one child; found: those of them that were linked; false: the others."""

    true: int = 0
    found: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        linked = self.found + self.false
        return self.found / linked if linked else 1.0


@dataclass
class Quality:
    """All pairs; by the two agencies in order; by group of names; and those touching a twin."""

    everywhere: Score
    agencies: Mapping[Pair, Score]
    groups: Mapping[str, Score]
    multiple: Score
    children_found: int
    children_true: int
    in_queue: int = 0
    missed: list[Pair] = field(default_factory=list)
    false: list[Pair] = field(default_factory=list)

    @property
    def head_count_bias(self) -> float:
        """How many children too many are counted, as a share."""
        return self.children_found / self.children_true - 1


def quality(linked: Linked, known: Known) -> Quality:
    """Count over pairs of records within children, as linked and as true."""
    by_child = defaultdict(list)
    for record in known.records:
        by_child[known.child_of[record.key].serial].append(record.key)
    true, made = set(_pairs(by_child.values())), set(_pairs(linked.children))
    tally = _Tally(known)
    for pairs, attribute in ((true, "true"), (true & made, "found"), (made - true, "false")):
        tally.count(pairs, attribute)
    return Quality(
        everywhere=tally.everywhere["all"],
        agencies=tally.agencies,
        groups=tally.groups,
        multiple=tally.multiple["all"],
        children_found=len(linked.children),
        children_true=len(by_child),
        in_queue=len(linked.queue),
        missed=sorted(true - made),
        false=sorted(made - true),
    )


def _pairs(clusters: Iterable[Iterable[str]]) -> Iterator[Pair]:
    for keys in clusters:
        yield from combinations(sorted(keys), 2)


class _Tally:
    def __init__(self, known: Known) -> None:
        self._child: Mapping[str, Child] = known.child_of
        self._agency = {record.key: record.agency for record in known.records}
        new: Callable[[], dict[str, Score]] = lambda: defaultdict(Score)  # noqa: E731
        self.everywhere, self.groups, self.multiple = new(), new(), new()
        self.agencies: dict[Pair, Score] = defaultdict(Score)

    def count(self, pairs: Iterable[Pair], attribute: str) -> None:
        for pair in pairs:
            for score in self._scores(*pair):
                setattr(score, attribute, getattr(score, attribute) + 1)

    def _scores(self, one: str, other: str) -> Iterator[Score]:
        children = (self._child[one], self._child[other])
        yield self.everywhere["all"]
        yield self.agencies[tuple(sorted((self._agency[one], self._agency[other])))]
        for culture in {child.culture for child in children}:
            yield self.groups[culture]
        if any(child.births > 1 for child in children):
            yield self.multiple["all"]
