"""How much a count of linked children may be out, and which way.

Sources: Hong, Computational Statistics & Data Analysis, 2013 (a count over chances, here by adding
one after another); Rubin, Multiple Imputation for Nonresponse in Surveys, 1987 (several draws
joined); Doidge and Harron, International Journal of Epidemiology, 2019 (which way a missed link
moves a figure).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt
from statistics import NormalDist, fmean, variance

from village.figures.counts import Count
from village.figures.figure import Figure, Unit
from village.figures.intervals import EXACT_UNDER, LEVEL

DRAWS = 5


class Moves(StrEnum):
    """Which way missed links move a figure."""

    TOO_LOW = "too low"
    TOO_HIGH = "too high"
    LITTLE = "little"
    EITHER = "either way"


@dataclass(frozen=True, slots=True)
class Share:
    """Of true links the share that was found, 0 to 1, with 95% limits."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """A count over chances: its mean, its variance, and the numbers between which 95% lie."""

    mean: float
    variance: float
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Pooled:
    """Several estimates joined on the scale on which they were made.

    within, between: of the estimates themselves and from one to another. due: from 0 to 1, the
    share of all variance that is between them.
    """

    estimate: float
    within: float
    between: float
    total: float
    freedom: float
    lower: float
    upper: float
    due: float


@dataclass(frozen=True, slots=True)
class Nearer:
    """What a figure would be about with every link found, with limits for chance and linkage.

    due: the share of that uncertainty that comes from linkage, 0 to 1.
    """

    value: float
    lower: float
    upper: float
    due: float


def counted_over(chances: Sequence[float], level: float = LEVEL) -> Spread:
    """How many of some links are right, each with its own chance (Poisson-binomial, exact).

    Cost: grows with the square of their number. Raises ValueError for a chance outside 0 to 1.
    """
    if any(not 0 <= one <= 1 for one in chances):
        raise ValueError("a chance lies between 0 and 1")
    masses = [1.0]
    for chance in chances:
        after = [0.0, *(mass * chance for mass in masses)]
        masses = [
            one + mass * (1 - chance) for one, mass in zip(after, [*masses, 0.0], strict=True)
        ]
    return Spread(
        sum(chances),
        sum(one * (1 - one) for one in chances),
        _quantile(masses, (1 - level) / 2),
        _quantile(masses, (1 + level) / 2),
    )


def _quantile(masses: Sequence[float], at: float) -> int:
    passed = 0.0
    for number, mass in enumerate(masses):
        passed += mass
        if passed >= at:
            return number
    return len(masses) - 1


def pooled(estimates: Sequence[float], variances: Sequence[float], level: float = LEVEL) -> Pooled:
    """Join estimates from several draws of the links, by Rubin's rules."""
    from scipy.special import stdtrit

    many, within = len(estimates), fmean(variances)
    middle, between = fmean(estimates), variance(estimates)
    more = (1 + 1 / many) * between
    total = within + more
    freedom = (many - 1) * (1 + within / more) ** 2 if more else float("inf")
    reach = NormalDist().inv_cdf((1 + level) / 2)
    if more:
        reach = float(stdtrit(freedom, (1 + level) / 2))
    reach *= sqrt(total)
    due = more / total if total else 0.0
    return Pooled(middle, within, between, total, freedom, middle - reach, middle + reach, due)


def nearer(figure: Figure, found: Share, *, precision: float, moves: Moves) -> Nearer | None:
    """What a figure that comes out too low would be about, if all links were found and right.

    None where the figure is withheld, is of fewer than ten, or does not come out too low. The
    draws are five equally likely shares of links found, within what was measured.
    """
    part, value = figure.numerator, figure.value
    if moves is not Moves.TOO_LOW or not isinstance(part, Count) or value is None:
        return None
    if part.number < EXACT_UNDER or found.low <= 0:
        return None
    logs = [log(value * precision / share) for share in _draws(found)]
    of_chance = 1 / part.number - _of_whole(figure)
    joined = pooled(logs, [max(of_chance, 0.0)] * len(logs))
    most = 100.0 if figure.unit is Unit.PERCENT else float("inf")
    value, lower, upper = (
        min(exp(one), most) for one in (joined.estimate, joined.lower, joined.upper)
    )
    return Nearer(value, lower, upper, joined.due)


def _of_whole(figure: Figure) -> float:
    """What a whole that is itself counted takes off the variance of a share's logarithm."""
    whole = figure.denominator
    is_share = figure.unit is Unit.PERCENT and isinstance(whole, Count) and whole.number
    return 1 / whole.number if is_share and isinstance(whole, Count) else 0.0


def _draws(found: Share) -> list[float]:
    spread = (found.high - found.low) / (2 * NormalDist().inv_cdf((1 + LEVEL) / 2))
    if spread <= 0:
        return [found.share] * DRAWS
    middle = NormalDist(found.share, spread)
    return [min(1.0, max(found.low, middle.inv_cdf((draw + 0.5) / DRAWS))) for draw in range(DRAWS)]
