"""Puts records together into children, the surest pair first, and refuses what cannot be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

Keys = tuple[str, str]


class Joined(Enum):
    """What came of putting two records together."""

    DONE = "done"
    ALREADY = "already"
    REFUSED = "refused"


class Children:
    """Records put together so far. Everybody is alone at first.

    numbers: NHS numbers as said, by record. apart: pairs that a person said are two children.
    clashing: pairs whose names or numbers speak against one child. sources: whose record each is.
    """

    def __init__(
        self,
        keys: Iterable[str],
        *,
        numbers: Mapping[str, str],
        apart: Iterable[Keys] = (),
        clashing: Iterable[Keys] = (),
        sources: Mapping[str, str] | None = None,
    ) -> None:
        self._root = {key: key for key in sorted(keys)}
        self._members = {key: [key] for key in self._root}
        self._numbers = {key: {numbers[key]} if key in numbers else set() for key in self._root}
        self._apart = _neighbours(apart)
        self._clashing = _neighbours(clashing)
        self._sources = sources or {}
        self._agreeing: dict[str, set[str]] = defaultdict(set)

    def join(self, one: str, other: str, *, decided: bool = False) -> Joined:
        """Put two records, and all that are with them, together.

        Refused where a person said that two of them are different children; and, unless a person
        decides, where one child would have two NHS numbers, or stand in one agency twice although
        nothing says so of those two records themselves, or where more pairs clash than agree.
        """
        left, right = self._find(one), self._find(other)
        if left == right:
            return Joined.ALREADY
        if self._between(left, right, self._apart):
            return Joined.REFUSED
        if not decided and self._speaks_against(left, right):
            return Joined.REFUSED
        self._merge(min(left, right), max(left, right))
        return Joined.DONE

    def agree(self, pairs: Iterable[Keys]) -> None:
        """Tell which pairs speak for one child."""
        for one, other in pairs:
            self._agreeing[one].add(other)
            self._agreeing[other].add(one)

    def together(self, one: str, other: str) -> bool:
        """Whether two records are one child by now."""
        return self._find(one) == self._find(other)

    def between(self, one: str, other: str) -> Keys:
        """The two children that two records are of, by one record of each."""
        left, right = self._find(one), self._find(other)
        return (min(left, right), max(left, right))

    def said_apart(self, one: str, other: str) -> bool:
        """Whether a person said that the children of two records are different."""
        return bool(self._between(self._find(one), self._find(other), self._apart))

    def all(self) -> tuple[tuple[str, ...], ...]:
        """Every child as the keys of its records, in order."""
        return tuple(sorted(tuple(sorted(keys)) for keys in self._members.values()))

    def _find(self, key: str) -> str:
        while self._root[key] != key:
            self._root[key] = self._root[self._root[key]]
            key = self._root[key]
        return key

    def _speaks_against(self, left: str, right: str) -> bool:
        return (
            self._two_numbers(left, right) or self._twice(left, right) or self._clash(left, right)
        )

    def _twice(self, left: str, right: str) -> bool:
        """Whether an agency has both, and does not have them twice by what its records say."""
        ours, theirs = (self._by_source(root) for root in (left, right))
        return any(
            not any(self._agreeing[key] & theirs[source] for key in ours[source])
            for source in ours.keys() & theirs.keys()
        )

    def _by_source(self, root: str) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key in self._members[root]:
            if key in self._sources:
                found[self._sources[key]].add(key)
        return found

    def _two_numbers(self, left: str, right: str) -> bool:
        ours, theirs = self._numbers[left], self._numbers[right]
        return any(not one_slip(a, b) for a in ours for b in theirs)

    def _clash(self, left: str, right: str) -> bool:
        against = self._between(left, right, self._clashing)
        return bool(against) and against >= self._between(left, right, self._agreeing)

    def _between(self, left: str, right: str, near: Mapping[str, set[str]]) -> int:
        """How many such pairs lie between two children."""
        theirs = set(self._members[right])
        return sum(len(near[key] & theirs) for key in self._members[left] if key in near)

    def _merge(self, root: str, gone: str) -> None:
        self._root[gone] = root
        self._members[root] += self._members.pop(gone)
        self._numbers[root] |= self._numbers.pop(gone)


def one_slip(one: str, other: str) -> bool:
    """Equal, or apart by one wrong digit or two neighbours the wrong way round."""
    differing = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) < 2:
        return True
    first, last = differing[0], differing[-1]
    swapped = one[first] == other[last] and one[last] == other[first]
    return len(differing) == 2 and last == first + 1 and swapped


def _neighbours(pairs: Iterable[Keys]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found
