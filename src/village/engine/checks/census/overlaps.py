"""Two records of the same kind that run at the same time."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TypeVar

from village.engine.specs.census import Record

R = TypeVar("R", bound=Record)


def overlapping(
    records: Sequence[R],
    *,
    start: Callable[[R], date | None],
    runs_on: Callable[[R, date], bool],
) -> Iterator[tuple[R, R]]:
    """Pairs (earlier, later) of which the later starts while the earlier runs.

    runs_on(record, day): whether a record runs on a day on or after its start. Each pair comes
    once; of two that start on one day either may be the earlier.
    """
    for one, other in combinations(records, 2):
        first, second = start(one), start(other)
        if first is None or second is None:
            continue
        if first <= second and runs_on(one, second):
            yield one, other
        elif second <= first and runs_on(other, first):
            yield other, one
