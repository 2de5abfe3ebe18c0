"""What rounding allows of changes: of £1.2m a change may be no nearer than its last place."""

from fractions import Fraction

import pytest

from village.figures.check.arithmetic import as_printed, fits_change, slack
from village.figures.claims import Claim, Place, Unit

HERE = Place(None, 1)


def claim(value: str, unit: Unit, text: str = "", decimals: int = 0) -> Claim:
    return Claim("k", Fraction(value), unit, text or value, "", HERE, decimals=decimals)


@pytest.mark.parametrize(
    ("one", "loose"),
    [
        (claim("40", Unit.COUNT), "0"),
        (claim("12", Unit.PERCENT, "12%"), "1/2"),
        (claim("1200000", Unit.MONEY, "£1.2m", 1), "50000"),
        (claim("4000", Unit.COUNT, "4k"), "500"),
    ],
)
def test_the_true_number_lies_within_half_of_the_last_place(one: Claim, loose: str) -> None:
    assert slack(one) == Fraction(loose)


@pytest.mark.parametrize(
    ("first", "last", "size", "fits"),
    [
        (claim("40", Unit.COUNT), claim("52", Unit.COUNT), claim("12", Unit.COUNT), True),
        (claim("40", Unit.COUNT), claim("52", Unit.COUNT), claim("30", Unit.PERCENT), True),
        (claim("40", Unit.COUNT), claim("52", Unit.COUNT), claim("31", Unit.PERCENT), False),
        (claim("61", Unit.PERCENT), claim("78", Unit.PERCENT), claim("17", Unit.COUNT), True),
        (claim("61", Unit.PERCENT), claim("78", Unit.PERCENT), claim("28", Unit.PERCENT), True),
        (claim("61", Unit.PERCENT), claim("78", Unit.PERCENT), claim("12", Unit.COUNT), False),
        (claim("0", Unit.COUNT), claim("5", Unit.COUNT), claim("9", Unit.PERCENT), True),
        (claim("0", Unit.COUNT), claim("5", Unit.COUNT), claim("9", Unit.COUNT), False),
    ],
)
def test_a_change_fits_in_its_own_unit_in_points_or_in_percent(
    first: Claim, last: Claim, size: Claim, fits: bool
) -> None:
    assert fits_change(first, last, size) is fits


def test_rounded_millions_allow_many_percentages() -> None:
    first = claim("1200000", Unit.MONEY, "£1.2m", 1)
    last = claim("1500000", Unit.MONEY, "£1.5m", 1)

    fits = [n for n in range(10, 41) if fits_change(first, last, claim(str(n), Unit.PERCENT))]

    assert (min(fits), max(fits)) == (16, 35)
    assert as_printed(first) == "£1.2m"
