"""A local figure beside England and beside its statistical neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from village.figures.figure import PER, Figure, Unit
from village.figures.intervals import Interval, Proportion, Rate, proportion, rate


class Standing(StrEnum):
    """How a figure stands to a fixed value; similar means only: no difference was shown."""

    HIGHER = "higher"
    LOWER = "lower"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Published:
    """A value of one area as its publisher gave it, or the publisher's word for its absence.

    value: in the unit of the local figure, None where there is a mark such as "suppressed".
    part, whole: the counts behind it, where they are published too.
    """

    area: str
    period: str
    value: float | None
    mark: str = ""
    part: int | None = None
    whole: int | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.mark):
            raise ValueError("a published value is a number or a mark, one of the two")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the neighbours have in common, and for how many of them anything is known.

    simple_mean: mean of the neighbours' values, each counting once, as DfE's own tool gives it.
    pooled: all their events over all their people, so that a large one counts for more.
    """

    simple_mean: float | None
    pooled: Proportion | Rate | None
    with_data: int
    pooled_from: int
    of: int


def standing(interval: Interval, reference: float) -> Standing:
    """Compare a local interval with a value that is taken as fixed, such as England's."""
    if interval.lower > reference:
        return Standing.HIGHER
    return Standing.LOWER if interval.upper < reference else Standing.SIMILAR


def against(figure: Figure, reference: Published) -> Standing | None:
    """Compare a figure's 95% interval with a published value; None where either has no value."""
    if figure.interval is None or reference.value is None:
        return None
    return standing(figure.interval, reference.value)


def neighbours(published: Sequence[Published], *, unit: Unit) -> Neighbours:
    """Sum up the neighbours; one without a value is left out and never taken for nought."""
    values = [place.value for place in published if place.value is not None]
    counted = [
        (place.part, place.whole)
        for place in published
        if place.value is not None and place.part is not None and place.whole is not None
    ]
    return Neighbours(
        simple_mean=fmean(values) if values else None,
        pooled=_pooled(counted, unit=unit),
        with_data=len(values),
        pooled_from=len(counted),
        of=len(published),
    )


def _pooled(counted: Sequence[tuple[int, int]], *, unit: Unit) -> Proportion | Rate | None:
    part, whole = sum(p for p, _ in counted), sum(w for _, w in counted)
    if unit is Unit.PERCENT:
        return proportion(part, whole)
    return rate(part, whole, PER) if unit is Unit.PER_10_000 else None
