"""What may become of returns and agreements, and what acceptance asks of them."""

from village.evidence.returns.rules.editions import (
    LIVE,
    NEXT,
    TONES,
    WITH_ROWS,
    State,
    another_period,
    may_become,
    mostly_outside,
    standing,
    wrong_year,
)

__all__ = [
    "LIVE",
    "NEXT",
    "TONES",
    "WITH_ROWS",
    "State",
    "another_period",
    "may_become",
    "mostly_outside",
    "standing",
    "wrong_year",
]
