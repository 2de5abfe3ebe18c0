"""Chance that falls the same way in every process and Python: one seed, one sequence."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import log
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

_STEP = 1 << 40


class Odds(Generic[T]):
    """A table of things and how often each comes, made once and drawn from often."""

    __slots__ = ("_edges", "_things", "_total")

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._things = tuple(weights)
        self._edges = tuple(accumulate(weights.values()))
        self._total = self._edges[-1]

    def at(self, share: float) -> T:
        """The thing that stands at a share of the whole, from 0 up to but not including 1."""
        return self._things[bisect_right(self._edges, share * self._total)]


class Dice:
    """Draws from `Random.random()` alone, the one method whose sequence Python promises."""

    __slots__ = ("_next",)

    def __init__(self, seed: int, *path: int) -> None:
        for part in path:
            seed = seed * _STEP + part
        self._next = Random(seed).random

    def chance(self, share: float) -> bool:
        return self._next() < share

    def share(self) -> float:
        """A number from 0 up to but not including 1."""
        return self._next()

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self._next() * len(things))]

    def draw(self, odds: Odds[T]) -> T:
        return odds.at(self._next())

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._next() * (most - least + 1))

    def wait(self, mean: float) -> float:
        """How long until something comes that comes at random, once in `mean`."""
        return -mean * log(1.0 - self._next())

    def day(self, first: date, last: date) -> date:
        """A day, both ends included."""
        return first + timedelta(days=self.between(0, (last - first).days))

    def some(self, things: Sequence[T], *, share: float) -> list[T]:
        """Those that fall within a share, each by itself, and always at least one."""
        chosen = [thing for thing in things if self._next() < share]
        return chosen or [self.pick(things)]
