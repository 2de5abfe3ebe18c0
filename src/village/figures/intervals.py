"""Limits of counts, rates and proportions, each with the name of its method.

Formulas: Wilson 1927; Byar's approximation and the exact Poisson limits as used by UKHSA
(Fingertips technical guidance: exact under 10 events, Byar from 10). Computed on unrounded
values; whoever shows them rounds last. n = 0 gives no value, never a nought.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist

EXACT_UNDER = 10
LEVEL = 0.95
WIDE_LEVEL = 0.998


@dataclass(frozen=True, slots=True)
class Interval:
    """From lower to upper, both included, in the unit of the value that it belongs to."""

    lower: float
    upper: float
    level: float
    method: str

    def __post_init__(self) -> None:
        if not self.lower <= self.upper:
            raise ValueError("an interval does not end before it begins")

    def times(self, factor: float) -> "Interval":
        """Carry the interval into another unit (a rate of a count, a percentage of a share)."""
        return Interval(self.lower * factor, self.upper * factor, self.level, self.method)


@dataclass(frozen=True, slots=True)
class Proportion:
    """A part of a whole, 0 to 1."""

    part: int
    whole: int
    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per so many of a population."""

    events: int
    population: int
    per: int
    value: float
    interval: Interval


def proportion(x: int, n: int, level: float = LEVEL, *, spread: float = 1.0) -> Proportion | None:
    """Give x of n with its Wilson interval, or None where n is 0 (spread: see `wilson`)."""
    interval = wilson(x, n, level, spread=spread)
    return Proportion(x, n, x / n, interval) if interval else None


def rate(
    x: int, population: int, per: int = 10_000, level: float = LEVEL, *, squares: int | None = None
) -> Rate | None:
    """Give x events per so many people, or None where there are no people.

    squares: for events that repeat, see `count_limits`.
    """
    if population == 0:
        return None
    if population < 0 or per <= 0:
        raise ValueError("a rate has people to be counted on, and a multiplier above 0")
    interval = count_limits(x, level, squares=squares).times(per / population)
    return Rate(x, population, per, x / population * per, interval)


def wilson(x: int, n: int, level: float = LEVEL, *, spread: float = 1.0) -> Interval | None:
    """Give Wilson's limits of x of n, from 0 to 1; None where n is 0.

    spread: for events that repeat for a child, from `share_spread`; 1 when they do not.
    """
    if n == 0:
        return None
    if not 0 <= x <= n or spread < 1:
        raise ValueError("a part lies between 0 and its whole, and a spread is 1 or more")
    z, part, whole = _z(level), x / spread, n / spread
    middle, reach = 2 * part + z * z, z * sqrt(z * z + 4 * part * (1 - part / whole))
    # At the ends the formula gives 0 and 1 but for the last binary digit.
    lower = 0.0 if x == 0 else (middle - reach) / (2 * (whole + z * z))
    upper = 1.0 if x == n else (middle + reach) / (2 * (whole + z * z))
    return Interval(lower, upper, level, _named("Wilson", widened=spread > 1))


def share_spread(
    part: int, whole: int, *, part_squares: int, products: int, whole_squares: int
) -> float:
    """Tell how much more a share of repeating events varies than one of single events, 1 or more.

    part_squares, products, whole_squares: sums over children of the squared number of each one's
    events in the part, of part times whole, and of the squared number in the whole. The variance
    is that of a ratio of sums over children, against p(1 - p)/n. At 0% and 100% it says 1.
    """
    if part in (0, whole):
        return 1.0
    share = part / whole
    between = part_squares - 2 * share * products + share * share * whole_squares
    return max(1.0, between / (whole * share * (1 - share)))


def count_limits(x: int, level: float = LEVEL, *, squares: int | None = None) -> Interval:
    """Give the limits of a count: exact under 10, else Byar.

    squares: for events that repeat for a child, the sum over children of the square of each
    one's events. Such a count varies more than a Poisson count does: its variance is that sum,
    and the limits move out by sqrt(squares / x). Equal to x when nobody repeats.
    """
    interval = exact(x, level) if x < EXACT_UNDER else byar(x, level)
    if squares is None or x == 0:
        return interval
    if squares < x:
        raise ValueError("the sum of squares is at least the number of events")
    return widened(interval, x, by=sqrt(squares / x))


def widened(interval: Interval, value: float, *, by: float) -> Interval:
    """Move both limits away from the value by a factor; below nought there is nothing."""
    lower = max(0.0, value + by * (interval.lower - value))
    upper = value + by * (interval.upper - value)
    return Interval(lower, upper, interval.level, _named(interval.method, widened=by > 1))


def _named(method: str, *, widened: bool) -> str:
    return f"{method}, widened for repeats" if widened else method


def byar(x: int, level: float = LEVEL) -> Interval:
    """Give Byar's limits; raises ValueError where the lower one does not exist (few events)."""
    lower = byar_lower(x, level)
    if lower is None:
        raise ValueError("Byar has no lower limit for so few events: use the exact limits")
    return Interval(lower, byar_upper(x, level), level, "Byar")


def byar_lower(x: int, level: float = LEVEL) -> float | None:
    """Give Byar's lower limit, or None at 0 and where it would be negative."""
    if x == 0:
        return None
    root = 1 - 1 / (9 * x) - _z(level) / (3 * sqrt(x))
    return float(x * root**3) if root >= 0 else None


def byar_upper(x: int, level: float = LEVEL) -> float:
    """Give Byar's upper limit, which always exists."""
    more = _events(x) + 1
    return float(more * (1 - 1 / (9 * more) + _z(level) / (3 * sqrt(more))) ** 3)


@cache
def exact(x: int, level: float = LEVEL) -> Interval:
    """Give the exact Poisson limits (the chi-squared quantiles, written as gamma quantiles)."""
    tail = (1 - level) / 2
    lower = _gamma_quantile(x, tail) if _events(x) else 0.0
    return Interval(lower, _gamma_quantile(x + 1, 1 - tail), level, "Exact")


def jeffreys(x: int, level: float = LEVEL) -> Interval:
    """Give the Bayesian limits under Jeffreys' prior: fair rather than cautious."""
    tail, shape = (1 - level) / 2, _events(x) + 0.5
    # At 0 the lower limit is put to 0, as is the custom: nothing rules nought out.
    lower = _gamma_quantile(shape, tail) if x else 0.0
    return Interval(lower, _gamma_quantile(shape, 1 - tail), level, "Jeffreys")


def mid_p(x: int, level: float = LEVEL) -> Interval:
    """Give the mid-p limits: half of the probability of x itself counts to each side."""
    tail, outer = (1 - level) / 2, exact(x, level)
    above = _mid_p_above(x)
    lower = _root(lambda mean: above(mean) - tail, 0.0, float(x)) if x else 0.0
    upper = _root(lambda mean: above(mean) - (1 - tail), float(x), outer.upper)
    return Interval(lower, upper, level, "Mid-p")


def _mid_p_above(x: int) -> Callable[[float], float]:
    """P(X > x) + P(X = x) / 2 of a Poisson count, as a rising function of its mean."""
    from scipy.special import gammainc

    def above(mean: float) -> float:
        at_least = float(gammainc(x, mean)) if x else 1.0
        return (at_least + float(gammainc(x + 1, mean))) / 2

    return above


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Halve the way to where a rising function crosses nought; 200 halvings exhaust a float."""
    for _ in range(200):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _gamma_quantile(shape: float, p: float) -> float:
    from scipy.special import gammaincinv

    return float(gammaincinv(shape, p))


def _events(x: int) -> int:
    if x < 0:
        raise ValueError("a number of events is 0 or more")
    return x


@cache
def _z(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError("a level lies between 0 and 1")
    return NormalDist().inv_cdf((1 + level) / 2)
