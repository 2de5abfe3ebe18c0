"""Sums of printed numbers: what rounding allows, and how they are written down."""

import re
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final

from village.figures.claims import Claim, Unit

_TIMES: Final = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9,
                 "bn": 10**9}  # fmt: skip
_SCALED: Final = re.compile(rf"£?\s?[\d.,]+\s?({'|'.join(_TIMES)})", re.IGNORECASE)


def slack(claim: Claim) -> Fraction:
    """How far the true number may lie from the printed one: half of its last place, which is of
    £1.2m a twentieth of a million."""
    scaled = _SCALED.fullmatch(claim.text)
    times = _TIMES[scaled[1].lower()] if scaled else 1
    if claim.unit is Unit.COUNT and not claim.decimals and times == 1:
        return Fraction(0)
    return Fraction(times, 2 * 10**claim.decimals)


def drift(parts: Sequence[Claim], whole: Claim) -> Fraction:
    """How far rounded parts may add up beside their rounded whole; nought for counts and pounds.

    Source: k parts rounded to d decimals may drift by k x 0.5 x 10^-d, and the whole by its own.
    """
    if whole.unit is Unit.MONEY and not any(one.decimals for one in (*parts, whole)):
        return Fraction(0)
    return sum((slack(one) for one in parts), slack(whole))


def reached(percent: Claim, n: int) -> bool:
    """Whether some whole number of n is this percentage, as printed."""
    half = Fraction(1, 2 * 10**percent.decimals)
    least, most = (percent.value - half) * n / 100, (percent.value + half) * n / 100
    return ceil(least) <= floor(most)


def nearest(percent: Claim, n: int) -> tuple[int, int]:
    """The whole numbers of n below and above the percentage."""
    exact = percent.value * n / 100
    return floor(exact), min(ceil(exact), n)


def is_percent_of(percent: Claim, part: Fraction, of: Fraction) -> bool:
    exact = 100 * part / of
    return abs(exact - percent.value) <= Fraction(1, 2 * 10**percent.decimals)


def fits_change(first: Claim, last: Claim, size: Claim) -> bool:
    """Whether the one became the other by so much: in its own unit, in points, or in percent."""
    gap, loose = abs(last.value - first.value), slack(first) + slack(last)
    half = slack(size)
    in_points = size.unit is not Unit.PERCENT or first.unit is Unit.PERCENT
    if in_points and gap - loose - half <= size.value <= gap + loose + half:
        return True
    if size.unit is not Unit.PERCENT or not first.value > slack(first):
        return size.unit is Unit.PERCENT
    least = 100 * (gap - loose) / (first.value + slack(first))
    most = 100 * (gap + loose) / (first.value - slack(first))
    return least - half <= size.value <= most + half


def shown(value: Fraction, decimals: int = 0, *, unit: Unit = Unit.COUNT) -> str:
    """As a reader would write it: 65.7%, £2,196, 1,136."""
    places = decimals if value.denominator != 1 or decimals else 0
    text = f"{float(value):,.{places}f}" if places else f"{round(value):,}"
    return {Unit.PERCENT: f"{text}%", Unit.MONEY: f"£{text}"}.get(unit, text)


def as_printed(claim: Claim) -> str:
    if _SCALED.fullmatch(claim.text):
        return claim.text
    return shown(claim.value, claim.decimals, unit=claim.unit)


def as_percent(part: Fraction, of: Fraction, decimals: int) -> str:
    """One more place than was printed, so that the reader sees which way it rounds."""
    return f"{float(100 * part / of):.{decimals + 1}f}%"


def rounded(part: Fraction, of: Fraction, decimals: int) -> str:
    """Half up, as people round."""
    scaled = 100 * part / of * 10**decimals
    return f"{floor(scaled + Fraction(1, 2)) / 10**decimals:.{decimals}f}%"
